/**
 * Posting, decided: a pure fold over accepted entries and what HQ knew before them. Total: every entry gets exactly one
 * outcome, and only an id that was never posted can move anything (I3).
 */
import type { EntryId, MemberId, ProductId, RuleId } from '../../shared/kernel/ids.ts';
import type { EpochMs, Minor } from '../../shared/kernel/units.ts';
import type { EntryHead } from '../../shared/ledger/entry.ts';
import type { JudgeFault } from './judge-entry.ts';
import type { MemberState } from './member-state.ts';
import { postSale } from './post-sale.ts';
import type { Programmes } from './programme-shelf.ts';
import type { JudgedEntry } from './sort-entries.ts';
import type { Stale } from './stale-facts.ts';
import { suspend } from './suspend.ts';
import type { Balances, Transfer } from './transfer.ts';

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
  /** Rules that are limited over everybody: how often they gave something. */
  readonly ruleUses: ReadonlyMap<RuleId, number>;
};

export type Fold = {
  readonly state: PostingState;
  readonly posted: Set<EntryId>;
  readonly members: Map<MemberId, MemberState>;
  readonly balances: Map<string, number>;
  readonly ruleUses: Map<RuleId, number>;
};

export function planBatch(state: PostingState, entries: readonly JudgedEntry[]): Plan {
  const fold: Fold = {
    state,
    posted: new Set(state.postedIds),
    members: new Map(),
    balances: new Map(),
    ruleUses: new Map(),
  };
  const planned = entries.map((entry) => planEntry(fold, entry));
  const { members, balances, ruleUses } = fold;
  return { entries: planned, members, balances, ruleUses };
}

function planEntry(fold: Fold, entry: JudgedEntry): PlannedEntry {
  if (fold.posted.has(entry.place.id))
    return { entry, outcome: 'repeated', fault: null, transfers: [], stale: [] };
  fold.posted.add(entry.place.id);
  const { head, seen } = entry;
  const fault = entry.fault ?? stateFault(fold.state, head);
  if (fault)
    return { entry, outcome: 'suspense', fault, transfers: suspend(head, head?.parts ?? []), stale: [] };
  const nothing: PlannedEntry = { entry, outcome: 'posted', fault, transfers: [], stale: [] };
  return head && seen ? { ...nothing, ...postSale(fold, head, seen) } : nothing;
}

function stateFault(state: PostingState, head: EntryHead | null): PostFault | null {
  if (head === null || head.kind !== 'SALE' || head.member === undefined) return null;
  if (!state.members.has(head.member)) return 'member-unknown';
  return state.revokedAtMs !== null && head.atMs >= state.revokedAtMs ? 'till-revoked' : null;
}
