/** Rules by chance, as far as the oracle knows them. */
import fc from 'fast-check';
import { asId, type TierId } from '../../../shared/kernel/ids.ts';
import { bps, milli, minor, points } from '../../../shared/kernel/units.ts';
import type {
  DiscountGive,
  EarnGive,
  FreeGoodsGive,
  UnitPick,
} from '../../../shared/loyalty/programme/give.ts';
import type { Selector } from '../../../shared/loyalty/programme/goods.ts';
import type { RuleLimits } from '../../../shared/loyalty/programme/limits.ts';
import type { RedemptionPolicy } from '../../../shared/loyalty/programme/redemption-policy.ts';
import { amount, CATEGORIES, category, defined, maybe, product } from './random-basket.ts';

/** Rules that look at single units stand in it, before all others. */
export const UNITS_GROUP = 'units';

export const percent = fc.constantFrom(1, 333, 1_000, 1_250, 3_333, 5_000, 10_000).map(bps);

const someGoods = fc.record(
  {
    products: fc.subarray([0, 1, 2, 3].map(product), { minLength: 1 }),
    categories: fc.subarray([0, 1, 2].map(category), { minLength: 1 }),
    tags: fc.subarray(['promo', 'eco'], { minLength: 1 }),
  },
  { requiredKeys: [] },
);
const exclusions = fc.record(
  { categories: fc.constant([category(3)]), tags: fc.constant(['eco']), reduced: fc.constant(true as const) },
  { requiredKeys: [] },
);
const selector: fc.Arbitrary<Selector> = fc.oneof(
  fc.constant({}),
  fc.record({ exclude: exclusions }),
  fc.record({ include: someGoods, exclude: exclusions }),
);

const threshold = maybe(
  fc.record(
    {
      sumMinor: amount(6_000),
      quantityMilli: fc.integer({ min: 1, max: 9_000 }).map(milli),
      on: fc.record({ include: someGoods }),
    },
    { requiredKeys: [] },
  ),
  3,
);

const count = fc.integer({ min: 1, max: 4 });
const anyPick = fc.constantFrom('cheapest' as const, 'dearest' as const, 'each' as const);
const few = fc.integer({ min: 2, max: 4 });
const plainPick: fc.Arbitrary<UnitPick> = fc.oneof(
  given({ pick: anyPick }, { count, groupOf: few }),
  fc.record({ pick: fc.constant('cheapest' as const), every: few }),
);
const unitPick: fc.Arbitrary<UnitPick> = fc.oneof(
  plainPick,
  given({ pick: fc.constantFrom('cheapest' as const, 'dearest' as const), buy: count }, { count }),
);

const freeUnits: fc.Arbitrary<FreeGoodsGive> = given(
  {
    kind: fc.constant('freeGoods' as const),
    mode: fc.constant('unit' as const),
    units: fc.integer({ min: 1, max: 2 }),
  },
  { forEvery: fc.oneof(fc.record({ units: few }), fc.record({ sumMinor: amount(900) })) },
);

/** What looks at units one by one. */
const unitGive: fc.Arbitrary<DiscountGive | FreeGoodsGive> = fc.oneof(
  freeUnits,
  given(
    { kind: fc.constant('percentOff' as const), percentBps: percent, units: unitPick },
    { capMinor: amount(500) },
  ),
  given(
    { kind: fc.constant('amountOffEach' as const), amountMinor: amount(900) },
    { furtherMinor: amount(900), units: unitPick, capMinor: amount(900) },
  ),
  given({ kind: fc.constant('fixedPrice' as const), priceMinor: amount(900) }, { units: unitPick }),
);

const sumGive: fc.Arbitrary<DiscountGive> = fc.oneof(
  given({ kind: fc.constant('percentOff' as const), percentBps: percent }, { capMinor: amount(900) }),
  fc.record({ kind: fc.constant('amountOff' as const), amountMinor: amount(4_000) }),
  fc.record({
    kind: fc.constant('quantityBreaks' as const),
    steps: steps(6_000).map((each) =>
      each.map(({ from, percentBps }) => ({ fromMilli: milli(from), percentBps })),
    ),
  }),
  fc.record({
    kind: fc.constant('receiptBreaks' as const),
    steps: steps(9_000).map((each) =>
      each.map(({ from, percentBps }) => ({ fromMinor: minor(from), percentBps })),
    ),
  }),
);

function steps(max: number): fc.Arbitrary<readonly { from: number; percentBps: ReturnType<typeof bps> }[]> {
  const step = fc.record({ from: fc.integer({ min: 0, max }), percentBps: percent });
  return fc
    .uniqueArray(step, { minLength: 1, maxLength: 3, selector: ({ from }) => from })
    .map((each) => [...each].sort((a, b) => a.from - b.from));
}

function given<A extends object, B extends object>(
  needed: { [K in keyof A]: fc.Arbitrary<A[K]> },
  optional: { [K in keyof B]: fc.Arbitrary<B[K]> },
): fc.Arbitrary<A & Partial<B>> {
  const rest = fc.record(optional, { requiredKeys: [] }) as unknown as fc.Arbitrary<Partial<B>>;
  return fc.tuple(fc.record(needed) as fc.Arbitrary<A>, rest).map(([a, b]) => ({ ...a, ...b }));
}

const priceLimits: fc.Arbitrary<RuleLimits | undefined> = maybe(
  fc.record({ discountPerReceiptMinor: amount(800), shareOfReceiptBps: percent }, { requiredKeys: [] }),
  5,
);

const exclusive = fc.constantFrom(...Array.from({ length: 14 }, () => false), true);

/** Units go whole, so what is left of the others is a whole number still, and a second rule may look at them. */
const wholeUnits = fc.record({
  kind: fc.constant('percentOff' as const),
  percentBps: fc.constant(bps(10_000)),
  units: plainPick,
});

export const unitRules = fc
  .array(
    fc.record({
      give: unitGive,
      from: threshold,
      limits: priceLimits,
      exclusive,
      before: maybe(fc.record({ give: wholeUnits, from: threshold }), 4),
    }),
    { maxLength: CATEGORIES },
  )
  .map((rules) =>
    rules.flatMap(({ before, ...rule }, n) =>
      [
        before && !('furtherMinor' in rule.give) ? [{ ...before, limits: undefined, exclusive: false }] : [],
        rule,
      ]
        .flat()
        .map((each) => ({ ...each, on: { include: { categories: [category(n)] } }, group: UNITS_GROUP })),
    ),
  );

export const sumRules = fc.array(
  fc.record({
    give: sumGive,
    from: threshold,
    limits: priceLimits,
    exclusive,
    on: selector,
    group: maybe(fc.constantFrom('best', 'all', 'zz-named'), 2),
  }),
  { maxLength: 5 },
);

const rate = fc.record({ amount: count, perMinor: fc.constantFrom(7, 100, 333, 1_000).map(minor) });
const earnGive: fc.Arbitrary<EarnGive> = fc.oneof(
  given(
    { kind: fc.constant('earnPerMoney' as const), rate },
    { rateByTier: rate.map((own) => [{ ...own, tierId: asId<TierId>('bronze') }]) },
  ),
  fc.record({
    kind: fc.constant('earnByReceipt' as const),
    steps: fc
      .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 9_000 }), rate), {
        minLength: 1,
        maxLength: 3,
        selector: ([from]) => from,
      })
      .map((each) => each.map(([from, own]) => ({ from, ...own })).sort((a, b) => a.from - b.from)),
  }),
  fc.record({ kind: fc.constant('earnFixed' as const), amount: count }),
  fc.record({ kind: fc.constant('earnPerUnit' as const), amount: count }),
  fc.record({
    kind: fc.constant('earnMultiplier' as const),
    factorBps: fc.constantFrom(12_500, 20_000, 33_333).map(bps),
  }),
);

export const earnRules = fc.array(
  fc.record({
    give: earnGive,
    from: threshold,
    on: selector,
    cap: maybe(fc.integer({ min: 1, max: 40 }), 6),
  }),
  { maxLength: 4 },
);

export const redemption: fc.Arbitrary<RedemptionPolicy | undefined> = maybe(
  fc
    .record({
      shareOfReceiptBps: fc.constantFrom(2_500, 5_000, 10_000).map(bps),
      minimumReceiptMinor: maybe(amount(4_000)),
      minimumPoints: maybe(fc.integer({ min: 1, max: 60 }).map(points)),
      stepPoints: maybe(fc.constantFrom(5, 10).map(points)),
      on: maybe(selector),
      earnOnRedeemed: fc.boolean(),
    })
    .map((policy) => ({ as: 'discount' as const, ...defined(policy) }) as RedemptionPolicy),
  2,
);
