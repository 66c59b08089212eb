import { afterEach, beforeEach, expect, test } from 'vitest';
import { memberRow } from '../support/builders/basket.ts';
import type { FakePuncta } from './support/fake-puncta.ts';
import { type OpenWindow, openWindow } from './support/open-window.tsx';
import { press, scanCode, typeKeys } from './support/press-keys.ts';
import { BREAD, CARD, MILK, shop } from './support/shop.ts';

let fake: FakePuncta;
let till: OpenWindow;

beforeEach(async () => {
  fake = shop();
  till = await openWindow(fake);
  await expect.poll(() => till.till.store.loads.get().members.done, { timeout: 10_000 }).toBe(true);
});
afterEach(() => till.closeAndForget());

const panel = () => expect.poll(() => till.text('member'));

test('a scanned card shows the masked member, balance, its age and what this purchase brings', async () => {
  typeKeys('20*');
  scanCode(MILK.code);
  scanCode(CARD);
  await panel().toContain('A. P. •• 4521');
  expect(till.text('balance')).toContain('100');
  expect(till.text('balance')).toContain('as of');
  await expect.poll(() => till.text('points-now')).toContain('+100');
  expect(till.text('points-now')).toContain('50 base');
  expect(till.text('points-now')).toContain('50 Double');
});

test('a rule that was just missed says what is missing', async () => {
  scanCode(BREAD.code);
  scanCode(CARD);
  await expect.poll(() => till.text('near-miss')).toContain('390.00 MDL more: Double');
  expect(till.text('next-tier')).toContain('990.00 MDL to Silver');
});

test('F2 takes a phone as people say it, and finds the member by its hash', async () => {
  press('F2');
  typeKeys('079123456');
  press('Enter');
  await panel().toContain('A. P. •• 4521');
  const asked = fake.calls.filter(({ name }) => name === 'member.phoneKeys');
  expect(asked).toEqual([{ name: 'member.phoneKeys', request: { digits: '37379123456' } }]);
});

test('a member who is not there leaves the field open with one sentence', async () => {
  press('F2');
  typeKeys('079000000');
  press('Enter');
  await panel().toContain('No member with this card or phone');
  press('Escape');
  await panel().toContain('Scan the card');
});

test('goods scanned while the member field is open go into the basket', async () => {
  press('F2');
  scanCode(BREAD.code);
  await expect.poll(till.lines).toHaveLength(1);
});

test('points earned here are pending until the row contains them', async () => {
  scanCode(BREAD.code);
  scanCode(CARD);
  await panel().toContain('A. P.');
  press('F12');
  press('F9');
  await expect.poll(() => till.text('earned')).toContain('+1 point');
  await till.till.store.journalCaughtUp();
  scanCode(CARD);
  await expect.poll(() => till.text('balance')).toContain('1 pending');
  fake.acknowledge(0, memberRow().asOf);
  await expect.poll(() => till.text('balance')).toContain('nothing pending');
});

test('the member can be taken off again', async () => {
  scanCode(CARD);
  await panel().toContain('A. P.');
  press('F2');
  await panel().toContain('Sell without member');
  document.querySelector<HTMLButtonElement>('[data-member="asking"] button')?.click();
  await panel().toContain('Scan the card');
  await till.till.sale.settled();
  expect(fake.basket()?.memberId).toBeNull();
});
