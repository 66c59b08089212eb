/** What was nearly reached, and what comes next: the reasons to come again. */
import { assetAmount, type LoyaltyMeasures, quantityText, tierDistance } from '../../i18n/loyalty-words.ts';
import type { Explanation, MissedRule } from '../../loyalty/outcome/explanation.ts';
import { feed, type Row, setRow } from './compose.ts';
import type { LayoutLine } from './line.ts';
import type { Words } from './words.ts';

export type AheadPart = {
  readonly explanation: Explanation;
  readonly widthCells: number;
  readonly words: Words;
  readonly measures: LoyaltyMeasures;
};

/** Nothing when there is nothing ahead. */
export function layoutAhead(part: AheadPart): readonly LayoutLine[] {
  const rows = [...nearMiss(part), ...nextTier(part), ...nextReward(part)];
  return rows.length === 0 ? [] : [feed(1), ...rows.flatMap((row) => setRow(row, part.widthCells))];
}

/** The engine names the nearest first; only what more goods would have reached is worth paper. */
function nearMiss({ explanation, words, measures }: AheadPart): readonly Row[] {
  for (const missed of explanation.missed) {
    const right = distance(missed, words, measures);
    if (right !== null) return [{ left: words.say('nearMiss', { rule: words.of(missed.name) }), right }];
  }
  return [];
}

function distance({ reason }: MissedRule, words: Words, { language }: LoyaltyMeasures): string | null {
  if (reason.kind === 'sumTooSmall') return words.moneyWithUnit(reason.shortMinor);
  return reason.kind === 'quantityTooSmall' ? quantityText(reason.shortMilli, language) : null;
}

function nextTier({ explanation: { nextTier: next }, words, measures }: AheadPart): readonly Row[] {
  if (!next || next.short <= 0) return [];
  const left = words.say('nextTier', { tier: words.of(next.name) });
  return [{ left, right: tierDistance(next.measure, next.short, measures) }];
}

function nextReward({ explanation: { nextReward: next }, words, measures }: AheadPart): readonly Row[] {
  if (!next || next.short <= 0) return [];
  const left = words.say('nextReward', { reward: words.of(next.name) });
  return [{ left, right: assetAmount(next.asset, next.short, measures) }];
}
