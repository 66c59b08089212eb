import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asId, type PartnerId, type RuleId } from '../../../../shared/kernel/ids.ts';
import { bps, minor, points } from '../../../../shared/kernel/units.ts';
import {
  fundingObligations,
  type Obligation,
  type Party,
  redemptionObligations,
  reversed,
  settlementOf,
} from '../../../../shared/loyalty/accrual/settlement.ts';
import { memberRow } from '../../../support/builders/basket.ts';
import { goodsFor, onePerTen, receipt } from '../../../support/builders/earning.ts';
import { rule } from '../../../support/builders/prices.ts';

const [bakery, cinema, pharmacy] = ['bakery', 'cinema', 'pharmacy'].map((id) => asId<PartnerId>(id)) as [
  PartnerId,
  PartnerId,
  PartnerId,
];
const funded = (partnerId: PartnerId, shareBps: number) => ({
  fundedBy: { partnerId, shareBps: bps(shareBps) },
});

describe('PTN-1 who pays for what a rule gives', () => {
  test('a partner’s share of a discount and of points, at what points are worth', () => {
    const off = rule('off', { kind: 'percentOff', percentBps: 1_000 }, funded(cinema, 5_000));
    const outcome = receipt([onePerTen(funded(bakery, 10_000)), off], { lines: goodsFor(99_990) });
    expect(outcome.discountMinor).toBe(9_999);
    expect(outcome.funding).toEqual([
      { partnerId: bakery, ruleId: 'base', discountMinor: 0, worthMinor: 890 },
      { partnerId: cinema, ruleId: 'off', discountMinor: 5_000, worthMinor: 0 },
    ]);
  });
  test('of hundredths of points and wallet money together, less what limits cut', () => {
    const base = onePerTen({ ...funded(bakery, 2_500), limits: { amountPerReceipt: 60 } });
    const cash = rule('cash', { kind: 'earnFixed', asset: 'wallet', amount: 333 }, funded(bakery, 5_000));
    const point = { scale: 100, worthMinor: minor(50) } as const;
    const outcome = receipt([base, cash], { lines: goodsFor(100_000) }, { point });
    expect(outcome.funding.map(({ worthMinor }) => worthMinor)).toEqual([8, 167]);
  });
  test('the shop’s own rules are nobody else’s', () => {
    expect(receipt([onePerTen()], { lines: goodsFor(10_000) }).funding).toEqual([]);
  });
});

test('PTN-2 things without a worth are not in the sum, nor is the referrer’s award', () => {
  const gift = { kind: 'gift', name: { ro: '', ru: '', en: 'Mug' } } as const;
  const rules = [
    rule('gift', { kind: 'award', award: gift }, funded(bakery, 10_000)),
    rule(
      'friend',
      { kind: 'referral', newcomer: gift, referrer: { kind: 'points', points: 9 }, maxReferrals: 1 },
      funded(bakery, 10_000),
    ),
  ];
  const member = memberRow({ referredBy: { memberId: 'm-9', referrals: 0 } });
  expect(receipt(rules, { lines: goodsFor(1_000), member }).funding).toEqual([]);
});

const share = (partnerId: PartnerId, discountMinor: number, worthMinor: number) => ({
  partnerId,
  ruleId: asId<RuleId>('r'),
  discountMinor: minor(discountMinor),
  worthMinor: minor(worthMinor),
});

describe('PTN-3 PTN-4 PTN-5 settlement', () => {
  const redemption = { as: 'discount', shareOfReceiptBps: bps(10_000) } as const;
  const withPoints = (as: 'discount' | 'tender') =>
    receipt(
      [],
      {
        lines: goodsFor(10_000).map((line) => ({ ...line, partnerId: bakery })),
        payment: { points: points(40) },
      },
      { redemption: { ...redemption, as } },
    );
  test('goods paid with points are made good to whose they are', () => {
    expect(redemptionObligations(pharmacy, withPoints('discount'))).toEqual([
      { kind: 'redeemed', debtor: 'programme', creditor: bakery, amountMinor: 400 },
    ]);
    expect(redemptionObligations(pharmacy, withPoints('tender'))).toMatchObject([
      { creditor: pharmacy, amountMinor: 400 },
    ]);
  });
  test('the worked table', () => {
    const all = [
      ...fundingObligations(pharmacy, [share(bakery, 0, 1_000), share(cinema, 2_500, 1_500)]),
      { kind: 'redeemed', debtor: 'programme', creditor: bakery, amountMinor: 4_000 } as const,
    ];
    const { positions, transfers } = settlementOf(all);
    expect(positions.map(({ party, netMinor }) => [party, netMinor])).toEqual([
      ['bakery', -3_000],
      ['cinema', 4_000],
      ['pharmacy', -2_500],
      ['programme', 1_500],
    ]);
    expect(transfers).toEqual([
      { from: 'cinema', to: 'bakery', amountMinor: 3_000 },
      { from: 'programme', to: 'pharmacy', amountMinor: 1_500 },
      { from: 'cinema', to: 'pharmacy', amountMinor: 1_000 },
    ]);
    expect(settlementOf([...all, ...reversed(all)]).transfers).toEqual([]);
  });
  test('what a partner owes itself is nothing', () => {
    expect(fundingObligations(bakery, [share(bakery, 500, 0)])).toEqual([]);
  });
  test('positions sum to zero, and the payments settle them all with one less than there are parties', () => {
    const party = fc.constantFrom<Party>('programme', bakery, cinema, pharmacy);
    const obligation = fc.record({
      kind: fc.constantFrom<Obligation['kind']>('discount', 'points', 'redeemed'),
      debtor: party,
      creditor: party,
      amountMinor: fc.integer({ min: -100_000, max: 1_000_000 }),
    });
    fc.assert(
      fc.property(fc.array(obligation, { maxLength: 30 }), (obligations) => {
        const { positions, transfers } = settlementOf(obligations);
        const left = new Map<Party, number>(positions.map((each) => [each.party, each.netMinor]));
        expect([...left.values()].reduce((sum, net) => sum + net, 0)).toBe(0);
        for (const { from, to, amountMinor } of transfers) {
          left.set(from, (left.get(from) ?? 0) - amountMinor);
          left.set(to, (left.get(to) ?? 0) + amountMinor);
        }
        expect([...left.values()].every((net) => net === 0)).toBe(true);
        expect(transfers.length).toBeLessThanOrEqual(Math.max(0, positions.length - 1));
        expect(settlementOf([...obligations].reverse())).toEqual({ positions, transfers });
      }),
    );
  });
});
