/** Keeps what came out of the printer: bytes, text, and for some receipts a picture. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toText } from '../../support/escpos/to-text.ts';
import { launchReceiptBrowser, renderReceiptPng } from '../../support/virtual-printer/receipt-png.ts';
import type { VirtualPrinter } from '../../support/virtual-printer/virtual-printer.ts';

export type PrintedPaper = {
  readonly receipts: number;
  readonly drawerKicks: number;
  readonly unexplainedBytes: number;
};

/** Files are numbered in the order of printing; `pictured` says which of them get a picture, besides the last. */
export async function writeReceipts(
  printer: VirtualPrinter,
  folder: string,
  pictured: readonly number[],
): Promise<PrintedPaper> {
  mkdirSync(folder, { recursive: true });
  const printed = printer.jobs.filter(({ interpretation }) => interpretation.receipts.length > 0);
  const browser = await launchReceiptBrowser();
  try {
    for (const [index, { bytes, interpretation }] of printed.entries()) {
      const name = join(folder, String(index + 1).padStart(3, '0'));
      writeFileSync(`${name}.bin`, new Uint8Array(bytes));
      writeFileSync(`${name}.txt`, interpretation.receipts.map(toText).join('\n\f\n'));
      if (pictured.includes(index + 1) || index === printed.length - 1) {
        await renderReceiptPng(interpretation.receipts, `${name}.png`, { browser });
      }
    }
  } finally {
    await browser.close();
  }
  const events = printer.jobs.flatMap(({ interpretation }) => interpretation.events);
  return {
    receipts: printed.length,
    drawerKicks: events.filter(({ kind }) => kind === 'drawer').length,
    unexplainedBytes: printer.jobs.reduce((sum, job) => sum + job.interpretation.unexplained.length, 0),
  };
}
