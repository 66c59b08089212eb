/** Whole programmes by chance: rules of every kind, rewards, limits, groups, coupons, redemption and returns. */
import fc from 'fast-check';
import { asBusinessDate } from '../../../shared/kernel/business-date.ts';
import { asId, type RuleId } from '../../../shared/kernel/ids.ts';
import { bps, milli, minor, points } from '../../../shared/kernel/units.ts';
import type { Asset } from '../../../shared/loyalty/asset.ts';
import type { Condition } from '../../../shared/loyalty/programme/condition.ts';
import type { Give } from '../../../shared/loyalty/programme/give.ts';
import type { Selector } from '../../../shared/loyalty/programme/goods.ts';
import type { RuleLimits } from '../../../shared/loyalty/programme/limits.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { RedemptionPolicy } from '../../../shared/loyalty/programme/redemption-policy.ts';
import type { Reward, Rule, Threshold } from '../../../shared/loyalty/programme/rule.ts';
import { programme } from './programme.ts';
import {
  anyGive,
  CARD_ASSET,
  COUPONS,
  discountGive,
  freeGoods,
  goodsSet,
  having,
  PARTNER,
  privilege,
  TIERS,
} from './random-gives.ts';

const same = (text: string) => ({ ro: text, ru: text, en: text });
const few = fc.integer({ min: 1, max: 4 });
const share = fc.constantFrom(500, 3_000, 10_000).map(bps);
const yes = fc.constant(true as const);

const selector = fc.record(
  { include: goodsSet, exclude: goodsSet },
  { requiredKeys: [] },
) as fc.Arbitrary<Selector>;

const threshold = fc.record(
  {
    sumMinor: fc.integer({ min: 0, max: 6_000 }).map(minor),
    quantityMilli: fc.integer({ min: 0, max: 6_000 }).map(milli),
    tax: fc.constantFrom('included' as const, 'excluded' as const),
    on: selector,
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Threshold>;

/** One part at a time mostly, so that rules hold often enough to matter. */
const condition: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({}) },
  fc.constantFrom<Condition>(
    { who: 'member' },
    { who: 'guest' },
    { tiers: [...TIERS] },
    { segments: ['neighbours'] },
    { weekdays: [1, 3, 5, 7] },
    { hours: { fromMinute: 600, toMinute: 60 } },
    { from: asBusinessDate('2026-11-01'), to: asBusinessDate('2026-12-01') },
    { birthday: { daysBefore: 3, daysAfter: 3, knownDays: 7 } },
    { nthVisit: 1 },
    { everyVisits: 3 },
    { dormantDays: 30 },
    { referred: true },
    { channels: ['till'] },
  ),
  fc.constantFrom(...COUPONS).map((coupon) => ({ coupon })),
  goodsSet.map((contains) => ({ contains })),
);

const limits = fc.record(
  {
    timesPerReceipt: few,
    timesPerMemberDay: few,
    timesPerMember: few,
    timesInAll: few,
    amountPerReceipt: fc.integer({ min: 1, max: 60 }),
    discountPerReceiptMinor: fc.integer({ min: 1, max: 900 }).map(minor),
    shareOfReceiptBps: share,
  },
  { requiredKeys: [] },
) as fc.Arbitrary<RuleLimits>;

const stack = having(
  {},
  {
    group: fc.constantFrom('all', 'best', 'other'),
    exclusive: fc.constantFrom(...Array.from({ length: 9 }, () => false), true),
  },
);

export const ruleGiving = (give: fc.Arbitrary<Give>): fc.Arbitrary<Omit<Rule, 'id' | 'name'>> =>
  having(
    { give },
    {
      when: condition,
      on: selector,
      from: threshold,
      take: fc.constantFrom('auto' as const, 'auto' as const, 'offer' as const),
      stack,
      limits,
      fundedBy: share.map((shareBps) => ({ partnerId: PARTNER, shareBps })),
    },
  ) as fc.Arbitrary<Omit<Rule, 'id' | 'name'>>;

const asset = fc.constantFrom<Asset>('points', CARD_ASSET);
const rewards = fc.array(
  having(
    {
      give: fc.oneof(discountGive, freeGoods, privilege),
      cost: fc.record({ asset, amount: fc.integer({ min: 1, max: 80 }) }),
    },
    { on: selector, from: threshold, limits },
  ) as fc.Arbitrary<Omit<Reward, 'id' | 'name'>>,
  { maxLength: 2 },
);

export const redemption: fc.Arbitrary<RedemptionPolicy> = having(
  { as: fc.constantFrom('discount' as const, 'tender' as const), shareOfReceiptBps: share },
  {
    minimumReceiptMinor: fc.integer({ min: 0, max: 2_000 }).map(minor),
    minimumPoints: few.map(points),
    stepPoints: few.map(points),
    on: selector,
    earnOnRedeemed: yes,
    fromThisReceipt: yes,
  },
);

export const ruleId = (n: number): RuleId => asId<RuleId>(`rule-${n}`);
export const rewardId = (n: number): RuleId => asId<RuleId>(`reward-${n}`);
export const MOST_RULES = 6;

export const programmeOf = (give: fc.Arbitrary<Give>): fc.Arbitrary<Programme> =>
  fc
    .record({
      rules: fc.array(ruleGiving(give), { minLength: 1, maxLength: MOST_RULES }),
      rewards,
      scale: fc.constantFrom(1 as const, 10 as const, 100 as const),
      worthMinor: fc.constantFrom(0, 1, 10, 33).map(minor),
      rest: fc.record(
        {
          redemption,
          limits: fc.record(
            {
              earningReceiptsPerMemberDay: few,
              pointsPerReceipt: fc.integer({ min: 1, max: 60 }),
              discountShareOfReceiptBps: share,
            },
            { requiredKeys: [] },
          ),
          returns: fc.record(
            { gifts: fc.constantFrom('return' as const, 'keep' as const) },
            { requiredKeys: [] },
          ),
        },
        { requiredKeys: [] },
      ),
    })
    .map(({ rules, rewards: bought, scale, worthMinor, rest }) =>
      programme({
        point: { scale, worthMinor },
        tiers: TIERS.map((id, at) => ({ id, name: same(id), from: at * 10_000 })),
        rules: rules.map((rule, n) => ({ ...rule, id: ruleId(n), name: same(`Rule ${n}`) })),
        rewards: bought.map((reward, n) => ({ ...reward, id: rewardId(n), name: same(`Reward ${n}`) })),
        stackGroups: [
          { id: 'all', combine: 'all' },
          { id: 'best', combine: 'best' },
        ],
        coupons: COUPONS.map((id, at) => ({
          id,
          name: same(id),
          kind: (['shared', 'personal', 'bearer'] as const)[at] ?? 'shared',
        })),
        partners: [{ id: PARTNER, name: same('Partner') }],
        ...rest,
      }),
    );

export const anyProgramme: fc.Arbitrary<Programme> = programmeOf(anyGive);
