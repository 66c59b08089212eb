import type { Socket } from 'node:net';
import { assert } from '../../../shared/kernel/assert.ts';
import { PROCESS_ID_CHARS, type PrinterAnswer } from './answer-reader.ts';
import { type Inbox, openInbox } from './inbox.ts';
import type { PrinterConnection, SendOptions, SendResult } from './port.ts';
import {
  type PrinterStatus,
  readStatus,
  STATUS_REQUESTS,
  type StatusAnswers,
  statusRequest,
} from './printer-status.ts';

/** For all four answers of a status together. */
export const STATUS_TIMEOUT_MS = 300;
/** Bytes that make no way for so long: the printer has stopped reading. */
export const WRITE_STALL_MS = 10_000;
/** A ready printer says within this time, and 1 ms for each byte, that the job is done. */
export const PROOF_TIMEOUT_MS = 2_000;
/** How long a job may lie in a printer that waits for paper or a closed cover. */
export const PERSON_TIMEOUT_MS = 180_000;
export const STATUS_POLL_MS = 250;
export const DRAIN_TIMEOUT_MS = 500;

export function createTcpConnection(socket: Socket): PrinterConnection {
  const inbox = openInbox(socket);
  let hasAnswered = false;
  const askStatus = async () => {
    const status = await ask(socket, inbox);
    if (status.ready !== 'unknown') hasAnswered = true;
    return status;
  };
  return {
    askStatus,
    send: async (bytes, options) => {
      if (!socket.writable || inbox.isOver()) {
        return { kind: 'failedBeforeAnyByte', cause: 'PRINTER-OFFLINE' };
      }
      const proof = proofFor(options.processId);
      const isWritten = await write(socket, Buffer.concat([bytes, proof.request]));
      if (!isWritten) {
        socket.destroy();
        return broken;
      }
      const waiting = { askStatus, inbox, proof, hasAnswered: () => hasAnswered, bytes: bytes.length };
      const result = await waitForProof(waiting, options);
      await hangUp(socket);
      return result;
    },
    close: () => {
      socket.destroy();
    },
  };
}

const broken: SendResult = { kind: 'failedAfterBytes', cause: null };

type Proof = { readonly request: Uint8Array; readonly is: (answer: PrinterAnswer) => boolean };

/** `GS ( H` is answered when everything is on paper; `GS r` at least stands in the queue behind the job. */
function proofFor(id: string | null): Proof {
  if (id === null) return { request: Uint8Array.of(0x1d, 0x72, 1), is: ({ kind }) => kind === 'workedOff' };
  assert(
    id.length === PROCESS_ID_CHARS && /^[\x20-\x7e]+$/.test(id),
    'a process id is four ASCII characters',
  );
  return {
    request: Buffer.concat([Uint8Array.of(0x1d, 0x28, 0x48, 6, 0, 48, 48), Buffer.from(id, 'latin1')]),
    is: (answer) => answer.kind === 'processId' && answer.id === id,
  };
}

type Waiting = {
  readonly askStatus: () => Promise<PrinterStatus>;
  readonly inbox: Inbox;
  readonly proof: Proof;
  readonly hasAnswered: () => boolean;
  readonly bytes: number;
};

/**
 * While the printer waits for a person the job lies in its buffer and will print by itself, so it is waited for and
 * never sent again. A printer that is ready and still gives no proof cannot give any.
 */
async function waitForProof(waiting: Waiting, { onWaiting }: SendOptions): Promise<SendResult> {
  const { askStatus, inbox, proof, hasAnswered } = waiting;
  const startMs = performance.now();
  let readyDeadlineMs = startMs + PROOF_TIMEOUT_MS + waiting.bytes;
  let isWaiting = false;
  while (performance.now() < startMs + PERSON_TIMEOUT_MS) {
    if (await inbox.waitForProof(proof.is, STATUS_POLL_MS)) return { kind: 'confirmed' };
    if (inbox.isOver()) return broken;
    const status = await askStatus();
    if (inbox.isOver()) continue;
    if (!hasAnswered()) return { kind: 'sent' };
    if (status.ready === 'no') {
      readyDeadlineMs = performance.now() + PROOF_TIMEOUT_MS + waiting.bytes;
      isWaiting = true;
      onWaiting(status.cause);
    } else if (isWaiting && status.ready === 'yes') {
      isWaiting = false;
      onWaiting(null);
    }
    if (performance.now() > readyDeadlineMs) return status.ready === 'yes' ? { kind: 'sent' } : broken;
  }
  return broken;
}

/** One request after the other, because the answers do not say which request they belong to. */
async function ask(socket: Socket, inbox: Inbox): Promise<PrinterStatus> {
  const deadlineMs = performance.now() + STATUS_TIMEOUT_MS;
  const answers: Partial<Record<keyof StatusAnswers, number>> = {};
  for (const n of STATUS_REQUESTS) {
    if (!socket.writable) break;
    socket.write(statusRequest(n));
    const answer = await inbox.takeStatus(deadlineMs);
    if (answer === null) break;
    answers[n] = answer;
  }
  return readStatus(answers);
}

/** False when the bytes did not all leave this machine. */
function write(socket: Socket, bytes: Uint8Array): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (isWritten: boolean) => {
      clearTimeout(timer);
      socket.off('close', stop);
      resolve(isWritten);
    };
    const stop = () => settle(false);
    const timer = setTimeout(stop, WRITE_STALL_MS);
    socket.once('close', stop);
    socket.write(bytes, (error) => settle(!error));
  });
}

/** Half-close and read to the end: unread answers would turn the close into a reset that eats the job's tail. */
function hangUp(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) return resolve();
    const timer = setTimeout(() => socket.destroy(), DRAIN_TIMEOUT_MS);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.end();
  });
}
