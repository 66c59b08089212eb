/** The printer through the screen: dead, back again, broken off in the middle of a receipt, asked for a copy. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { i18nFor } from '../../shared/i18n/translate.ts';
import { type FaultyProxy, startFaultyProxy } from '../support/faulty-proxy/faulty-proxy.ts';
import { pageDone } from '../support/shop/page-call.ts';
import { papersOf } from '../support/shop/receipts-on-paper.ts';
import { inEachLanguage, partText, uiText } from '../support/shop/shown-texts.ts';
import { openTestShop, type TestShop } from '../support/shop/test-shop.ts';
import { readShopGoods } from './demo/shop-goods.ts';

const { codes } = readShopGoods();
const [first = '', second = ''] = codes;
const COPY = i18nFor('ro').t('receipt:copy', { n: 1 });
/** Past the questions about its state, inside the receipt. */
const MIDDLE_BYTES = 600;

let shop: TestShop;
let line: FaultyProxy;
beforeAll(async () => {
  shop = await openTestShop({
    wayToPrinter: async (port) => {
      line = await startFaultyProxy(port);
      return line.port;
    },
  });
  await shop.openForSelling();
});
afterAll(async () => {
  await shop.close();
  await line.close();
});

const status = async () => (await pageDone(shop.robot().page, 'till.status', null)).printer;
const isIdle = { state: 'ready', code: null, waiting: 0 };

/** Sells one of these goods and gives the receipt's number as the screen shows it. */
async function sell(code: string): Promise<string> {
  await shop.robot().scan(code);
  await shop.robot().pay('exact');
  return /s-centru-\d+-\d+-\d+/.exec(await partText(shop, 'done'))?.[0] ?? '';
}

test('SPL-4 a dead printer: sales go on, and their receipts print by themselves when it is back, once', async () => {
  await line.set('dead');
  const one = await sell(first);
  await expect.poll(async () => (await status()).state).toBe('blocked');
  expect(await status()).toEqual({ state: 'blocked', code: 'PRINTER-OFFLINE', waiting: 1 });
  await inEachLanguage(shop, async (language) => {
    expect(await partText(shop, 'strip-printer')).toContain(uiText('strip.printerBlocked', language));
    expect(await partText(shop, 'done')).toContain(uiText('done.waits', language));
    await shop.shoot(`printer-dead-${language}`);
  });
  const two = await sell(second);
  expect((await status()).waiting).toBe(2);
  await shop.robot().page.keyboard.press('F8');
  await shop.robot().page.waitForSelector('[data-part="printer"] [data-state="queued"]');
  await shop.shoot('printer-dead-jobs');
  await shop.robot().page.keyboard.press('Escape');
  expect(shop.printer.receipts()).toEqual([]);

  await line.set('good');
  await expect.poll(status, { timeout: 20_000 }).toEqual(isIdle);
  expect([one, two].map((number) => papersOf(shop.printer, number).length)).toEqual([1, 1]);
});

test('SPL-2, SPL-3 a printer that breaks off in the middle: the screen asks, and a copy says that it is one', async () => {
  shop.printer.set({ mode: { kind: 'resets-after', bytes: MIDDLE_BYTES } });
  const number = await sell(first);
  await expect.poll(async () => (await status()).state, { timeout: 20_000 }).toBe('asks');
  await inEachLanguage(shop, async (language) => {
    const question = await partText(shop, 'printer-question');
    expect(question).toContain(uiText('printer.question', language));
    expect(question).toContain(number);
    expect(await partText(shop, 'strip-printer')).toContain(uiText('strip.printerAsks', language));
    await shop.shoot(`printer-asks-${language}`);
  });
  shop.printer.set({ mode: { kind: 'normal' } });
  const next = await sell(second);
  await expect.poll(() => papersOf(shop.printer, next).length, { timeout: 20_000 }).toBe(1);
  expect((await status()).state).toBe('asks');
  const before = papersOf(shop.printer, number);
  expect(before.filter((text) => text.includes(COPY))).toEqual([]);

  const copyWords = uiText('printer.copy', 'en');
  await shop.robot().page.click(`[data-part="printer-question"] button:has-text("${copyWords}")`);
  await expect.poll(status, { timeout: 20_000 }).toEqual(isIdle);
  const added = papersOf(shop.printer, number).filter((text) => !before.includes(text));
  expect(added).toHaveLength(1);
  expect(added[0]).toContain(COPY);
  expect(await shop.robot().page.$('[data-part="printer-question"]')).toBeNull();
});

test('SPL-3 a copy of the last receipt from the menu carries its number', async () => {
  const number = await sell(first);
  await expect.poll(status, { timeout: 20_000 }).toEqual(isIdle);
  for (const times of [1, 2]) {
    await shop.robot().page.keyboard.press('F10');
    await shop.robot().page.click('[data-part="menu"] button:has(.lucide-receipt-text)');
    await expect.poll(() => papersOf(shop.printer, number).length, { timeout: 20_000 }).toBe(times + 1);
  }
  const [original, ...copies] = papersOf(shop.printer, number);
  const word = (n: number): string => i18nFor('ro').t('receipt:copy', { n });
  expect(original).not.toContain(word(1).replace('1', ''));
  expect(copies.map((text) => [1, 2].filter((n) => text.includes(word(n))))).toEqual([[1], [2]]);
  await shop.shoot('printer-copy-ordered');
});
