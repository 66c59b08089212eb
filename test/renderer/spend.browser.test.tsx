import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DOUBLE_PRESS_MS } from '../../renderer/till/model/pay-steps.ts';
import type { FakePuncta } from './support/fake-puncta.ts';
import { type OpenWindow, openWindow } from './support/open-window.tsx';
import { press, scanCode, typeByHand, typeKeys } from './support/press-keys.ts';
import { BREAD, CARD, MILK } from './support/shop.ts';
import { GIFT_CARD, MEMBER, spendingShop } from './support/spending-shop.ts';

let fake: FakePuncta;
let till: OpenWindow;

async function open(shop: FakePuncta = spendingShop()): Promise<void> {
  fake = shop;
  till = await openWindow(fake);
  await expect.poll(() => till.till.store.loads.get().members.done, { timeout: 10_000 }).toBe(true);
  scanCode(MILK.code);
  scanCode(CARD);
  await expect.poll(() => till.text('held-here')).toContain('of 100');
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

/** A second press right after the question is the same press. */
async function answerQuestion(): Promise<void> {
  await part('spend-question').not.toBe('');
  const askedAtMs = performance.now();
  await expect.poll(() => performance.now() - askedAtMs).toBeGreaterThan(DOUBLE_PRESS_MS);
  press('F12');
}

describe('points', () => {
  beforeEach(() => open());

  test('what may be spent here stands on the member’s panel and in the dialog', async () => {
    await part('could-pay').toContain('Without a connection: 60 of 100');
    press('F12');
    await part('held-here').toMatch(
      /without a connection: 60 of 100; as of \d\d:\d\d\. Head office is asked/,
    );
  });

  test('those that are held here pay at once, and the receipt says what is left', async () => {
    press('F12');
    press('F3');
    await part('spend-field').toContain('At most 100 points = 10.00 MDL');
    await typeByHand('60', 'Enter');
    await due('19.00');
    await part('paid-points').toBe('−6.00');
    expect(calls('rights.acquire')).toHaveLength(0);
    press('F9');
    await phase().toBe('done');
    expect(spent()).toMatchObject({ points: 60, pointsMinor: 600, moneyMinor: 1_900 });
    expect(till.text('spent')).toContain('60 points');
    expect(till.text('earned')).toMatch(/Left\s*40/);
  });

  test('Enter alone takes what is proposed; HQ is asked for it while the cash is typed', async () => {
    const release = fake.hold('rights.acquire');
    press('F12');
    press('F3');
    await part('spend-field').toContain('100');
    press('Enter');
    await part('asking').toContain('Head office is being asked: 100 points');
    await due('25.00');
    typeKeys('50');
    await part('change').toContain('25.00');
    release();
    await due('15.00');
    await part('change').toContain('35.00');
    press('Enter');
    await phase().toBe('done');
    expect(spent()).toMatchObject({ points: 100 });
    expect(fake.rights.open()).toEqual([]);
  });

  test('Pay never waits: the cashier says that the sale goes on without them', async () => {
    const release = fake.hold('rights.acquire');
    press('F12');
    press('F3');
    press('Enter');
    await part('asking').toContain('100 points');
    press('F9');
    await part('spend-question').toContain('Head office has not answered yet: 100 points');
    await phase().toBe('paying');
    await answerQuestion();
    await phase().toBe('done');
    expect(spent()).toBeNull();
    expect(draft()).not.toHaveProperty('payment');
    release();
    await expect.poll(() => calls('rights.abandon').length).toBeGreaterThan(0);
    await expect.poll(fake.rights.open).toEqual([]);
  });

  test('a second press right after the question is no answer to it', async () => {
    fake.hold('rights.acquire');
    press('F12');
    press('F3');
    press('Enter');
    await part('asking').toContain('100 points');
    press('F9');
    press('F12');
    await part('spend-question').toContain('100 points');
    await phase().toBe('paying');
    press('Escape');
    await part('spend-question').toBe('');
    await part('asking').toContain('100 points');
  });

  test('what HQ gives while the question stands counts, and Pay is pressed for the new sum', async () => {
    const release = fake.hold('rights.acquire');
    press('F12');
    press('F3');
    press('Enter');
    await part('asking').toContain('100 points');
    press('F9');
    await part('spend-question').toContain('100 points');
    release();
    await due('15.00');
    await part('spend-question').toBe('');
    press('F9');
    await phase().toBe('done');
    expect(spent()).toMatchObject({ points: 100, moneyMinor: 1_500 });
  });

  test('asking can be cancelled, and nothing stays reserved', async () => {
    const release = fake.hold('rights.acquire');
    press('F12');
    press('F3');
    press('Enter');
    await part('asking').toContain('100 points');
    press('Delete');
    await part('asking').toBe('');
    release();
    await expect.poll(fake.rights.open).toEqual([]);
    await expect.poll(() => calls('rights.abandon').length).toBeGreaterThan(0);
    press('F9');
    await phase().toBe('done');
    expect(spent()).toBeNull();
  });

  test('they are changed and left out again', async () => {
    press('F12');
    press('F3');
    await typeByHand('60', 'Enter');
    await due('19.00');
    press('F3');
    await typeByHand('20', 'Enter');
    await due('23.00');
    press('F3');
    press('Delete');
    await due('25.00');
  });

  test('closing the dialog gives up what was chosen and what was asked for', async () => {
    press('F12');
    press('F3');
    press('Enter');
    await due('15.00');
    expect(fake.rights.open()).toHaveLength(1);
    press('Escape');
    await phase().toBe('open');
    await total('25.00');
    await expect.poll(fake.rights.open).toEqual([]);
  });

  test('one more item opens the basket and gives it up too', async () => {
    press('F12');
    press('F3');
    press('Enter');
    await due('15.00');
    scanCode(BREAD.code);
    await phase().toBe('open');
    await total('35.00');
    await expect.poll(fake.rights.open).toEqual([]);
  });

  test('after a reload the basket is there and its intents are not', async () => {
    press('F12');
    press('F3');
    press('Enter');
    await due('15.00');
    await till.till.sale.settled();
    await till.close();
    till = await openWindow(fake);
    await expect.poll(till.lines).toHaveLength(1);
    await total('25.00');
    expect(fake.rights.open()).toEqual([]);
  });

  test('a right that is gone when the sale is signed is asked for again, and nothing is signed meanwhile', async () => {
    press('F12');
    press('F3');
    await typeByHand('60', 'Enter');
    await due('19.00');
    fake.rights.lose(MEMBER, 'points');
    fake.rights.refuseWith('REDEEM-ELSEWHERE');
    press('F9');
    await code().toBe('REDEEM-ELSEWHERE');
    await due('25.00');
    expect(fake.sales).toHaveLength(0);
  });
});

describe('what HQ or the line refuses', () => {
  beforeEach(() => open());

  test('HQ has less: the part’s own key takes what there is', async () => {
    fake.rights.leave(MEMBER, 'points', 20);
    press('F12');
    press('F3');
    press('Enter');
    await code().toBe('REDEEM-SHORT');
    await part('refusal').toContain('Head office allows 80 points');
    press('F3');
    await due('17.00');
    await part('refusal').toBe('');
    press('F9');
    await phase().toBe('done');
    expect(spent()).toMatchObject({ points: 80 });
  });

  test('without a connection nobody is asked, and what is held here is offered', async () => {
    fake.setHqAway(true);
    await expect.poll(() => till.till.sale.state.get().isOnline).toBe(false);
    press('F12');
    press('F3');
    await part('spend-field').toContain('At most 60 points');
    await typeByHand('100', 'Enter');
    await part('notice').toContain('not possible');
    press('Enter');
    await due('19.00');
    expect(calls('rights.acquire')).toHaveLength(0);
    press('F9');
    await phase().toBe('done');
    expect(spent()).toMatchObject({ points: 60 });
  });

  test('the line fails while HQ is asked', async () => {
    fake.rights.setAway(true);
    press('F12');
    press('F3');
    press('Enter');
    await code().toBe('REDEEM-OFFLINE');
    await part('refusal').toContain('only 60 points may be spent here now');
    press('F3');
    await due('19.00');
  });

  test('a refusal is not passed over: Pay asks first', async () => {
    fake.rights.refuseWith('REDEEM-REFUSED');
    press('F12');
    press('F3');
    press('Enter');
    await code().toBe('REDEEM-REFUSED');
    press('F9');
    await part('spend-question').toContain('Not possible now: 100 points');
    expect(fake.sales).toHaveLength(0);
    await answerQuestion();
    await phase().toBe('done');
    expect(spent()).toBeNull();
  });

  test('another till is giving it back: asked again, it is there', async () => {
    fake.rights.refuseWith('REDEEM-ELSEWHERE');
    fake.rights.lose(MEMBER, 'points');
    fake.rights.leave(MEMBER, 'points', 100);
    press('F12');
    press('F3');
    press('Enter');
    await code().toBe('REDEEM-ELSEWHERE');
    fake.rights.refuseWith(null);
    press('F3');
    await due('15.00');
  });

  test('a clock in doubt spends nothing, and says why', async () => {
    fake.rights.setClockSuspect(true);
    fake.rights.lease(MEMBER, 'wallet', 1);
    await expect.poll(() => till.till.sale.state.get().spend.rights[MEMBER]?.isClockSuspect).toBe(true);
    press('F12');
    await part('held-here').toContain('The clock of this computer is wrong');
    press('F3');
    await typeByHand('60', 'Enter');
    await code().toBe('REDEEM-CLOCK');
  });
});

test('an amount beside the programme’s steps is answered with the nearest one', async () => {
  await open(spendingShop({ minimumPoints: 20 as never, stepPoints: 10 as never }));
  press('F12');
  press('F3');
  await part('spend-range').toContain('At least 20 points. In steps of 10.');
  await typeByHand('55', 'Enter');
  await part('notice').toContain('Enter takes the nearest one');
  press('Enter');
  await due('20.00');
});

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
    await answerQuestion();
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
