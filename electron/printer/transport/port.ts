/** What the spool needs of a way to a printer. TCP is one; device files and spoolers will be others. */
import type { PrinterCause, PrinterStatus } from './printer-status.ts';

export type SendResult =
  /** The printer said, after the last byte, that it had worked everything off. */
  | { readonly kind: 'confirmed' }
  /** Everything was handed over, and the printer says nothing at all. */
  | { readonly kind: 'sent' }
  | { readonly kind: 'failedBeforeAnyByte'; readonly cause: PrinterCause }
  | { readonly kind: 'failedAfterBytes'; readonly cause: PrinterCause | null };

export type SendOptions = {
  /** Four characters by which the printer names the job when it is on paper; null where it cannot. */
  readonly processId: string | null;
  /** The printer is waiting for a person (paper, cover) with the job in its buffer; null when it goes on. */
  readonly onWaiting: (cause: PrinterCause | null) => void;
};

/** One connection carries one job: status first, then its bytes, then the proof. */
export type PrinterConnection = {
  readonly askStatus: () => Promise<PrinterStatus>;
  readonly send: (bytes: Uint8Array, options: SendOptions) => Promise<SendResult>;
  readonly close: () => void;
};

export type ConnectPrinter = (signal: AbortSignal) => Promise<PrinterConnection | null>;
