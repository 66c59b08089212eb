import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import type { Receipt } from '../escpos/events.ts';
import { renderReceiptsHtml } from './receipt-html.ts';

const chromiumPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Draws the receipts below one another into a PNG file. Give a `browser` when drawing many. */
export async function renderReceiptPng(
  receipts: readonly Receipt[],
  file: string,
  options: { readonly browser?: Browser } = {},
): Promise<void> {
  const browser = options.browser ?? (await launchReceiptBrowser());
  try {
    const page = await browser.newPage({ deviceScaleFactor: 2, viewport: { width: 800, height: 600 } });
    await page.setContent(renderReceiptsHtml(receipts));
    await page.evaluate(() => document.fonts.ready);
    await page.locator('body').screenshot({ path: file });
    await page.close();
  } finally {
    if (options.browser === undefined) await browser.close();
  }
}

/** Chromium from `CHROMIUM_BIN` or a known place, else Playwright's own. */
export function launchReceiptBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_BIN'] ?? chromiumPaths.find((path) => existsSync(path));
  return chromium.launch({
    args: chromiumFlags,
    ...(executablePath === undefined ? {} : { executablePath }),
  });
}
