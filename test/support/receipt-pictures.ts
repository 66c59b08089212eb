/** Prints the sample receipts on virtual paper and draws them, to be looked at: `receipt-pictures.ts [--out DIR]`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultNarrowProfile, defaultProfile } from '../../electron/printer/encode/profile.ts';
import { renderReceiptBytes } from '../../electron/printer/render-receipt.ts';
import { LANGUAGES } from '../../shared/kernel/language.ts';
import type { Receipt, RenderFacts } from '../../shared/receipt/model.ts';
import { renderFacts, reportReceipt, saleReceipt } from './builders/receipt.ts';
import { richReceipt } from './builders/rich-receipt.ts';
import { interpret } from './escpos/interpret.ts';
import { launchReceiptBrowser, renderReceiptPng } from './virtual-printer/receipt-png.ts';

const { values } = parseArgs({ options: { out: { type: 'string', default: 'out/receipts' } } });

type Sample = { readonly name: string; readonly receipt: Receipt; readonly facts: RenderFacts };

const samples: readonly Sample[] = LANGUAGES.flatMap((language) => [
  { name: `sale-${language}`, receipt: saleReceipt(language), facts: renderFacts() },
  { name: `rich-${language}`, receipt: richReceipt(language), facts: renderFacts() },
  { name: `copy-${language}`, receipt: saleReceipt(language), facts: renderFacts({ copy: 1 }) },
  { name: `z-report-${language}`, receipt: reportReceipt(language), facts: renderFacts() },
]);

mkdirSync(values.out, { recursive: true });
const browser = await launchReceiptBrowser();
for (const profile of [defaultProfile, defaultNarrowProfile]) {
  for (const { name, receipt, facts } of samples) {
    const { widthCells } = profile;
    const { receipts } = interpret(renderReceiptBytes(receipt, facts, profile), { widthCells });
    const file = join(values.out, `${name}-${widthCells}.png`);
    await renderReceiptPng(receipts, file, { browser });
    process.stdout.write(`${file}\n`);
  }
}
await browser.close();
