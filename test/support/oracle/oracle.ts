/**
 * A second engine, slow and obvious, against which the real one is held: what each line costs by which rule, what is earned
 * and what points pay. It knows the part of a programme that `random-programme.ts` makes.
 */
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { Seen } from '../../../shared/loyalty/seen/seen.ts';
import { discount } from './oracle-discounts.ts';
import { left, oracleLine } from './oracle-line.ts';
import { earnedPoints, spendPoints } from './oracle-points.ts';

export type OracleOutcome = {
  /** Per line in the basket's order: what is taken off by which rule, rules by id. */
  readonly cuts: readonly (readonly (readonly [string, number])[])[];
  readonly totalMinor: number;
  readonly earnedPoints: number;
  readonly redeemedPoints: number;
};

export function oracle(programme: Programme, seen: Seen): OracleOutcome {
  const lines = seen.lines.map(oracleLine);
  discount(programme, lines);
  const balance = seen.member?.balances.find(({ asset }) => asset === 'points')?.available ?? 0;
  const asked = seen.member ? (seen.payment?.points ?? 0) : 0;
  const spent = spendPoints(programme, { asked, balance }, lines);
  const redeemed = (n: number): number => {
    const line = lines[n];
    return (line && spent.cuts.get(line)) ?? 0;
  };
  const isEarning = programme.redemption?.earnOnRedeemed !== true;
  const based = lines.map((of, n) => ({ of, base: left(of) - (isEarning ? redeemed(n) : 0) }));
  return {
    cuts: lines.map(({ cuts }, n) =>
      [...cuts, ['redemption', redeemed(n)] as const]
        .filter(([, amount]) => amount > 0)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    totalMinor: lines.reduce((all, line, n) => all + left(line) - redeemed(n), 0),
    earnedPoints: earnedPoints(programme, seen.member, based),
    redeemedPoints: spent.points,
  };
}
