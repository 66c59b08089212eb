import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FakePuncta } from './support/fake-puncta.ts';
import { type OpenWindow } from './support/open-window.tsx';
import { press, scanCode, typeByHand } from './support/press-keys.ts';
import { BREAD } from './support/shop.ts';
import { answerQuestion, GIFT_CARD, openSpending, spendingShop } from './support/spending-shop.ts';

let fake: FakePuncta;
let till: OpenWindow;

async function open(shop: FakePuncta = spendingShop()): Promise<void> {
  fake = shop;
  till = await openSpending(fake);
}
afterEach(() => till.closeAndForget());

const part = (name: string) => expect.poll(() => till.text(name));
const due = (amount: string) => expect.poll(() => till.text('due')).toBe(`To pay${amount} MDL`);
const total = (amount: string) =>
  expect.poll(() => till.text('total')).toMatch(new RegExp(`[^\\d,.]${amount} MDL$`));
const phase = () => expect.poll(() => document.querySelector('[data-screen]')?.getAttribute('data-phase'));
const code = () =>
  expect.poll(() => document.querySelector('[data-part="refusal"]')?.getAttribute('data-code'));
const calls = (name: string) => fake.calls.filter((call) => call.name === name);
const spent = () => fake.sales.at(-1)?.receipt.spent;
const draft = () => calls('sale.commit').at(-1)?.request;

describe('wallet and gift cards', () => {
  beforeEach(() => open());

  test('the wallet pays beside points, up to what it holds', async () => {
    press('F12');
    press('F3');
    await typeByHand('60', 'Enter');
    await due('19.00');
    press('F5');
    await part('spend-field').toContain('12.50');
    press('Enter');
    await due('6.50');
    press('F9');
    await phase().toBe('done');
    expect(spent()).toMatchObject({ points: 60, walletMinor: 1_250, moneyMinor: 650 });
  });

  test('points chosen after it leave it less to pay, and it says so', async () => {
    press('F12');
    press('Escape');
    press('Delete');
    scanCode(BREAD.code);
    await total('10.00');
    press('F12');
    press('F5');
    await part('spend-field').toContain('10.00');
    press('Enter');
    await due('0.00');
    press('F3');
    await typeByHand('60', 'Enter');
    await part('paid-points').toBe('−6.00');
    await part('paid-wallet').toBe('−4.00');
    await part('notice').toContain('The wallet pays 4.00 MDL now');
    await due('0.00');
  });

  test('a scanned gift card pays what is left', async () => {
    press('F12');
    press('F7');
    await part('spend-field').toContain('Scan the card');
    scanCode(GIFT_CARD);
    await due('0.00');
    press('F9');
    await phase().toBe('done');
    expect(spent()).toMatchObject({ giftCards: [{ cardId: GIFT_CARD, amountMinor: 2_500 }], moneyMinor: 0 });
    expect(draft()).toMatchObject({ tenders: [] });
    expect(till.text('done')).toContain('Gift card ••1234');
  });

  test('one that holds less says how much, and its key takes that', async () => {
    fake.rights.leave(`card:${GIFT_CARD}`, 'giftcard', 1_000);
    press('F12');
    press('F7');
    await typeByHand(GIFT_CARD, 'Enter');
    await code().toBe('REDEEM-SHORT');
    await part('refusal').toContain('Head office allows 10.00 MDL');
    press('F7');
    await due('15.00');
    await part('paid-giftCard').toBe('−10.00');
  });

  test('one that nobody knows makes room for another number', async () => {
    press('F12');
    press('F7');
    await typeByHand('123456', 'Enter');
    await part('refusal').toContain('there is nothing to spend');
    press('F7');
    await part('spend-field').toContain('Scan the card');
    scanCode(GIFT_CARD);
    await due('0.00');
  });
});

describe('rewards and personal coupons', () => {
  beforeEach(() => open());

  test('a reward asks for what it costs behind the cashier’s back and counts when it is here', async () => {
    const release = fake.hold('rights.acquire');
    press('F6');
    await part('offers').toContain('Free milk');
    await part('offers').toContain('costs 80 points');
    press('ArrowDown');
    press('Enter');
    await part('offers').toContain('head office is being asked');
    release();
    await total('0.00');
    await part('offers').toContain('taken: −25.00');
    press('Escape');
    press('F12');
    press('F9');
    await phase().toBe('done');
    expect(fake.sales.at(-1)?.receipt.loyalty?.spent).toEqual([{ asset: 'points', amount: 80 }]);
    expect(fake.rights.open()).toEqual([]);
  });

  test('one that HQ refuses says so, and Pay asks whether to go on without it', async () => {
    fake.rights.refuseWith('REDEEM-ELSEWHERE');
    press('F6');
    await part('offers').toContain('Free milk');
    press('ArrowDown');
    press('Enter');
    await part('offers').toContain('not possible now');
    await part('notice').toContain('another till');
    press('Escape');
    press('F12');
    press('F9');
    await part('spend-question').toContain('Free milk');
    await answerQuestion(till);
    await phase().toBe('done');
    expect(draft()).not.toHaveProperty('claims');
  });

  test('without a connection it needs one', async () => {
    fake.setHqAway(true);
    await expect.poll(() => till.till.sale.state.get().isOnline).toBe(false);
    press('F6');
    await part('offers').toContain('80 points; only with a connection');
    press('ArrowDown');
    press('Enter');
    await expect
      .poll(() => document.querySelector('[data-part="notice"]')?.getAttribute('data-code'))
      .toBe('REDEEM-OFFLINE');
    expect(till.text('notice')).toContain('60 points');
    expect(till.till.sale.state.get().basket.claims).toBeUndefined();
  });

  test('the member’s own coupon is taken by its number', async () => {
    press('F6');
    await part('offers').toContain('Coupon: Birthday');
    press('Enter');
    await total('20.00');
    await part('offers').toContain('counts');
    press('Escape');
    press('F12');
    press('F9');
    await phase().toBe('done');
    expect(fake.sales.at(-1)?.receipt.loyalty?.spent).toEqual([{ asset: 'coupon:birthday', amount: 1 }]);
  });

  test('when the member goes, what was asked for goes back', async () => {
    press('F6');
    await part('offers').toContain('Free milk');
    press('ArrowDown');
    press('Enter');
    await total('0.00');
    expect(fake.rights.open()).toHaveLength(1);
    press('Escape');
    press('F2');
    await expect.poll(() => document.querySelectorAll('[data-member="asking"] button').length).toBe(1);
    document.querySelector<HTMLButtonElement>('[data-member="asking"] button')?.click();
    await total('25.00');
    await expect.poll(fake.rights.open).toEqual([]);
  });

  test('when nothing is left to buy, what was asked for goes back', async () => {
    press('F6');
    await part('offers').toContain('Coupon: Birthday');
    press('Enter');
    await total('20.00');
    expect(fake.rights.open()).toHaveLength(1);
    press('Escape');
    press('Delete');
    await expect.poll(till.lines).toHaveLength(0);
    await expect.poll(fake.rights.open).toEqual([]);
  });
});
