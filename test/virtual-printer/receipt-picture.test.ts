import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Receipt } from '../support/escpos/events.ts';
import { interpret } from '../support/escpos/interpret.ts';
import { job, LF } from '../support/escpos/job.ts';
import { withCheckDigit } from '../support/virtual-printer/barcode-svg.ts';
import { bitmapPath } from '../support/virtual-printer/bitmap-svg.ts';
import { renderReceiptHtml } from '../support/virtual-printer/receipt-html.ts';
import { launchReceiptBrowser, renderReceiptPng } from '../support/virtual-printer/receipt-png.ts';
import { sampleReceipt } from '../support/virtual-printer/sample-receipt.ts';

function firstReceipt(bytes: Uint8Array, widthCells = 48): Receipt {
  const [receipt] = interpret(bytes, { widthCells }).receipts;
  if (receipt === undefined) throw new Error('nothing was printed');
  return receipt;
}

describe('the page', () => {
  test('needs nothing from outside: font subsets, codes and images stand in it', () => {
    const html = renderReceiptHtml(firstReceipt(sampleReceipt(48)));
    expect(html.match(/url\((?!data:)/g)).toBeNull();
    expect(html).not.toMatch(/<(?:script|link|img)|src=/);
    expect(html.match(/@font-face/g)?.length).toBeGreaterThan(2);
  });

  test('only the subsets that the text needs are embedded', () => {
    const html = renderReceiptHtml(firstReceipt(job('Total 12.50', LF)));
    expect(html.match(/@font-face/g)).toHaveLength(1);
  });

  test('text from the job stays text', () => {
    const html = renderReceiptHtml(firstReceipt(job('<b onclick="x">&', LF)));
    expect(html).toContain('&lt;b onclick=&quot;x&quot;&gt;&amp;');
  });

  test('dots are drawn as runs', () => {
    expect(bitmapPath({ width: 8, height: 2, bits: Uint8Array.of(0b1101_0000, 1) })).toBe(
      'M0 0h2v1h-2zM3 0h1v1h-1zM7 1h1v1h-1z',
    );
  });

  test('the printer adds the check digit of an EAN-13', () => {
    expect(withCheckDigit('590123412345')).toBe('5901234123457');
    expect(withCheckDigit('400638133393')).toBe('4006381333931');
  });
});

describe('the picture', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchReceiptBrowser();
  });
  afterAll(() => browser.close());

  const folder = mkdtempSync(join(tmpdir(), 'receipts-'));

  test.each([32, 42, 48])(
    'at %i cells is as wide as the paper, drawn at double density',
    async (widthCells) => {
      const receipt = firstReceipt(sampleReceipt(widthCells), widthCells);
      const file = join(folder, `${widthCells}.png`);
      await renderReceiptPng([receipt], file, { browser });
      const png = readFileSync(file);
      const [edgesDots, bodyPaddingPx, dotPx] = [48, 56, 0.75];
      expect(png.readUInt32BE(16)).toBe(((widthCells * 12 + edgesDots) * dotPx + bodyPaddingPx) * 2);
    },
  );

  test('letters of all three languages come from the embedded font and fill exactly their cells', async () => {
    const page = await browser.newPage();
    await page.setContent(renderReceiptHtml(firstReceipt(sampleReceipt(48))));
    const misfits = await page.evaluate(async () => {
      await document.fonts.ready;
      return [...document.querySelectorAll<HTMLElement>('.run')]
        .filter(
          (run) =>
            Math.abs(
              run.getBoundingClientRect().width - (run.firstElementChild?.getBoundingClientRect().width ?? 0),
            ) > 0.5,
        )
        .map((run) => run.textContent);
    });
    await page.close();
    expect(misfits).toEqual([]);
  });
});
