/** Keeps what came out of the printer: bytes, text, and for some receipts a picture. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toText } from '../../support/escpos/to-text.ts';
import { launchReceiptBrowser, renderReceiptPng } from '../../support/virtual-printer/receipt-png.ts';
import type { VirtualPrinter } from '../../support/virtual-printer/virtual-printer.ts';

export type PrintedPaper = {
  readonly jobs: number;
  readonly receipts: number;
  readonly unexplainedBytes: number;
};

export async function writeReceipts(
  printer: VirtualPrinter,
  folder: string,
  pictures: readonly number[],
): Promise<PrintedPaper> {
  mkdirSync(folder, { recursive: true });
  const browser = await launchReceiptBrowser();
  let receipts = 0;
  let unexplainedBytes = 0;
  try {
    for (const { number, bytes, interpretation } of printer.jobs) {
      const name = join(folder, String(number).padStart(3, '0'));
      writeFileSync(`${name}.bin`, new Uint8Array(bytes));
      writeFileSync(`${name}.txt`, interpretation.receipts.map(toText).join('\n\f\n'));
      receipts += interpretation.receipts.length;
      unexplainedBytes += interpretation.unexplained.length;
      const isLast = number === printer.jobs.length;
      if ((pictures.includes(number) || isLast) && interpretation.receipts.length > 0) {
        await renderReceiptPng(interpretation.receipts, `${name}.png`, { browser });
      }
    }
  } finally {
    await browser.close();
  }
  return { jobs: printer.jobs.length, receipts, unexplainedBytes };
}
