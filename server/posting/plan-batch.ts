/**
 * Posting, decided: a pure fold over accepted entries and what HQ knew before them. Total: every entry gets exactly one
 * outcome, and only an id that was never posted can move anything (I3).
 */
import type { EntryId, MemberId, ProductId } from '../../shared/kernel/ids.ts';
import { type EpochMs, type Minor, minor } from '../../shared/kernel/units.ts';
import type { EntryHead, EntryPart } from '../../shared/ledger/entry.ts';
import { saleTotalMinor } from '../../shared/shift/till-state.ts';
import { availableAccount, HOUSE_ISSUED, receivableAccount, suspenseAccount } from './accounts.ts';
import type { JudgeFault, SeenFacts } from './judge-entry.ts';
import { type MemberState, reachedTier } from './member-state.ts';
import type { Programmes } from './programme-shelf.ts';
import type { JudgedEntry } from './sort-entries.ts';
import { type Stale, staleFacts } from './stale-facts.ts';
import { type Balances, balanceKey, type Transfer } from './transfer.ts';

export type PostingState = {
  readonly members: ReadonlyMap<MemberId, MemberState>;
  readonly balances: Balances;
  readonly postedIds: ReadonlySet<EntryId>;
  readonly prices: ReadonlyMap<ProductId, Minor>;
  readonly programmes: Programmes;
  readonly revokedAtMs: EpochMs | null;
};

/** A fault of the entry itself, or one that only what HQ knows can show. */
export type PostFault = JudgeFault | 'member-unknown' | 'till-revoked';

export type Outcome = 'posted' | 'suspense' | 'repeated';

export type PlannedEntry = {
  readonly entry: JudgedEntry;
  readonly outcome: Outcome;
  readonly fault: PostFault | null;
  readonly transfers: readonly Transfer[];
  readonly stale: readonly Stale[];
};

export type Plan = {
  readonly entries: readonly PlannedEntry[];
  /** Members whose counters or balances moved, as they are afterwards. */
  readonly members: ReadonlyMap<MemberId, MemberState>;
  /** Every member account that moved, with its new balance. */
  readonly balances: Balances;
};

type Fold = {
  readonly state: PostingState;
  readonly posted: Set<EntryId>;
  readonly members: Map<MemberId, MemberState>;
  readonly balances: Map<string, number>;
};

export function planBatch(state: PostingState, entries: readonly JudgedEntry[]): Plan {
  const fold: Fold = { state, posted: new Set(state.postedIds), members: new Map(), balances: new Map() };
  const planned = entries.map((entry) => planEntry(fold, entry));
  return { entries: planned, members: fold.members, balances: fold.balances };
}

function planEntry(fold: Fold, entry: JudgedEntry): PlannedEntry {
  if (fold.posted.has(entry.place.id))
    return { entry, outcome: 'repeated', fault: null, transfers: [], stale: [] };
  fold.posted.add(entry.place.id);
  const { head, seen } = entry;
  const fault = entry.fault ?? stateFault(fold.state, head);
  if (fault) return { entry, outcome: 'suspense', fault, transfers: suspend(head), stale: [] };
  const nothing: PlannedEntry = { entry, outcome: 'posted', fault, transfers: [], stale: [] };
  return head && seen ? { ...nothing, ...postSale(fold, head, seen) } : nothing;
}

function stateFault(state: PostingState, head: EntryHead | null): PostFault | null {
  if (head === null || head.kind !== 'SALE' || head.member === undefined) return null;
  if (!state.members.has(head.member)) return 'member-unknown';
  return state.revokedAtMs !== null && head.atMs >= state.revokedAtMs ? 'till-revoked' : null;
}

/** What was claimed to be earned stands in the till's suspense account until somebody has looked at it. */
function suspend(head: EntryHead | null): readonly Transfer[] {
  const earned = head?.parts.filter((part) => part.effect === 'EARN') ?? [];
  return earned.map((part) => ({
    effectId: `${head?.id}#${part.n}`,
    leg: 1,
    debit: HOUSE_ISSUED,
    credit: suspenseAccount(head?.till as EntryHead['till']),
    asset: part.asset,
    amount: part.amount,
  }));
}

function postSale(fold: Fold, head: EntryHead, seen: SeenFacts): Pick<PlannedEntry, 'transfers' | 'stale'> {
  const member = head.member && (fold.members.get(head.member) ?? fold.state.members.get(head.member));
  const stale = staleFacts(
    seen,
    head.member && member ? { id: head.member, tierId: member.tierId } : null,
    fold.state.prices,
  );
  if (!head.member || !member) return { transfers: [], stale };
  const transfers = head.parts.flatMap((part) => earn(fold, head, part));
  fold.members.set(head.member, countVisit(fold, member, head));
  return { transfers, stale };
}

/** EARN: a debt is repaid first, the rest becomes available. */
function earn(fold: Fold, head: EntryHead, part: EntryPart): readonly Transfer[] {
  const member = head.member as MemberId;
  const receivable = receivableAccount(member);
  const repaid = Math.min(part.amount, -balanceOf(fold, receivable, part));
  const legs = [
    { credit: receivable, amount: repaid },
    { credit: availableAccount(member), amount: part.amount - repaid },
  ].filter((leg) => leg.amount > 0);
  return legs.map(({ credit, amount }, index) => {
    fold.balances.set(balanceKey(credit, part.asset), balanceOf(fold, credit, part) + amount);
    const effectId = `${head.id}#${part.n}` as const;
    return { effectId, leg: index + 1, debit: HOUSE_ISSUED, credit, asset: part.asset, amount };
  });
}

function countVisit(fold: Fold, member: MemberState, head: EntryHead): MemberState {
  const spendMinor = minor(member.spendMinor + saleTotalMinor(head));
  const programme = head.programme && fold.state.programmes.get(head.programme.version);
  const tierId = programme
    ? reachedTier(programme.compiled.programme, member.tierId, spendMinor)
    : member.tierId;
  return { tierId, spendMinor, visits: member.visits + 1 };
}

function balanceOf(fold: Fold, account: string, { asset }: EntryPart): number {
  const key = balanceKey(account, asset);
  return fold.balances.get(key) ?? fold.state.balances.get(key) ?? 0;
}
