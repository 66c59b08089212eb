import { describe, expect, test } from 'vitest';
import type { BasketLine } from '../../../../shared/basket/basket.ts';
import { asId, type RuleId } from '../../../../shared/kernel/ids.ts';
import { bps, milli, minor, points } from '../../../../shared/kernel/units.ts';
import { compileProgramme } from '../../../../shared/loyalty/compile/compile-programme.ts';
import { compute } from '../../../../shared/loyalty/compute.ts';
import type { Payment, Seen } from '../../../../shared/loyalty/seen/seen.ts';
import { basketOf, memberRow, product, seen, TAX_A } from '../../../support/builders/basket.ts';
import { baseRule, programme } from '../../../support/builders/programme.ts';

const balance = (asset: string, available: number) => ({
  asset,
  available,
  pending: 0,
  leased: 0,
  inReview: 0,
  expiring: [],
});
const member = memberRow({ balances: [balance('points', 1_000), balance('wallet', 2_500)] });
const bread = basketOf({ product: product({ priceMinor: minor(10_000) }) }).lines[0] as BasketLine;
const soldCard: BasketLine = { ...bread, n: 9, unitPriceMinor: minor(5_000), giftCardId: 'card-new' };

function pay(payment: Payment, changes: Partial<Seen> & { lines?: readonly BasketLine[] } = {}) {
  const document = programme({ redemption: { as: 'discount', shareOfReceiptBps: bps(10_000) } });
  return compute(compileProgramme(document), seen(changes.lines ?? [bread], { member, payment, ...changes }));
}

describe('RED-8 wallet and gift cards pay after points, without their limits', () => {
  test('each takes what the former left', () => {
    const outcome = pay({
      points: points(500),
      walletMinor: minor(2_500),
      giftCards: [
        { cardId: 'x', heldMinor: minor(1_000) },
        { cardId: 'y', heldMinor: minor(9_000) },
      ],
    });
    expect(outcome.redemption).toMatchObject({
      pointsMinor: 5_000,
      walletMinor: 2_500,
      giftCards: [
        { cardId: 'x', amountMinor: 1_000 },
        { cardId: 'y', amountMinor: 1_500 },
      ],
      moneyMinor: 0,
    });
    expect(outcome.totalMinor).toBe(5_000);
    expect(outcome.effects.filter(({ ruleId }) => ruleId === 'payment')).toEqual([
      { effect: 'REDEEM', asset: 'wallet', amount: 2_500, ruleId: 'payment' },
      { effect: 'REDEEM', asset: 'giftcard', amount: 1_000, ruleId: 'payment', cardId: 'x' },
      { effect: 'REDEEM', asset: 'giftcard', amount: 1_500, ruleId: 'payment', cardId: 'y' },
    ]);
  });
  test('the part paid from wallet and card earns', () => {
    expect(pay({ walletMinor: minor(2_500) }).earnedPoints).toBe(10);
  });
  test('more than the wallet holds is refused with what it holds', () => {
    const outcome = pay({ walletMinor: minor(2_501) });
    expect(outcome.refusals).toEqual([{ kind: 'wallet', askedMinor: 2_501, largestMinor: 2_500 }]);
    expect(outcome.redemption).toMatchObject({ walletMinor: 0, moneyMinor: 10_000 });
  });
  test('a reward bought with the wallet leaves less in it', () => {
    const id = asId<RuleId>('reward');
    const reward = {
      id,
      name: { ro: 'x', ru: 'x', en: 'x' },
      give: { kind: 'amountOff', amountMinor: minor(1_000) },
      cost: { asset: 'wallet', amount: 500 },
    } as const;
    const compiled = compileProgramme(programme({ rewards: [reward] }));
    const what = seen([bread], {
      member,
      claims: [{ ruleId: id }],
      payment: { walletMinor: minor(2_001) },
    });
    const outcome = compute(compiled, what);
    expect(outcome.refusals).toEqual([{ kind: 'wallet', askedMinor: 2_001, largestMinor: 2_000 }]);
    expect(outcome.totalMinor).toBe(9_000);
  });
  test('a guest has no wallet', () => {
    expect(pay({ walletMinor: minor(1) }, { member: null }).refusals).toEqual([
      { kind: 'wallet', askedMinor: 1, largestMinor: 0 },
    ]);
  });
});

describe('GFC-2 gift cards as a tender', () => {
  const card = (amountMinor?: number, heldMinor = 4_000) => ({
    cardId: 'x',
    heldMinor: minor(heldMinor),
    ...(amountMinor === undefined ? {} : { amountMinor: minor(amountMinor) }),
  });
  test('a guest pays with a card too, and deposits as well', () => {
    const bottle = { ...bread, depositMinor: minor(500) };
    const outcome = pay({ giftCards: [card(undefined, 20_000)] }, { member: null, lines: [bottle] });
    expect(outcome.redemption.giftCards).toEqual([{ cardId: 'x', amountMinor: 10_500 }]);
  });
  test.each([
    { name: 'more than is held', use: [card(4_001)], largest: 4_000 },
    { name: 'more than is to be paid', use: [card(10_001, 20_000)], largest: 10_000 },
    { name: 'the same money twice', use: [card(3_000), card(3_000)], largest: 1_000 },
  ])('$name is refused with the largest amount', ({ use, largest }) => {
    expect(pay({ giftCards: use }).refusals).toMatchObject([{ kind: 'giftCard', largestMinor: largest }]);
  });
  test('a card given twice without an amount is one payment', () => {
    expect(pay({ giftCards: [card(1_000), card()] }).redemption.giftCards).toEqual([
      { cardId: 'x', amountMinor: 4_000 },
    ]);
  });
  test('no card and no wallet pays for a gift card', () => {
    const outcome = pay(
      { walletMinor: minor(2_500), giftCards: [card(undefined, 50_000)] },
      { lines: [bread, soldCard] },
    );
    expect(outcome.redemption).toMatchObject({
      giftCards: [{ cardId: 'x', amountMinor: 7_500 }],
      moneyMinor: 5_000,
    });
  });
});

describe('GFC-1 a gift card sold is money that changes its form', () => {
  test('its face value goes to the card, without tax that is added', () => {
    const taxes = [{ ...TAX_A, mode: 'added' as const }];
    const outcome = pay({}, { lines: [{ ...soldCard, quantityMilli: milli(2_000) }], taxes });
    expect(outcome.effects).toEqual([
      { effect: 'EARN', asset: 'giftcard', amount: 10_000, ruleId: 'payment', cardId: 'card-new' },
    ]);
  });
  test('points do not pay for it, and it earns nothing', () => {
    const outcome = pay({}, { lines: [soldCard] });
    expect(outcome).toMatchObject({ earnedPoints: 0, redemption: { largestPoints: 0 } });
  });
  test('no rule discounts it', () => {
    const half = baseRule({ give: { kind: 'percentOff', percentBps: bps(5_000) }, on: {} });
    const outcome = compute(compileProgramme(programme({ rules: [half] })), seen([soldCard]));
    expect(outcome.totalMinor).toBe(5_000);
  });
});
