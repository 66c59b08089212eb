import type { RedeemCase } from '../format/case-schema.ts';
import { scaleOf } from '../plain/redeem.ts';
import type { Decline } from './decline.ts';

export const redeemDeclines: readonly Decline<RedeemCase>[] = [
  {
    says: 'a wish that may not be spent is cut to what may be; ours is refused with the largest amount',
    rule: 'RED-2',
    holds: ({ requested, expect, programme }) => {
      const { points, amount_minor: amount } = expect;
      if (points !== undefined) return points !== 0 && points !== requested;
      if (amount === undefined || amount === 0) return false;
      return amount * programme.convert_points !== requested * programme.convert_minor;
    },
  },
  {
    says: 'a point that is worth no whole number of hundredths of a minor unit',
    rule: 'RED-1',
    holds: ({ programme }) => scaleOf(programme) === undefined,
  },
];
