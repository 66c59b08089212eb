/** STK-4: when a rule that stands alone gives something, no other price rule does; the best of them wins. */
import type { CompiledGroup, CompiledRule, PriceGive } from '../compile/compiled.ts';
import { giveAndOffer, isExtra, playBest } from './groups.ts';
import { judge } from './judge.ts';
import type { PriceRun } from './price-run.ts';
import { turnOf } from './turn.ts';

/** Whether one of them was taken. They are judged on shelf prices, before any group. */
export function playExclusive(run: PriceRun, rules: readonly CompiledRule<PriceGive>[]): boolean {
  if (rules.length === 0) return false;
  const judged = rules.flatMap((each) => judge(run, each, run.missed) ?? []);
  const turns = judged.filter((each) => !isExtra(each)).map((each) => turnOf(run, each));
  if (playBest(run, turns)) return true;
  const given = judged.filter(isExtra).map((each) => giveAndOffer(run, each));
  return given.some((units) => units > 0);
}

export const withoutExclusive = (group: CompiledGroup): CompiledGroup =>
  group.rules.some(({ rule }) => rule.stack?.exclusive === true)
    ? { ...group, rules: group.rules.filter(({ rule }) => rule.stack?.exclusive !== true) }
    : group;
