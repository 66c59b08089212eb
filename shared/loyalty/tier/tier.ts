import type { TierId } from '../../kernel/ids.ts';
import type { Minor } from '../../kernel/units.ts';
import type { NextTier } from '../outcome/explanation.ts';
import type { Programme } from '../programme/programme.ts';
import type { Tier } from '../programme/tiers.ts';
import type { MemberRow } from '../seen/member.ts';

export const tierById = (programme: Programme, id: TierId): Tier | undefined =>
  programme.tiers.find((tier) => tier.id === id);

/** The highest tier whose threshold the spend reaches (TIER-1). */
export const tierForSpend = (programme: Programme, spendMinor: Minor): Tier | undefined =>
  programme.tiers.findLast((tier) => tier.from <= spendMinor);

/** The first tier above the member's own, and what is missing after this sale (TIER-2); null at the top. */
export function nextTier(programme: Programme, member: MemberRow, saleMinor: Minor): NextTier | null {
  const own = programme.tiers.findIndex((tier) => tier.id === member.tierId);
  const next = programme.tiers[own + 1];
  if (!next) return null;
  const spendMinor = member.counters.spendMinor + saleMinor;
  return {
    tierId: next.id,
    name: next.name,
    measure: 'spend',
    short: Math.max(0, next.from - spendMinor),
  };
}
