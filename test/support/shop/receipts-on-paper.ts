import { toText } from '../escpos/to-text.ts';
import type { VirtualPrinter } from '../virtual-printer/virtual-printer.ts';

/** Everything on the printer's paper that names this receipt: its original and its copies, whole or cut off. */
export const papersOf = (printer: VirtualPrinter, number: string): readonly string[] =>
  printer
    .receipts()
    .map(toText)
    .filter((text) => new RegExp(`${number}(?!\\d)`).test(text));
