import type { Token } from '../escpos/token.ts';
import { isReady, type PrinterState } from './printer-state.ts';

// The bits that are always 0 or always 1 tell a status byte from other bytes; senders check them.

const OFFLINE = 0x08;

/** The answer to `DLE EOT n`, n = 1…4: printer, cause of being off line, cause of an error, paper sensor. */
export function realTimeStatus(n: number, state: PrinterState): number {
  const fixed = 0x12;
  switch (n) {
    case 1:
      return fixed | (isReady(state) ? 0 : OFFLINE);
    case 2:
      return fixed | offlineCause(state);
    case 3:
      return fixed | errorCause(state);
    default:
      return fixed | paperSensors(state, { nearEnd: 0x0c, end: 0x60 });
  }
}

/** The four bytes that a printer sends by itself after `GS a`, at once and on each change. */
export function automaticStatus(state: PrinterState): readonly [number, number, number, number] {
  const coverOpen = state.cover === 'open' ? 0x20 : 0;
  return [
    0x10 | (isReady(state) ? 0 : OFFLINE) | coverOpen,
    errorCause(state),
    paperSensors(state, queuedPaperBits),
    0x0f,
  ];
}

/**
 * Answers that wait for their turn among the commands: paper (`GS r`), identity (`GS I`) and the process id
 * (`GS ( H`), which says that everything before it has been printed. Off line they do not come, as on real printers.
 */
export function orderedAnswer(token: Token, state: PrinterState): Uint8Array | undefined {
  const n = token.params[0] ?? 0;
  if (token.command === 'GS r')
    return Uint8Array.of(isPaperRequest(n) ? paperSensors(state, queuedPaperBits) : 0);
  if (token.command === 'GS I') return printerIdentity(n);
  const isProcessId = token.command === 'GS ( H' && token.params.length === 8 && token.params[2] === 48;
  return isProcessId ? Uint8Array.of(0x37, 0x22, ...token.params.subarray(4), 0x00) : undefined;
}

const queuedPaperBits = { nearEnd: 0x03, end: 0x0c };
const isPaperRequest = (n: number): boolean => n === 1 || n === 49;

const identity: Readonly<Record<number, string>> = { 66: 'PUNCTA', 67: 'VIRTUAL', 68: 'VP000001' };

/** Maker, model and serial number as text, the model's number otherwise. */
function printerIdentity(n: number): Uint8Array {
  const text = identity[n];
  return text === undefined ? Uint8Array.of(0x20) : Buffer.from(`_${text}\0`, 'latin1');
}

function offlineCause(state: PrinterState): number {
  const coverOpen = state.cover === 'open' ? 0x04 : 0;
  const paperEnd = state.paper === 'out' ? 0x20 : 0;
  return coverOpen | paperEnd | (state.error === 'none' ? 0 : 0x40);
}

function errorCause(state: PrinterState): number {
  return state.error === 'cutter' ? 0x08 : state.error === 'unrecoverable' ? 0x20 : 0;
}

/** The near-end sensor sits above the roll's end, so an empty roll triggers both. */
function paperSensors(state: PrinterState, bits: { readonly nearEnd: number; readonly end: number }): number {
  if (state.paper === 'ok') return 0;
  return state.paper === 'near-end' ? bits.nearEnd : bits.nearEnd | bits.end;
}
