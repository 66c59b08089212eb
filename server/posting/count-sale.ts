/**
 * PST-6, SAL-8: what HQ counts of a sound sale beside what it moves: spend and visits, months, uses, quests, and who
 * brought its member. Nothing here looks at a programme that is not the sale's own version.
 */
import type { MemberId } from '../../shared/kernel/ids.ts';
import type { EntryHead } from '../../shared/ledger/entry.ts';
import type { SeenFacts } from './judge-entry.ts';
import { countSale, limitedBy, type MemberState } from './member-state.ts';
import type { Fold } from './plan-batch.ts';
import { type Stale, staleFacts } from './stale-facts.ts';

export type Counted = {
  /** Parts that wait in suspense, though the sale does not. */
  readonly held: readonly number[];
  readonly stale: readonly Stale[];
};

export function countedSale(fold: Fold, head: EntryHead, seen: SeenFacts): Counted {
  const compiled = head.programme && fold.state.programmes.get(head.programme.version)?.compiled;
  for (const rule of limitedBy(compiled ?? undefined, seen.uses, 'timesInAll'))
    fold.ruleUses.set(rule, (fold.ruleUses.get(rule) ?? 0) + 1);
  const id = head.member;
  const member = id && memberOf(fold, id);
  const stale = staleFacts(seen, id && member ? { id, tierId: member.tierId } : null, fold.state.prices);
  if (!id || !member) return { held: [], stale };
  fold.members.set(id, countSale(member, head, { compiled: compiled ?? undefined, uses: seen.uses }));
  const brought = countReferral(fold, { head, seen, newcomer: id });
  return { held: brought.held, stale: [...stale, ...brought.stale] };
}

type Referral = { readonly head: EntryHead; readonly seen: SeenFacts; readonly newcomer: MemberId };

/**
 * REF-1: once for each newcomer, and only to the member whom HQ itself knows as the one who brought them. What a till
 * promised to anybody else, or a second time, waits in suspense.
 */
function countReferral(fold: Fold, { head, seen, newcomer }: Referral): Counted {
  const parts = head.parts.filter((part) => part.to !== undefined);
  if (parts.length === 0 && !seen.isReferred) return { held: [], stale: [] };
  const known = memberOf(fold, newcomer)?.facts.referredBy;
  const referrer = known !== undefined && known !== newcomer && memberOf(fold, known) ? known : undefined;
  const due = parts.filter((part) => part.to === referrer);
  const others = parts.filter((part) => part.to !== referrer);
  if (known !== undefined) settleReferral(fold, { newcomer, referrer: due.length > 0 ? known : null });
  const isStale = known === undefined || others.length > 0;
  return {
    held: others.map(({ n }) => n),
    stale: isStale
      ? [{ kind: 'referral', subject: newcomer, seen: parts[0]?.to ?? '', truth: known ?? '' }]
      : [],
  };
}

/** The newcomer is one no more; `referrer` is who was rewarded for it, if anybody. */
function settleReferral(
  fold: Fold,
  { newcomer, referrer }: { newcomer: MemberId; referrer: MemberId | null },
): void {
  const brought = memberOf(fold, newcomer);
  if (brought) {
    const { referredBy: _settled, ...facts } = brought.facts;
    fold.members.set(newcomer, { ...brought, facts });
  }
  const bringer = referrer === null ? undefined : memberOf(fold, referrer);
  if (referrer === null || !bringer) return;
  const facts = { ...bringer.facts, referrals: (bringer.facts.referrals ?? 0) + 1 };
  fold.members.set(referrer, { ...bringer, facts });
}

const memberOf = (fold: Fold, id: MemberId): MemberState | undefined =>
  fold.members.get(id) ?? fold.state.members.get(id);
