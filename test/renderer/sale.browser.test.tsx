import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FakePuncta } from './support/fake-puncta.ts';
import { type OpenWindow, openWindow } from './support/open-window.tsx';
import { press, scanCode, typeKeys } from './support/press-keys.ts';
import { BREAD, CARD, MILK, shop } from './support/shop.ts';

let fake: FakePuncta;
let till: OpenWindow;

beforeEach(async () => {
  fake = shop();
  till = await openWindow(fake);
  await expect.poll(() => till.till.store.productByCode(MILK.code)).not.toBeNull();
});
afterEach(() => till.closeAndForget());

const lines = () => expect.poll(till.lines);
const notice = () =>
  expect.poll(() => document.querySelector('[data-part="notice"]')?.getAttribute('data-code'));

describe('scanning', () => {
  test('a scanned code becomes a line with its price and sum', async () => {
    scanCode(BREAD.code);
    await lines().toEqual(['Pâine albă | 1 pcs | 10.00 | 10.00']);
    expect(till.text('total')).toContain('10.00');
  });

  test('a Russian layout changes nothing, for digits or for a printed card number', async () => {
    scanCode(BREAD.code, 'cyrillic');
    await lines().toHaveLength(1);
    scanCode('P000000000001', 'cyrillic');
    await notice().toBe('MEMBER-NOT-FOUND');
  });

  test('a burst of twenty scans loses none and keeps their order', async () => {
    for (let scan = 0; scan < 10; scan++) {
      scanCode(BREAD.code);
      scanCode(MILK.code);
    }
    await lines().toEqual(['Pâine albă | 10 pcs | 10.00 | 100.00', 'Milk | 10 pcs | 25.00 | 250.00']);
  });

  test('3 × before a code sells three', async () => {
    typeKeys('3*');
    scanCode(MILK.code);
    await lines().toEqual(['Milk | 3 pcs | 25.00 | 75.00']);
  });

  test('a code that is not in the price list says so and changes nothing', async () => {
    scanCode('4840000000039');
    await notice().toBe('SCAN-UNKNOWN');
    expect(till.lines()).toEqual([]);
    expect(till.recorded.map(({ kind }) => kind)).toContain('scanFailed');
  });

  test('a misread code is named as misread', async () => {
    scanCode('4840000000016');
    await notice().toBe('SCAN-CHECKSUM');
  });
});

describe('lines', () => {
  beforeEach(async () => {
    scanCode(BREAD.code);
    scanCode(MILK.code);
    await lines().toHaveLength(2);
  });

  test('F4 sets the quantity of the marked line', async () => {
    press('ArrowUp');
    press('F4');
    typeKeys('12');
    press('Enter');
    await lines().toContain('Pâine albă | 12 pcs | 10.00 | 120.00');
  });

  test('a number typed before F4 is the quantity at once', async () => {
    typeKeys('4');
    press('F4');
    await lines().toContain('Milk | 4 pcs | 25.00 | 100.00');
  });

  test('half a piece is refused', async () => {
    typeKeys('0,5');
    press('F4');
    await notice().toBe('BASKET-QUANTITY');
    expect(till.lines()).toContain('Milk | 1 pcs | 25.00 | 25.00');
  });

  test('Delete removes the newest line', async () => {
    press('Delete');
    await lines().toEqual(['Pâine albă | 1 pcs | 10.00 | 10.00']);
  });

  test('main holds every change of the basket', async () => {
    press('Delete');
    await till.till.sale.settled();
    expect(fake.basket()?.lines.map(({ code }) => code)).toEqual([BREAD.code]);
  });
});

test('the basket that main kept is there after a restart', async () => {
  scanCode(BREAD.code);
  scanCode(CARD);
  await expect.poll(() => till.text('balance')).toContain('100');
  await till.till.sale.settled();
  await till.closeAndForget();
  till = await openWindow(fake);
  await lines().toEqual(['Pâine albă | 1 pcs | 10.00 | 10.00']);
  await expect.poll(() => till.text('balance')).toContain('100');
});

test('with HQ away the till sells on, with one calm word', async () => {
  fake.setHqAway(true);
  scanCode(BREAD.code);
  await lines().toHaveLength(1);
  expect(document.querySelector('[data-part="strip-hq"]')?.textContent).toContain('Offline');
});
