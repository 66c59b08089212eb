/** Which amounts of points may be spent on a receipt (RED-2 … RED-6). */
import { type Points, points } from '../../kernel/units.ts';
import type { PointDefinition } from '../programme/programme.ts';
import type { RedemptionPolicy } from '../programme/redemption-policy.ts';
import { commonMultiple, pointsFor, wholePoints, worthOf } from './points-worth.ts';

/** Every multiple of `step` from `smallest` to `largest` may be spent; nothing when `largest` is 0. */
export type AllowedPoints = {
  readonly largest: Points;
  readonly smallest: Points;
  readonly step: Points;
  readonly suggested: Points;
};

export type PointsRoom = {
  readonly available: number;
  /** The most that may be paid with points here. */
  readonly mostMinor: number;
};

export function allowedPoints(
  point: PointDefinition,
  policy: Pick<RedemptionPolicy, 'minimumPoints' | 'stepPoints'>,
  { available, mostMinor }: PointsRoom,
): AllowedPoints {
  const step = policy.stepPoints ?? points(1);
  if (point.worthMinor === 0) return nothing(step);
  const smallest = upTo(step, Math.max(policy.minimumPoints ?? 0, pointsFor(point, 1)));
  const affordable = downTo(step, Math.min(available, pointsFor(point, mostMinor + 1) - 1));
  const largest = withoutWaste(point, step, affordable);
  if (largest < smallest) return { ...nothing(step), smallest: points(smallest) };
  return {
    largest: points(largest),
    smallest: points(smallest),
    step,
    suggested: points(suggestion(point, { step, smallest, largest })),
  };
}

/** RED-2: whether exactly so many may be spent. */
export const isAllowed = (allowed: AllowedPoints, asked: number): boolean =>
  asked >= allowed.smallest && asked <= allowed.largest && asked % allowed.step === 0;

/** Fewer points that buy the same, where there are such: a step may reach past the last whole minor unit. */
const withoutWaste = (point: PointDefinition, step: number, amount: number): number =>
  amount <= 0 ? 0 : Math.min(amount, upTo(step, pointsFor(point, worthOf(point, amount))));

/** RED-6: the most of which every fraction of a point buys something; else the most. */
function suggestion(
  point: PointDefinition,
  { step, smallest, largest }: { step: number; smallest: number; largest: number },
): number {
  const exact = downTo(commonMultiple(step, wholePoints(point)), largest);
  return exact >= smallest ? exact : largest;
}

function nothing(step: Points): AllowedPoints {
  return { largest: points(0), smallest: points(0), step, suggested: points(0) };
}

/** Of nobody, or where points buy nothing. */
export const NO_POINTS: AllowedPoints = nothing(points(1));

const downTo = (step: number, amount: number): number => amount - (amount % step);
const upTo = (step: number, amount: number): number => downTo(step, amount + step - 1);
