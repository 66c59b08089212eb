/**
 * Tells apart what a printer sends back. The fixed bits of each kind decide; a status report that it pushes by itself
 * is stepped over whole, so that its bytes are not taken for answers.
 */
export type PrinterAnswer =
  | { readonly kind: 'status'; readonly byte: number }
  /** `GS r`: the printer has worked off everything before it. */
  | { readonly kind: 'workedOff' }
  /** `GS ( H`: everything before this id is on paper. */
  | { readonly kind: 'processId'; readonly id: string };

export type AnswerReader = { readonly push: (bytes: Uint8Array) => readonly PrinterAnswer[] };

export const PROCESS_ID_CHARS = 4;
const PROCESS_ID_FRAME = 7;
const REPORT_FRAME = 4;

export function createAnswerReader(): AnswerReader {
  let pending: number[] = [];
  return {
    push: (bytes) => {
      pending.push(...bytes.subarray(0, MAX_ANSWER_BYTES));
      const answers: PrinterAnswer[] = [];
      for (let step = nextAnswer(pending); step; step = nextAnswer(pending)) {
        pending = pending.slice(step.length);
        if (step.answer) answers.push(step.answer);
      }
      return answers;
    },
  };
}

/** No printer says more at once; a device that does is not listened to for longer. */
export const MAX_ANSWER_BYTES = 4096;

type Step = { readonly length: number; readonly answer: PrinterAnswer | null };

/** Null when nothing is left or the frame is not complete yet. */
function nextAnswer(pending: readonly number[]): Step | null {
  const [first, second] = pending;
  if (first === undefined) return null;
  if (first === 0x37) {
    if (second === undefined) return null;
    if (second === 0x22) return processIdStep(pending);
  }
  if ((first & 0x93) === 0x12) return { length: 1, answer: { kind: 'status', byte: first } };
  if ((first & 0x93) === 0x10) return pending.length < REPORT_FRAME ? null : skip(REPORT_FRAME);
  if ((first & 0xf0) === 0x00) return { length: 1, answer: { kind: 'workedOff' } };
  return skip(1);
}

function processIdStep(pending: readonly number[]): Step | null {
  if (pending.length < PROCESS_ID_FRAME) return null;
  const id = String.fromCharCode(...pending.slice(2, 2 + PROCESS_ID_CHARS));
  return { length: PROCESS_ID_FRAME, answer: { kind: 'processId', id } };
}

const skip = (length: number): Step => ({ length, answer: null });
