/** Step 7: what fired, the nearest that did not, and the way to the next tier and reward (EXP-n). */
import type { Minor } from '../../kernel/units.ts';
import type { Asset } from '../asset.ts';
import type { CompiledProgramme } from '../compile/compiled.ts';
import type { Explanation, FiredRule, MissedRule, Progress } from '../outcome/explanation.ts';
import type { OutcomeEffect } from '../outcome/outcome.ts';
import type { Seen } from '../seen/seen.ts';
import { nextTier } from '../tier/next-tier.ts';
import { balanceAfter } from './balance-after.ts';
import { nearestMisses } from './nearest-misses.ts';
import { nextReward } from './next-reward.ts';
import { stampProgress } from './stamp-progress.ts';

export type Explained = {
  readonly fired: readonly FiredRule[];
  readonly missed: readonly MissedRule[];
  readonly progress: readonly Progress[];
  readonly effects: readonly OutcomeEffect[];
  readonly totalMinor: Minor;
};

export function explain(compiled: CompiledProgramme, seen: Seen, what: Explained): Explanation {
  const { fired, effects } = what;
  const missed = nearestMisses(compiled, seen, what.missed);
  const { member } = seen;
  if (!member) return { fired, missed, nextTier: null, nextReward: null, progress: [] };
  const after = (asset: Asset): number => balanceAfter(member, effects, asset);
  return {
    fired,
    missed,
    nextTier: nextTier(compiled.programme, member, {
      date: seen.clock.businessDate,
      sale: { spend: what.totalMinor, visits: 1, points: earnedPoints(effects) },
    }),
    nextReward: nextReward(compiled, seen, after),
    progress: [...what.progress, ...stampProgress(compiled, seen, after)],
  };
}

const earnedPoints = (effects: readonly OutcomeEffect[]): number =>
  effects.reduce(
    (sum, { effect, asset, amount, to }) =>
      effect === 'EARN' && asset === 'points' && to === undefined ? sum + amount : sum,
    0,
  );
