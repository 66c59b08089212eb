/**
 * EXP-3: misses by how little is wanting. First what a card alone would bring, then what more goods would bring by the
 * money it still takes, then what no goods would: beaten rules and used-up limits. Equal ones go by id.
 */
import { mulDivHalfUp } from '../../kernel/rounding.ts';
import { ONE_UNIT_MILLI } from '../../kernel/units.ts';
import type { CompiledProgramme } from '../compile/compiled.ts';
import { MAX_MISSED, type MissedRule } from '../outcome/explanation.ts';
import type { Seen } from '../seen/seen.ts';

export function nearestMisses(
  compiled: CompiledProgramme,
  seen: Seen,
  missed: readonly MissedRule[],
): readonly MissedRule[] {
  if (missed.length <= 1) return missed;
  return missed
    .map((each) => ({ each, away: awayOf(compiled, seen, each) }))
    .sort((a, b) => a.away.rank - b.away.rank || a.away.minor - b.away.minor || byId(a.each, b.each))
    .slice(0, MAX_MISSED)
    .map(({ each }) => each);
}

type Away = { readonly rank: number; readonly minor: number };

function awayOf(compiled: CompiledProgramme, seen: Seen, { ruleId, reason }: MissedRule): Away {
  switch (reason.kind) {
    case 'needsMember':
      return { rank: 0, minor: 0 };
    case 'sumTooSmall':
      return { rank: 1, minor: reason.shortMinor };
    case 'quantityTooSmall': {
      const each = cheapestUnit(compiled, seen, ruleId);
      return each === null
        ? { rank: 2, minor: reason.shortMilli }
        : { rank: 1, minor: mulDivHalfUp(each, reason.shortMilli, ONE_UNIT_MILLI) };
    }
    case 'beaten':
      return { rank: 3, minor: 0 };
    case 'limitReached':
      return { rank: 4, minor: 0 };
  }
}

/** What one more unit would cost: that of the cheapest goods in the basket that count; null when none is there. */
function cheapestUnit({ rules }: CompiledProgramme, { lines }: Seen, ruleId: string): number | null {
  const each = rules.find(({ rule }) => rule.id === ruleId);
  const counts = each?.fromCovers ?? each?.covers;
  let cheapest: number | null = null;
  for (const line of lines)
    if (
      line.giftOf === undefined &&
      counts?.(line) &&
      line.unitPriceMinor < (cheapest ?? Number.MAX_SAFE_INTEGER)
    )
      cheapest = line.unitPriceMinor;
  return cheapest;
}

const byId = (a: MissedRule, b: MissedRule): number =>
  a.ruleId < b.ruleId ? -1 : a.ruleId > b.ruleId ? 1 : 0;
