import type { Socket } from 'node:net';
import { createAnswerReader, type PrinterAnswer } from './answer-reader.ts';

/** What has come back on one connection. Status answers are taken one by one; proofs stay. */
export type Inbox = {
  readonly takeStatus: (deadlineMs: number) => Promise<number | null>;
  /** True when the proof is there; false when the time or the connection is over. */
  readonly waitForProof: (isProof: (answer: PrinterAnswer) => boolean, timeoutMs: number) => Promise<boolean>;
  readonly isOver: () => boolean;
};

/** No printer answers more than this on one connection; what comes later is not kept. */
export const MAX_KEPT_ANSWERS = 10_000;

export function openInbox(socket: Socket): Inbox {
  const reader = createAnswerReader();
  const statuses: number[] = [];
  const proofs: PrinterAnswer[] = [];
  let isOver = socket.destroyed;
  let look: () => void = () => {};
  socket.on('data', (bytes: Uint8Array) => {
    for (const answer of reader.push(bytes)) {
      if (statuses.length + proofs.length >= MAX_KEPT_ANSWERS) break;
      if (answer.kind === 'status') statuses.push(answer.byte);
      else proofs.push(answer);
    }
    look();
  });
  const end = () => {
    isOver = true;
    look();
  };
  socket.once('end', end);
  socket.once('close', end);

  const until = (isThere: () => boolean, timeoutMs: number) =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (isThere() || isOver) settle();
      };
      const settle = () => {
        clearTimeout(timer);
        look = () => {};
        resolve();
      };
      const timer = setTimeout(settle, timeoutMs);
      look = check;
      check();
    });

  return {
    isOver: () => isOver,
    takeStatus: async (deadlineMs) => {
      await until(() => statuses.length > 0, Math.max(0, deadlineMs - performance.now()));
      return statuses.shift() ?? null;
    },
    waitForProof: async (isProof, timeoutMs) => {
      await until(() => proofs.some(isProof), timeoutMs);
      return proofs.some(isProof);
    },
  };
}
