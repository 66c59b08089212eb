/** What holds for every programme and every basket; run short with `npm test` and long with `npm run test:long`. */
import fc from 'fast-check';
import { lineTotalMinor } from '../../shared/basket/basket.ts';
import { canonicalText } from '../../shared/kernel/canonical-json.ts';
import { milli } from '../../shared/kernel/units.ts';
import { zSeen } from '../../shared/ledger/sale-schema.ts';
import { compileProgramme } from '../../shared/loyalty/compile/compile-programme.ts';
import { compute } from '../../shared/loyalty/compute.ts';
import type { Outcome } from '../../shared/loyalty/outcome/outcome.ts';
import { shelfLines } from '../../shared/loyalty/price/shelf-line.ts';
import type { Programme } from '../../shared/loyalty/programme/programme.ts';
import { zProgramme } from '../../shared/loyalty/programme/programme-schema.ts';
import type { Seen } from '../../shared/loyalty/seen/seen.ts';
import { steadyEarnGive } from '../support/builders/random-gives.ts';
import { anyProgramme, programmeOf } from '../support/builders/random-programmes.ts';
import { anySeen } from '../support/builders/random-sales.ts';
import { mustBe, mustHold } from './must.ts';

export type EngineProperty = { readonly name: string; readonly property: fc.IProperty<unknown> };

const say = (programme: Programme, seen: Seen): Outcome => compute(compileProgramme(programme), seen);
const total = (amounts: readonly number[]): number => amounts.reduce((sum, each) => sum + each, 0);

/** Everything but the order of lines and their numbers. Both sides are made alike, so their keys stand alike. */
function sums({ lines, refusals, effects, ...rest }: Outcome): string {
  const text = (value: unknown): string => JSON.stringify(value);
  return text({
    ...rest,
    effects: effects.map(text).sort(),
    lines: lines
      .map((line) => text({ ...line, n: undefined, giftCardId: undefined, cuts: line.cuts.map(text).sort() }))
      .sort(),
    refusals: refusals.map((refusal) => ('n' in refusal ? refusal.kind : text(refusal))).sort(),
  });
}

const anySale = { programme: anyProgramme, seen: anySeen };

export const engineProperties: readonly EngineProperty[] = [
  {
    name: 'ORD-3: neither the order of scanning nor that of claims, coupons and rules changes a sum',
    property: fc.property(
      fc.record({ ...anySale, order: fc.infiniteStream(fc.nat(999)) }),
      ({ programme, seen, order }) => {
        const shuffled = <T>(items: readonly T[] | undefined): T[] =>
          (items ?? [])
            .map((item) => ({ item, key: order.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ item }) => item);
        const other: Seen = {
          ...seen,
          lines: shuffled(seen.lines).map((line, at) => ({ ...line, n: at + 1 })),
          ...(seen.claims && { claims: shuffled(seen.claims) }),
          ...(seen.coupons && { coupons: shuffled(seen.coupons) }),
        };
        mustBe(
          'sums',
          sums(say({ ...programme, rules: shuffled(programme.rules) }, other)),
          sums(say(programme, seen)),
        );
      },
    ),
  },
  {
    name: 'EXP-1, DSC-3, ACC-9: shares sum to the whole, no line falls below its floor, no gift and no discount earns',
    property: fc.property(fc.record(anySale), ({ programme, seen }) => {
      const outcome = say(programme, seen);
      canonicalText(outcome);
      sharesSum(seen, outcome);
      floorsHold(seen, outcome);
      onlyPaidGoodsEarn(programme, seen, outcome);
    }),
  },
  {
    name: 'ACC-16: more of any goods never earns fewer points where no rule says so',
    property: fc.property(
      fc.record({
        programme: programmeOf(steadyEarnGive),
        seen: anySeen,
        which: fc.nat(5),
        more: fc.integer({ min: 1, max: 5 }),
      }),
      ({ programme, seen, which, more }) => {
        const { redemption: _, limits: __, rewards: ___, ...rest } = programme;
        const plain: Programme = { ...rest, rules: rest.rules.map(({ stack: ____, ...rule }) => rule) };
        const larger: Seen = {
          ...seen,
          lines: seen.lines.map((line, at) =>
            at === which % seen.lines.length
              ? { ...line, quantityMilli: milli(line.quantityMilli + more * 1_000) }
              : line,
          ),
        };
        mustHold(
          'fewer points for more goods',
          say(plain, larger).earnedPoints >= say(plain, seen).earnedPoints,
        );
      },
    ),
  },
];

export const wireProperties: readonly EngineProperty[] = [
  {
    name: 'ORD-1: till and HQ say the same, byte for byte, after the way over the wire',
    property: fc.property(fc.record(anySale), ({ programme, seen }) => {
      const wire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
      const atTill = say(programme, seen);
      const atHq = say(zProgramme.parse(wire(programme)), zSeen.parse(wire(seen)));
      mustBe('outcome', canonicalText(atHq), canonicalText(atTill));
    }),
  },
];

/** Cuts sum to a line's discount, lines to the receipt, reasons to what is given, tenders to what is paid. */
function sharesSum(seen: Seen, outcome: Outcome): void {
  for (const line of outcome.lines) {
    mustBe('cuts of a line', total(line.cuts.map(({ amountMinor }) => amountMinor)), line.discountMinor);
    mustBe('a line', line.grossMinor - line.discountMinor, line.totalMinor);
  }
  const { fired } = outcome.explanation;
  const deposits = total(seen.lines.map(depositOf));
  mustBe('lines', total(outcome.lines.map(({ totalMinor }) => totalMinor)), outcome.totalMinor);
  mustBe('discounts', total(outcome.lines.map(({ discountMinor }) => discountMinor)), outcome.discountMinor);
  mustBe('reasons', total(fired.map(({ discountMinor }) => discountMinor)), outcome.discountMinor);
  mustBe(
    'earned',
    total(fired.map(({ asset, amount }) => (asset === 'points' ? amount : 0))),
    outcome.earnedPoints,
  );
  mustBe('taxed', total(outcome.taxes.map(({ totalMinor }) => totalMinor)), outcome.totalMinor - deposits);
  const { redemption } = outcome;
  const tenders = redemption.walletMinor + total(redemption.giftCards.map(({ amountMinor }) => amountMinor));
  const points = redemption.as === 'tender' ? redemption.pointsMinor : 0;
  mustBe('paid', redemption.moneyMinor + tenders + points, outcome.totalMinor);
  mustHold('money below zero', redemption.moneyMinor >= 0);
  for (const { amount } of outcome.effects) mustHold('an effect of nothing', amount > 0);
}

function floorsHold(seen: Seen, outcome: Outcome): void {
  for (const [at, { shelfMinor, floorMinor, depositMinor }] of shelfLines(seen).entries()) {
    const line = outcome.lines[at];
    mustHold(
      'a line below its floor',
      (line?.totalMinor ?? -1) >= Math.min(floorMinor, shelfMinor) + depositMinor,
    );
    for (const cut of line?.cuts ?? []) mustHold('a cut that adds', cut.amountMinor >= 0);
  }
}

function onlyPaidGoodsEarn(programme: Programme, seen: Seen, outcome: Outcome): void {
  const isGoods = (line: Seen['lines'][number]) => line.giftOf === undefined && line.giftCardId === undefined;
  for (const line of outcome.lines) if (!isGoods(line)) mustBe('a gift earns', line.earns, false);
  const earnsOnPoints = programme.redemption?.earnOnRedeemed === true;
  const isPayment = (ruleId: string) =>
    earnsOnPoints && (ruleId === 'redemption' || ruleId.startsWith('reward'));
  const paid = outcome.lines.filter(isGoods).map((line) => {
    const unearned = line.cuts.filter(({ ruleId }) => !isPayment(ruleId));
    return line.grossMinor - depositOf(line) - total(unearned.map(({ amountMinor }) => amountMinor));
  });
  mustHold('a base beyond what is paid', outcome.earningBaseMinor <= total(paid));
  const earned = outcome.effects.filter(({ effect, asset }) => effect === 'EARN' && asset !== 'giftcard');
  if (seen.member === null) mustBe('a guest earns', earned.length, 0);
}

const depositOf = (line: Seen['lines'][number]): number =>
  line.depositMinor === undefined ? 0 : lineTotalMinor({ ...line, unitPriceMinor: line.depositMinor });
