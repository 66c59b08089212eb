/** RED-1 … RED-7: points as money off. Too many are refused with the largest amount, never silently cut. */
import { mulDivFloor } from '../../kernel/rounding.ts';
import { type Minor, minor, type Points, points } from '../../kernel/units.ts';
import type { CompiledProgramme } from '../compile/compiled.ts';
import type { CutLine } from '../discount/apply-discounts.ts';
import { spread } from '../discount/spread.ts';
import { byContent } from '../discount/working-line.ts';
import type { Refusal } from '../outcome/outcome.ts';
import type { RedemptionPolicy } from '../programme/redemption-policy.ts';
import type { Seen } from '../seen/seen.ts';
import { type AllowedPoints, allowedPoints, isAllowed, NO_POINTS } from './allowed-points.ts';
import { pointsFor, worthOf } from './points-worth.ts';

const FULL_BPS = 10_000;

/** Points that this receipt earns when these parts of its lines (beside them) are paid with points. */
export type EarnedBeside = (paidMinor: readonly number[]) => number;

export type PointsWish = {
  readonly lines: readonly CutLine[];
  /** What the member may spend, without what this receipt earns. */
  readonly balance: number;
  /** Null unless points of this receipt may be spent on it (RED-7). */
  readonly earnedBeside: EarnedBeside | null;
};

export type PaidWithPoints = {
  readonly allowed: AllowedPoints;
  readonly largestMinor: Minor;
  readonly suggestedMinor: Minor;
  readonly points: Points;
  readonly pointsMinor: Minor;
  /** What the covered goods cost before. */
  readonly coveredMinor: Minor;
  /** The part of each line that is paid with points, beside the lines. */
  readonly paidMinor: readonly number[];
  readonly refusals: readonly Refusal[];
};

export function payWithPoints(compiled: CompiledProgramme, seen: Seen, wish: PointsWish): PaidWithPoints {
  const { point, redemption: policy } = compiled.programme;
  const payable = policy ? payableLines(compiled, policy, wish.lines) : [];
  const coveredMinor = sum(payable.map(({ costMinor }) => costMinor));
  const mostMinor = policy && mayRedeem(policy, seen, wish.lines) ? mostOf(policy, payable, coveredMinor) : 0;
  const paidBy = (amount: number): readonly number[] => {
    const paid = wish.lines.map(() => 0);
    const shares = spread(
      Math.max(0, Math.min(mostMinor, worthOf(point, amount))),
      payable.map(({ costMinor }) => costMinor),
      payable.map(({ roomMinor }) => roomMinor),
    );
    for (const [at, { index }] of payable.entries()) paid[index] = shares[at] ?? 0;
    return paid;
  };
  const covers = (amount: number): boolean =>
    amount <= wish.balance + (wish.earnedBeside?.(paidBy(amount)) ?? 0);
  const available =
    wish.earnedBeside && mostMinor > 0 && point.worthMinor > 0
      ? mostThat(covers, {
          from: wish.balance,
          to: Math.min(pointsFor(point, mostMinor), wish.balance + wish.earnedBeside(paidBy(0))),
        })
      : wish.balance;
  const allowed = policy && seen.member ? allowedPoints(point, policy, { available, mostMinor }) : NO_POINTS;
  const asked = Math.max(0, seen.payment?.points ?? 0);
  const granted = asked > 0 && isAllowed(allowed, asked) && covers(asked) ? asked : 0;
  return {
    allowed,
    largestMinor: worthOf(point, allowed.largest),
    suggestedMinor: worthOf(point, allowed.suggested),
    points: points(granted),
    pointsMinor: worthOf(point, granted),
    coveredMinor: minor(coveredMinor),
    paidMinor: paidBy(granted),
    refusals:
      asked === granted
        ? []
        : [{ kind: 'points', askedPoints: points(asked), largestPoints: allowed.largest }],
  };
}

/** A line that points may pay for: what it costs, and how much of that they may pay. */
type PayableLine = { readonly index: number; readonly costMinor: number; readonly roomMinor: number };

/** RED-4: as a discount points leave a line its floor; as a tender they pay for anything up to its price. */
function payableLines(
  { redeemable }: CompiledProgramme,
  policy: RedemptionPolicy,
  lines: readonly CutLine[],
): readonly PayableLine[] {
  return lines
    .flatMap((each, index) => (redeemable(each.line) ? [{ each, index }] : []))
    .sort((a, b) => byContent(a.each.line, b.each.line))
    .map(({ each, index }) => {
      const costMinor = costOf(each);
      const roomMinor = policy.as === 'tender' ? costMinor : Math.max(0, costMinor - each.floorMinor);
      return { index, costMinor, roomMinor };
    });
}

/** RED-3: a member, a receipt that is large enough, and no more redemptions today than allowed. */
function mayRedeem(policy: RedemptionPolicy, seen: Seen, lines: readonly CutLine[]): boolean {
  if (!seen.member) return false;
  const today = seen.usage?.find(({ ruleId }) => ruleId === 'redemption')?.memberToday ?? 0;
  if (policy.perDay !== undefined && today >= policy.perDay) return false;
  const goodsMinor = sum(lines.map((each) => (each.line.giftCardId === undefined ? costOf(each) : 0)));
  return goodsMinor >= (policy.minimumReceiptMinor ?? 0);
}

const mostOf = (policy: RedemptionPolicy, payable: readonly PayableLine[], coveredMinor: number): number =>
  Math.min(
    mulDivFloor(coveredMinor, policy.shareOfReceiptBps, FULL_BPS),
    sum(payable.map(({ roomMinor }) => roomMinor)),
  );

/**
 * RED-7: the more is paid with points, the less the receipt earns, so what it earns and what may be spent of it are
 * found together. `from` always holds; whatever holds for an amount holds for smaller ones.
 */
function mostThat(holds: (amount: number) => boolean, range: { from: number; to: number }): number {
  let { from, to } = range;
  while (from < to) {
    const middle = from + Math.ceil((to - from) / 2);
    if (holds(middle)) from = middle;
    else to = middle - 1;
  }
  return from;
}

const costOf = ({ shelfMinor, cuts }: CutLine): number =>
  cuts.reduce((left, cut) => left - cut.amountMinor, Number(shelfMinor));

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
