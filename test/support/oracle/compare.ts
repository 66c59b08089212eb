import { compileProgramme } from '../../../shared/loyalty/compile/compile-programme.ts';
import { compute } from '../../../shared/loyalty/compute.ts';
import { type OracleOutcome, oracle } from './oracle.ts';
import type { Case } from './random-programme.ts';

/** What both engines say of a case, in one shape. */
export function bothSay({ programme, seen }: Case): {
  readonly engine: OracleOutcome;
  readonly oracle: OracleOutcome;
} {
  const { lines, totalMinor, earnedPoints, redemption } = compute(compileProgramme(programme), seen);
  return {
    engine: {
      cuts: lines.map(({ cuts }) =>
        cuts
          .filter(({ amountMinor }) => amountMinor > 0)
          .map(({ ruleId, amountMinor }) => [ruleId, amountMinor] as const)
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
      totalMinor,
      earnedPoints,
      redeemedPoints: redemption.points,
    },
    oracle: oracle(programme, seen),
  };
}
