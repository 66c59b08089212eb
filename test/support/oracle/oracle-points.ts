/** What a receipt earns and what points pay of it, from the specification: fractions until the receipt's one rounding. */
import type { EarnGive, Rate } from '../../../shared/loyalty/programme/give.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { Rule } from '../../../shared/loyalty/programme/rule.ts';
import type { MemberRow } from '../../../shared/loyalty/seen/member.ts';
import { type Fraction, floor, plus, ratio, sum, times, whole, ZERO } from './fraction.ts';
import { covers, inOrder, left, type OracleLine, quantityOf } from './oracle-line.ts';
import { shareOut } from './share-out.ts';

type Based = { readonly of: OracleLine; readonly base: number };
type Earning = { readonly rule: Rule; readonly give: EarnGive; readonly covered: readonly Based[] };

export function earnedPoints(
  programme: Programme,
  member: MemberRow | null,
  lines: readonly Based[],
): number {
  if (!member) return 0;
  const earning = programme.rules.flatMap((rule): Earning[] => {
    const { give } = rule;
    if (!isEarning(give)) return [];
    const covered = lines.filter(({ of }) => covers(rule.on, of));
    const filling = rule.from?.on ? lines.filter(({ of }) => covers(rule.from?.on, of)) : covered;
    return covered.length > 0 && isReached(rule, filling) ? [{ rule, give, covered }] : [];
  });
  const ofLine = new Map(
    lines.map((each) => [each.of, sum(earning.map((one) => byRate(one, each, member)))]),
  );
  const terms = earning.map((one) => {
    const own = one.give.kind === 'earnMultiplier' ? multiplied(one, ofLine) : plainly(one, member);
    const cap = one.rule.limits?.amountPerReceipt;
    return cap === undefined || floor(own) < cap ? own : whole(cap);
  });
  return Math.min(floor(sum(terms)), programme.limits?.pointsPerReceipt ?? Number.MAX_SAFE_INTEGER);
}

const baseOf = (lines: readonly Based[]): number => lines.reduce((all, { base }) => all + base, 0);

const isReached = ({ from }: Rule, filling: readonly Based[]): boolean =>
  baseOf(filling) >= (from?.sumMinor ?? 0) &&
  quantityOf(filling.map(({ of }) => of)) >= (from?.quantityMilli ?? 0);

const isEarning = (give: Rule['give']): give is EarnGive => give.kind.startsWith('earn');

function plainly({ give, covered }: Earning, member: MemberRow): Fraction {
  const rate = rateOf({ give, covered }, member);
  if (rate) return sum(covered.map(({ base }) => times(whole(base), ratio(rate.amount, rate.perMinor))));
  if (give.kind === 'earnFixed') return whole(give.amount);
  if (give.kind !== 'earnPerUnit') return ZERO;
  const quantity = quantityOf(covered.map(({ of }) => of));
  return times(whole(give.amount), ratio(quantity, give.perMilli ?? 1000));
}

function rateOf({ give, covered }: Pick<Earning, 'give' | 'covered'>, member: MemberRow): Rate | null {
  if (give.kind === 'earnPerMoney')
    return give.rateByTier?.find(({ tierId }) => tierId === member.tierId) ?? give.rate;
  if (give.kind !== 'earnByReceipt') return null;
  const base = baseOf(covered);
  return give.steps.findLast(({ from }) => from <= base) ?? null;
}

/** What one rule's rate gives for one line. */
function byRate(one: Earning, line: Based, member: MemberRow): Fraction {
  const rate = rateOf(one, member);
  const isCovered = one.covered.some(({ of }) => of === line.of);
  return rate && isCovered ? times(whole(line.base), ratio(rate.amount, rate.perMinor)) : ZERO;
}

/** ACC-5: several add up, none multiplies another. */
function multiplied({ give, covered }: Earning, ofLine: ReadonlyMap<OracleLine, Fraction>): Fraction {
  const own = covered.reduce((all, { of }) => plus(all, ofLine.get(of) ?? ZERO), ZERO);
  return give.kind === 'earnMultiplier' ? times(own, ratio(give.factorBps - 10_000, 10_000)) : ZERO;
}

export type Spent = { readonly points: number; readonly cuts: ReadonlyMap<OracleLine, number> };

/** RED-1 … RED-4 for points as a discount; an amount that is not allowed is not spent at all. */
export function spendPoints(
  { redemption, point }: Programme,
  { asked, balance }: { readonly asked: number; readonly balance: number },
  lines: readonly OracleLine[],
): Spent {
  const nothing = { points: 0, cuts: new Map() };
  if (!redemption || asked === 0) return nothing;
  const receipt = lines
    .filter(({ line }) => line.giftCardId === undefined)
    .reduce((all, line) => all + left(line), 0);
  if (receipt < (redemption.minimumReceiptMinor ?? 0)) return nothing;
  const covered = lines.filter((line) => covers(redemption.on, line)).sort(inOrder);
  const room = covered.map((line) => Math.max(0, left(line) - line.floor));
  const worth = (points: number): number => floor(ratio(points * point.worthMinor, point.scale));
  const sumLeft = covered.reduce((all, line) => all + left(line), 0);
  const most = Math.min(
    floor(ratio(sumLeft * redemption.shareOfReceiptBps, 10_000)),
    room.reduce((all, each) => all + each, 0),
  );
  const step = redemption.stepPoints ?? 1;
  const affordable = Array.from({ length: Math.floor(balance / step) }, (_, n) => (n + 1) * step).filter(
    (points) => worth(points) <= most,
  );
  const bought = worth(affordable.at(-1) ?? 0);
  const largest = affordable.find((points) => worth(points) === bought) ?? 0;
  const isAllowed =
    affordable.includes(asked) &&
    asked <= largest &&
    asked >= (redemption.minimumPoints ?? 0) &&
    worth(asked) > 0;
  if (!isAllowed) return nothing;
  const shares = shareOut(
    worth(asked),
    covered.map((line, index) => ({ weight: whole(left(line)), room: room[index] ?? 0 })),
  );
  return { points: asked, cuts: new Map(covered.map((line, index) => [line, shares[index] ?? 0])) };
}
