/**
 * Posting, decided: a pure fold over accepted entries and what HQ knew before them. Total: every entry gets exactly one
 * outcome, and only an id that was never posted can move anything (I3), but time: that each entry of a chain proves.
 */
import type { EntryId, MemberId, ProductId, RuleId } from '../../shared/kernel/ids.ts';
import type { EpochMs, Minor } from '../../shared/kernel/units.ts';
import type { EntryHead } from '../../shared/ledger/entry.ts';
import type { Changes } from '../../shared/posting/book/changes.ts';
import type { WorkingBook } from '../../shared/posting/book/working-book.ts';
import type { EntryCommand } from '../../shared/posting/post/command.ts';
import { post } from '../../shared/posting/post/post.ts';
import { countedSale } from './count-sale.ts';
import type { JudgeFault } from './judge-entry.ts';
import type { MemberState } from './member-state.ts';
import type { Programmes } from './programme-shelf.ts';
import type { JudgedEntry } from './sort-entries.ts';
import type { Stale } from './stale-facts.ts';

/** An entry and what would be posted of it if nothing speaks against it. */
export type Arrival = { readonly entry: JudgedEntry; readonly command: EntryCommand };

export type PostingState = {
  readonly members: ReadonlyMap<MemberId, MemberState>;
  readonly book: WorkingBook;
  readonly prices: ReadonlyMap<ProductId, Minor>;
  readonly programmes: Programmes;
  readonly revokedAtMs: EpochMs | null;
  /** Sales of returns that HQ has posted before this batch. */
  readonly returnedSales: ReadonlySet<EntryId>;
};

/** A fault of the entry itself, or one that only what HQ knows can show. */
export type PostFault = JudgeFault | 'member-unknown' | 'card-unknown' | 'till-revoked' | 'return-unknown';

export type Outcome = 'posted' | 'suspense' | 'repeated';

export type PlannedEntry = {
  readonly entry: JudgedEntry;
  readonly command: EntryCommand;
  readonly outcome: Outcome;
  readonly fault: PostFault | null;
  readonly changes: Changes;
  readonly stale: readonly Stale[];
  /** The member who bought something here. */
  readonly visitor: MemberId | null;
};

/** Why a person has to look: a fault, or parts that wait though the entry itself does not (SAL-8). */
export const waitingReason = ({ fault, command: { entry } }: PlannedEntry): PostFault | 'referral' | null =>
  fault ?? (entry.held && entry.held.length > 0 ? 'referral' : null);

export type Plan = {
  readonly entries: readonly PlannedEntry[];
  /** Members whose counters moved, as they are afterwards. */
  readonly members: ReadonlyMap<MemberId, MemberState>;
  /** Rules that are limited over everybody: how often they gave something. */
  readonly ruleUses: ReadonlyMap<RuleId, number>;
};

export type Fold = {
  readonly state: PostingState;
  readonly members: Map<MemberId, MemberState>;
  readonly ruleUses: Map<RuleId, number>;
};

export function planBatch(state: PostingState, arrivals: readonly Arrival[]): Plan {
  const fold: Fold = { state, members: new Map(), ruleUses: new Map() };
  const entries = arrivals.map((arrival) => planEntry(fold, arrival));
  return { entries, members: fold.members, ruleUses: fold.ruleUses };
}

function planEntry(fold: Fold, { entry, command }: Arrival): PlannedEntry {
  const { head, seen } = entry;
  const planned = { entry, stale: [], fault: null, visitor: null };
  if (fold.state.book.isPosted(command.entry.id))
    return { ...planned, ...posted(fold, command), outcome: 'repeated' };
  const fault = entry.fault ?? stateFault(fold.state, entry);
  if (fault)
    return { ...planned, ...posted(fold, { ...command, suspended: true }), outcome: 'suspense', fault };
  if (!head || !seen) return { ...planned, ...posted(fold, command), outcome: 'posted' };
  const { held, stale } = countedSale(fold, head, seen);
  const sale = held.length === 0 ? command : { ...command, entry: { ...command.entry, held } };
  return { ...planned, ...posted(fold, sale), outcome: 'posted', stale, visitor: head.member ?? null };
}

function posted({ state: { book } }: Fold, command: EntryCommand): Pick<PlannedEntry, 'command' | 'changes'> {
  const changes = post(book, command);
  book.apply(command, changes);
  return { command, changes };
}

function stateFault(state: PostingState, { head, returned }: JudgedEntry): PostFault | null {
  if (head === null || !speaksOfBalances(head)) return null;
  if (head.member !== undefined && !state.members.has(head.member)) return 'member-unknown';
  if (head.parts.some((part) => isUnknownCard(state, part))) return 'card-unknown';
  if (returned !== null && !state.returnedSales.has(returned) && !state.book.isPosted(returned))
    return 'return-unknown';
  return state.revokedAtMs !== null && head.atMs >= state.revokedAtMs ? 'till-revoked' : null;
}

const speaksOfBalances = ({ kind, member, parts }: EntryHead): boolean =>
  parts.length > 0 || kind === 'ABANDON' || (kind === 'SALE' && member !== undefined);

/** One that another company sold. */
const isUnknownCard = ({ book }: PostingState, { cardId }: EntryHead['parts'][number]): boolean =>
  cardId !== undefined && !book.knows(`card:${cardId}`);
