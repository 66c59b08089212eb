import { expect, test } from 'vitest';
import { LANGUAGES } from '../../../shared/kernel/language.ts';
import { PAPER_WIDTHS } from '../../../shared/receipt/layout/line.ts';
import { receiptLayout } from '../../../shared/receipt/layout/receipt-layout.ts';
import { layoutText } from '../../../shared/receipt/text.ts';
import { renderFacts, reportReceipt, saleReceipt } from '../../support/builders/receipt.ts';
import { richReceipt } from '../../support/builders/rich-receipt.ts';

const cases = PAPER_WIDTHS.flatMap((widthCells) => LANGUAGES.map((language) => ({ widthCells, language })));

test.each(cases)('a sale in $language on $widthCells cells', async ({ widthCells, language }) => {
  const text = layoutText(receiptLayout(saleReceipt(language), renderFacts(), widthCells), widthCells);
  await expect(`${text}\n`).toMatchFileSnapshot(`../../fixtures/receipts/sale-${language}-${widthCells}.txt`);
});

test.each(cases)(
  'all that a programme can give in $language on $widthCells cells',
  async ({ widthCells, language }) => {
    const text = layoutText(receiptLayout(richReceipt(language), renderFacts(), widthCells), widthCells);
    await expect(`${text}\n`).toMatchFileSnapshot(
      `../../fixtures/receipts/rich-${language}-${widthCells}.txt`,
    );
  },
);

test.each(cases)('a Z-report in $language on $widthCells cells', async ({ widthCells, language }) => {
  const text = layoutText(receiptLayout(reportReceipt(language), renderFacts(), widthCells), widthCells);
  await expect(`${text}\n`).toMatchFileSnapshot(
    `../../fixtures/receipts/z-report-${language}-${widthCells}.txt`,
  );
});
