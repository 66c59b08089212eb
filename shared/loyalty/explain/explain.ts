import type { Minor } from '../../kernel/units.ts';
import type { CompiledProgramme } from '../compile/compiled.ts';
import {
  type Explanation,
  type FiredRule,
  MAX_MISSED,
  type MissedRule,
  type Progress,
} from '../outcome/explanation.ts';
import type { OutcomeEffect } from '../outcome/outcome.ts';
import type { Seen } from '../seen/seen.ts';
import { nextTier } from '../tier/tier.ts';

export type Explained = {
  readonly fired: readonly FiredRule[];
  readonly missed: readonly MissedRule[];
  readonly progress: readonly Progress[];
  readonly effects: readonly OutcomeEffect[];
  readonly totalMinor: Minor;
};

/** Step 7: what fired, the nearest that did not, and the way to the next tier and reward (EXP-n). */
export function explain(compiled: CompiledProgramme, seen: Seen, what: Explained): Explanation {
  return {
    fired: what.fired,
    missed: what.missed.slice(0, MAX_MISSED),
    nextTier: seen.member && nextTier(compiled.programme, seen.member, what.totalMinor),
    nextReward: null,
    progress: what.progress,
  };
}
