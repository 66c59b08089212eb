/** A till at a virtual printer, closed after the test, and what came out of it. */
import { afterEach } from 'vitest';
import { lineText } from '../escpos/to-text.ts';
import {
  startVirtualPrinter,
  type VirtualPrinter,
  type VirtualPrinterOptions,
} from '../virtual-printer/virtual-printer.ts';
import { entryId } from './entry.ts';
import { slipText, type TestSpoolOptions, testSpool } from './spool.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

export async function printerThat(options: VirtualPrinterOptions = {}): Promise<VirtualPrinter> {
  const printer = await startVirtualPrinter(options);
  closing.push(() => printer.close());
  return printer;
}

export function tillWith(printer: Pick<VirtualPrinter, 'port'> | null, options: TestSpoolOptions = {}) {
  const spool = testSpool({
    printerUrl: printer && `tcp://127.0.0.1:${printer.port}`,
    ...options,
  });
  closing.push(() => spool.stop());
  return spool;
}

/** First lines of all slips on paper, in order; the tail of a slip that was cut off counts too. */
export const slipsOn = (printer: VirtualPrinter): readonly string[] =>
  printer.receipts().flatMap(({ events }) =>
    events.flatMap((event) => {
      const text = event.kind === 'line' ? lineText(event) : '';
      return /^[0-9a-f]{8}-/.test(text) ? [text] : [];
    }),
  );

export const drawerKicks = (printer: VirtualPrinter): number =>
  printer.jobs.flatMap(({ interpretation }) => interpretation.events.filter(({ kind }) => kind === 'drawer'))
    .length;

export const original = (n: number) => slipText(entryId(n), 0);
export const copy = (n: number, times = 1) => slipText(entryId(n), times);
export const isReady = (spool: { status: () => { state: string; waiting: number } }) =>
  spool.status().state === 'ready' && spool.status().waiting === 0;
