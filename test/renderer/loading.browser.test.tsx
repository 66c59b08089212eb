/** What a cashier sees of a till whose first load is still under way. */
import { afterEach, expect, test } from 'vitest';
import { asId, type MemberId } from '../../shared/kernel/ids.ts';
import { memberRow } from '../support/builders/basket.ts';
import type { FakePuncta } from './support/fake-puncta.ts';
import { type OpenWindow, openWindow } from './support/open-window.tsx';
import { press, scanCode, typeKeys } from './support/press-keys.ts';
import { BREAD, CARD, shop } from './support/shop.ts';

const ABSENT = '2900000000032';
let till: OpenWindow;
afterEach(() => till.closeAndForget());

async function loadingMembers(language: 'en' | 'ro' | 'ru' = 'en'): Promise<[FakePuncta, () => void]> {
  const fake = shop();
  const letGo = fake.holdFeed('members');
  till = await openWindow(fake, { language });
  await expect.poll(() => till.till.store.loads.get().products.done, { timeout: 10_000 }).toBe(true);
  return [fake, letGo];
}

const notice = () => expect.poll(() => till.text('notice'));

test('LOD-2 LOD-3 goods sell and a card earns while members are on their way', async () => {
  const [fake] = await loadingMembers();
  expect(till.text('strip-loading')).toBe('Members 0 %');
  expect(till.text('member')).toContain('Members are being loaded: 0 %');
  scanCode(BREAD.code);
  await expect.poll(till.lines).toHaveLength(1);
  scanCode(CARD);
  await expect.poll(() => till.text('member')).toContain('A. P. •• 4521');
  press('F12');
  press('F9');
  await expect.poll(() => till.text('earned')).toContain('+1 point');
  expect(fake.sales).toHaveLength(1);
});

test('LOD-3 a card that HQ does not know either is unknown', async () => {
  await loadingMembers();
  scanCode(ABSENT);
  await notice().toContain('No member with this card or phone');
});

test.each([
  ['en', 'Members are still being loaded: 0 %.'],
  ['ro', 'Membrii încă se încarcă: 0 %.'],
  ['ru', 'Участники ещё загружаются: 0 %.'],
] as const)(
  'LOD-3 MEMBER-LOADING: without a line a card may only be missing (%s)',
  async (language, text) => {
    const [fake] = await loadingMembers(language);
    fake.setHqAway(true);
    scanCode(CARD);
    await notice().toContain(text);
    expect(till.text('member')).toContain('0 %');
  },
);

test('MEMBER-LOADING: nor is a phone called unknown', async () => {
  const [, letGo] = await loadingMembers();
  press('F2');
  typeKeys('079000000');
  press('Enter');
  await expect.poll(() => till.text('member')).toContain('Members are still being loaded');
  letGo();
  await expect.poll(() => till.till.store.loads.get().members.done, { timeout: 10_000 }).toBe(true);
  typeKeys('079000000');
  press('Enter');
  await expect.poll(() => till.text('member')).toContain('No member with this card or phone');
  expect(till.text('strip-loading')).toBe('');
});

test('SCAN-LOADING: goods that may only be missing are not called unknown', async () => {
  const fake = shop();
  const letGo = fake.holdFeed('products');
  till = await openWindow(fake);
  await expect.poll(() => till.text('strip-loading')).toBe('Goods 0 %');
  scanCode(BREAD.code);
  await notice().toContain('Goods are still being loaded: 0 %');
  letGo();
  await expect.poll(() => till.till.store.loads.get().products.done, { timeout: 10_000 }).toBe(true);
  scanCode(BREAD.code);
  await expect.poll(till.lines).toHaveLength(1);
});

test('LOD-6 a disk that is nearly full stops the views, not the sale, and no balance is too high', async () => {
  const fake = shop();
  till = await openWindow(fake);
  const { store } = till.till;
  await expect.poll(() => store.loads.get().members.done, { timeout: 10_000 }).toBe(true);
  fake.setStatus({ disk: { state: 'critical', freeBytes: 200_000_000 } });
  fake.append({
    id: asId('019ab000-0000-7000-8000-000000000001'),
    epoch: 1,
    seq: 1,
    kind: 'SALE',
    memberId: asId<MemberId>('m-1'),
    parts: [{ n: 1, effect: 'REDEEM', asset: 'points', amount: 60 }],
    totalMinor: memberRow().counters.spendMinor,
    wallMs: memberRow().asOfMs,
    logIndex: null,
  });
  scanCode(CARD);
  await expect.poll(() => till.text('balance')).toContain('40 points');
  scanCode(BREAD.code);
  await expect.poll(till.lines).toHaveLength(1);
  press('F12');
  press('F9');
  await expect.poll(() => till.text('earned')).toContain('+1 point');
});
