/** What a printer says of itself by `DLE EOT 1 … 4`. What it did not say is unknown, and unknown is not OK. */

export type Tri = 'yes' | 'no' | 'unknown';

export type PrinterCause = 'PRINTER-OFFLINE' | 'PRINTER-PAPER' | 'PRINTER-COVER';

export type PrinterStatus = {
  readonly ready: Tri;
  /** Why it is not ready; null otherwise. */
  readonly cause: PrinterCause | null;
};

export const STATUS_REQUESTS = [1, 2, 3, 4] as const;
export type StatusRequest = (typeof STATUS_REQUESTS)[number];

export const statusRequest = (n: StatusRequest): Uint8Array => Uint8Array.of(0x10, 0x04, n);

/** Answers by request; a request without an answer is absent. */
export type StatusAnswers = Readonly<Partial<Record<StatusRequest, number>>>;

export const silent: PrinterStatus = { ready: 'unknown', cause: null };

export function readStatus(answers: StatusAnswers): PrinterStatus {
  const { 1: printer = 0, 2: offline = 0, 3: error = 0, 4: paper = 0 } = answers;
  if (offline & COVER_OPEN) return { ready: 'no', cause: 'PRINTER-COVER' };
  if (offline & PAPER_STOP || (paper & PAPER_END) === PAPER_END)
    return { ready: 'no', cause: 'PRINTER-PAPER' };
  if (printer & OFFLINE || offline & ERROR || error & (CUTTER | UNRECOVERABLE)) {
    return { ready: 'no', cause: 'PRINTER-OFFLINE' };
  }
  return answers[1] === undefined ? silent : { ready: 'yes', cause: null };
}

const OFFLINE = 0x08;
const COVER_OPEN = 0x04;
const PAPER_STOP = 0x20;
const ERROR = 0x40;
const CUTTER = 0x08;
const UNRECOVERABLE = 0x20;
const PAPER_END = 0x60;
