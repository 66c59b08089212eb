import type { BusinessDate } from '../../kernel/business-date.ts';
import type { NextTier } from '../outcome/explanation.ts';
import type { Programme } from '../programme/programme.ts';
import type { TierMeasure } from '../programme/tiers.ts';
import type { MemberRow } from '../seen/member.ts';
import { rankOf } from './tier.ts';
import { DEFAULT_POLICY, measured } from './tier-measure.ts';

/** What this sale adds in each measure. */
export type SaleCounts = Readonly<Record<TierMeasure, number>>;

/** The first tier above the member's own, and what is missing after this sale (TIER-2); null at the top. */
export function nextTier(
  programme: Pick<Programme, 'tiers' | 'tierPolicy'>,
  { tierId, counters }: Pick<MemberRow, 'tierId' | 'counters'>,
  { date, sale }: { readonly date: BusinessDate; readonly sale: SaleCounts },
): NextTier | null {
  const next = programme.tiers[Math.max(0, rankOf(programme, tierId)) + 1];
  if (!next) return null;
  const policy = programme.tierPolicy ?? DEFAULT_POLICY;
  const { measure } = policy;
  const short = next.from - measured(policy, counters, date) - sale[measure];
  return { tierId: next.id, name: next.name, measure, short: Math.max(0, short) };
}
