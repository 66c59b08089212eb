import { afterEach, beforeEach, expect, test } from 'vitest';
import { programme } from '../support/builders/programme.ts';
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
  scanCode(MILK.code);
  await expect.poll(till.lines).toHaveLength(1);
  await expect.poll(() => till.till.sale.state.get().outcome?.totalMinor).toBe(2_500);
});
afterEach(() => till.closeAndForget());

const phase = () => expect.poll(() => document.querySelector('[data-screen]')?.getAttribute('data-phase'));
const notice = () =>
  expect.poll(() => document.querySelector('[data-part="notice"]')?.getAttribute('data-code'));

test('cash as typed gives the change, and the next scan starts the next sale', async () => {
  press('F12');
  typeKeys('100');
  await expect.poll(() => till.text('change')).toContain('75.00');
  press('Enter');
  await phase().toBe('done');
  expect(till.text('change')).toContain('75.00');
  expect(fake.sales).toHaveLength(1);
  scanCode(BREAD.code);
  await expect.poll(till.lines).toEqual(['Pâine albă | 1 pcs | 10.00 | 10.00']);
  await phase().toBe('open');
});

test('F9 takes the exact sum', async () => {
  press('F12');
  press('F9');
  await phase().toBe('done');
  expect(till.text('change')).toContain('No change');
});

test('a double press of Pay does not finish the sale', async () => {
  press('F12');
  press('F12');
  await phase().toBe('paying');
  expect(fake.sales).toHaveLength(0);
});

test('too little cash says what is missing', async () => {
  press('F12');
  typeKeys('20');
  press('Enter');
  await notice().toBe('PAY-SHORT');
  expect(document.querySelector('[data-part="notice"]')?.textContent).toContain('5.00 MDL');
  expect(fake.sales).toHaveLength(0);
});

test('a new programme behind the window’s back is computed again and paid at the second press', async () => {
  const release = fake.hold('reference.pull');
  fake.setProgramme(programme({ version: 2 }));
  press('F12');
  press('F9');
  await notice().toBe('SALE-PROGRAMME');
  expect(till.lines()).toHaveLength(1);
  await phase().toBe('open');
  release();
  await expect.poll(() => till.till.sale.state.get().programme?.version).toBe(2);
  press('F12');
  press('F9');
  await phase().toBe('done');
});

test('figures that main does not confirm are not signed; computed again, they are', async () => {
  scanCode(CARD);
  await expect.poll(() => till.text('points-now')).toContain('+2');
  const release = fake.hold('reference.pull');
  fake.setProgramme(programme({ rules: [] }));
  press('F12');
  press('F9');
  await notice().toBe('SALE-MISMATCH');
  expect(fake.sales).toHaveLength(0);
  expect(till.lines()).toHaveLength(1);
  release();
  await expect.poll(() => till.text('points-now')).toContain('+0');
  press('F12');
  press('F9');
  await phase().toBe('done');
});

test('scans made while a sale is being saved belong to the next one', async () => {
  const release = fake.hold('sale.commit');
  press('F12');
  press('F9');
  await phase().toBe('saving');
  scanCode(BREAD.code);
  release();
  await expect.poll(till.lines).toEqual(['Pâine albă | 1 pcs | 10.00 | 10.00']);
  expect(fake.sales.map(({ receipt }) => receipt.totals.totalMinor)).toEqual([2_500]);
});

test('a card scanned while paying attaches the member, an item opens the basket again', async () => {
  press('F12');
  scanCode(CARD);
  await expect.poll(() => till.till.sale.state.get().member?.row.cardNumber).toBe(CARD);
  await phase().toBe('paying');
  scanCode(BREAD.code);
  await expect.poll(till.lines).toHaveLength(2);
  await phase().toBe('open');
});

test('an empty basket is not paid', async () => {
  press('Delete');
  await expect.poll(till.lines).toHaveLength(0);
  press('F12');
  await notice().toBe('BASKET-EMPTY');
});
