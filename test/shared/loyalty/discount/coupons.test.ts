import { expect, test } from 'vitest';
import { holding, lei, lines, on, price, rule, toPay } from '../../../support/builders/prices.ts';

const named = (id: string) => ({ ro: id, ru: id, en: id });
const programme = {
  coupons: [
    { id: 'own', name: named('own'), kind: 'personal' as const },
    { id: 'code', name: named('code'), kind: 'shared' as const, code: 'SUMMER' },
  ],
};
const off = (id: string, coupon: string, more = {}) =>
  rule(id, { kind: 'amountOff', amountMinor: lei(1) }, { when: { coupon }, ...on('mug'), ...more });
const mug = lines(['mug', 10]);
const showing = (...coupons: readonly string[]) => coupons.map((couponId) => ({ couponId }));
const buy = (rules: readonly ReturnType<typeof off>[], coupons: readonly string[], more = {}) =>
  price(mug, { rules, programme, seen: { coupons: showing(...coupons), ...more } });
const why = (outcome: ReturnType<typeof price>) =>
  outcome.refusals.flatMap((refusal) =>
    refusal.kind === 'coupon' ? [`${refusal.couponId} ${refusal.why}`] : [],
  );

test('CPN-1 a rule that asks for a coupon waits for it', () => {
  expect(toPay(buy([off('a', 'code')], []))).toBe(10);
  expect(toPay(buy([off('a', 'code')], ['code']))).toBe(9);
});

test('CPN-1 a coupon that the programme does not know counts nowhere', () => {
  const outcome = buy([off('a', 'other')], ['other']);
  expect([toPay(outcome), why(outcome)]).toEqual([10, ['other unknown']]);
});

test('CPN-2 a personal coupon counts for the member who holds it, where the till may spend it', () => {
  const rules = [off('a', 'own')];
  const owner = holding({ 'coupon:own': 1 });
  expect(toPay(buy(rules, ['own'], { member: owner }))).toBe(9);
  for (const seen of [{}, { member: null }, { member: owner, held: [] }])
    expect([toPay(buy(rules, ['own'], seen)), why(buy(rules, ['own'], seen))]).toEqual([10, ['own notHeld']]);
});

test('CPN-3 it is used up once, however many rules ask for it, and not at all when none gives anything', () => {
  const member = holding({ 'coupon:own': 2 });
  const effects = (rules: readonly ReturnType<typeof off>[]) =>
    buy(rules, ['own', 'own'], { member }).effects;
  expect(effects([off('a', 'own'), off('b', 'own')])).toEqual([
    { effect: 'REDEEM', asset: 'coupon:own', amount: 1, ruleId: 'a' },
  ]);
  expect(effects([off('a', 'own', { from: { sumMinor: lei(11) } })])).toEqual([]);
  expect(buy([off('a', 'code')], ['code'], { member }).effects).toEqual([]);
});

test('CPN-4 why a coupon gives nothing', () => {
  expect(why(buy([], ['code']))).toEqual(['code unknown']);
  expect(why(buy([off('a', 'code', { from: { sumMinor: lei(11) } })], ['code']))).toEqual([
    'code conditions',
  ]);
  const once = off('a', 'code', { limits: { timesPerMember: 1 } });
  const usage = [{ ruleId: 'a', memberToday: 0, cashierToday: 0, memberSinceRow: 1, inAll: 0 }];
  expect(why(buy([once], ['code'], { usage }))).toEqual(['code used']);
  expect(why(buy([off('a', 'code', { take: 'offer' })], ['code']))).toEqual([]);
});
