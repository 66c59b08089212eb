/** RED-1: what points buy, exactly. Money is rounded down, points for a sum are rounded up. */
import { mulDivFloor } from '../../kernel/rounding.ts';
import { type Minor, minor, type Points, points } from '../../kernel/units.ts';
import type { PointDefinition } from '../programme/programme.ts';

type Rate = Pick<PointDefinition, 'scale' | 'worthMinor'>;

/** What so many points buy. */
export const worthOf = ({ scale, worthMinor }: Rate, amount: number): Minor =>
  minor(mulDivFloor(amount, worthMinor, scale));

/** The smallest number of points that buys the sum; points must be worth something. */
export const pointsFor = ({ scale, worthMinor }: Rate, sumMinor: number): Points =>
  points(-mulDivFloor(-sumMinor, scale, worthMinor));

/** The fewest points that are worth whole minor units with nothing left over. */
export const wholePoints = ({ scale, worthMinor }: Rate): number => scale / gcd(scale, worthMinor);

/** The smallest number that is a multiple of both. */
export const commonMultiple = (a: number, b: number): number => (a / gcd(a, b)) * b;

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
