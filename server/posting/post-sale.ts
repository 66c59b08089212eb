/**
 * PST-5: what a sound sale moves: every asset that its member earned, what whoever brought the member gets, and what HQ
 * counts of both. Nothing here looks at a programme that is not the sale's own version.
 */
import type { MemberId } from '../../shared/kernel/ids.ts';
import type { EntryHead, EntryPart } from '../../shared/ledger/entry.ts';
import { lotTerms, policyOf } from '../../shared/loyalty/lots/lot-terms.ts';
import type { Programme } from '../../shared/loyalty/programme/programme.ts';
import { availableAccount, HOUSE_ISSUED, receivableAccount } from './accounts.ts';
import type { SeenFacts } from './judge-entry.ts';
import { countSale, limitedBy, type MemberState } from './member-state.ts';
import type { Fold, PlannedEntry } from './plan-batch.ts';
import { staleFacts } from './stale-facts.ts';
import { suspend } from './suspend.ts';
import { balanceKey, type Transfer } from './transfer.ts';

export function postSale(
  fold: Fold,
  head: EntryHead,
  seen: SeenFacts,
): Pick<PlannedEntry, 'transfers' | 'stale'> {
  const compiled = head.programme && fold.state.programmes.get(head.programme.version)?.compiled;
  for (const rule of limitedBy(compiled ?? undefined, seen.uses, 'timesInAll'))
    fold.ruleUses.set(rule, (fold.ruleUses.get(rule) ?? 0) + 1);
  const id = head.member;
  const member = id && memberOf(fold, id);
  const stale = staleFacts(seen, id && member ? { id, tierId: member.tierId } : null, fold.state.prices);
  if (!id || !member) return { transfers: [], stale };
  const programme = compiled?.programme;
  const own = head.parts.filter((part) => part.to === undefined);
  const transfers = own.flatMap((part) => earn(fold, { head, part, to: id, programme }));
  fold.members.set(id, countSale(member, head, { compiled: compiled ?? undefined, uses: seen.uses }));
  const brought = postReferral(fold, { head, seen, newcomer: id, programme });
  return { transfers: [...transfers, ...brought.transfers], stale: [...stale, ...brought.stale] };
}

type Referral = {
  readonly head: EntryHead;
  readonly seen: SeenFacts;
  readonly newcomer: MemberId;
  readonly programme: Programme | undefined;
};

/**
 * REF-1: once for each newcomer, and only to the member whom HQ itself knows as the one who brought them. What a till
 * promised to anybody else, or a second time, waits in suspense.
 */
function postReferral(fold: Fold, referral: Referral): Pick<PlannedEntry, 'transfers' | 'stale'> {
  const { head, seen, newcomer, programme } = referral;
  const parts = head.parts.filter((part) => part.to !== undefined);
  if (parts.length === 0 && !seen.isReferred) return { transfers: [], stale: [] };
  const known = memberOf(fold, newcomer)?.facts.referredBy;
  const referrer = known !== undefined && known !== newcomer && memberOf(fold, known) ? known : undefined;
  const due = parts.filter((part) => part.to === referrer);
  const others = parts.filter((part) => part.to !== referrer);
  if (known !== undefined) settleReferral(fold, { newcomer, referrer: due.length > 0 ? known : null });
  const isStale = known === undefined || others.length > 0;
  return {
    transfers: [
      ...due.flatMap((part) => earn(fold, { head, part, to: part.to as MemberId, programme })),
      ...suspend(head, others),
    ],
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

type Earning = {
  readonly head: EntryHead;
  readonly part: EntryPart;
  readonly to: MemberId;
  readonly programme: Programme | undefined;
};

/** EARN: a debt is repaid first, the rest becomes available as a lot that lives as the programme says (LOT-1). */
function earn(fold: Fold, { head, part, to, programme }: Earning): readonly Transfer[] {
  const receivable = receivableAccount(to);
  const repaid = Math.min(part.amount, -balanceOf(fold, receivable, part));
  const { activeOn, lastDay } = lotTerms(
    policyOf(programme?.lots, part.asset),
    head.businessDate,
    part.validDays,
  );
  const legs = [
    { credit: receivable, amount: repaid },
    { credit: availableAccount(to), amount: part.amount - repaid },
  ].filter((leg) => leg.amount > 0);
  return legs.map(({ credit, amount }, index) => {
    fold.balances.set(balanceKey(credit, part.asset), balanceOf(fold, credit, part) + amount);
    const effectId = `${head.id}#${part.n}` as const;
    const moved = { effectId, leg: index + 1, debit: HOUSE_ISSUED, credit, asset: part.asset, amount };
    return { ...moved, lot: { activeOn, lastDay } };
  });
}

const memberOf = (fold: Fold, id: MemberId): MemberState | undefined =>
  fold.members.get(id) ?? fold.state.members.get(id);

function balanceOf(fold: Fold, account: string, { asset }: EntryPart): number {
  const key = balanceKey(account, asset);
  return fold.balances.get(key) ?? fold.state.balances.get(key) ?? 0;
}
