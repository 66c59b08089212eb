/**
 * PUSH at HQ (protocol.md sections 4 and 8): what continues the chain is accepted and posted in one transaction; another
 * history is kept as evidence and posted once; the answer says where HQ stands.
 */
import type { EntryId, OwnerId, StoreId, TillId } from '../../shared/kernel/ids.ts';
import { receivableAccount } from '../../shared/posting/book/accounts.ts';
import type { Changes } from '../../shared/posting/book/changes.ts';
import type { PushVerdict } from '../../shared/protocol/push.ts';
import { hold } from '../check/violation.ts';
import type { Sim } from '../sim.ts';
import { type SimEntry } from '../till/entry.ts';
import type { HqChain, HqState, HqTill } from './hq-state.ts';
import { recall } from './lease-desk.ts';
import { postedEntry } from './posted-entry.ts';
import { sorted } from './sorted.ts';

export type PushRequest = {
  readonly till: TillId;
  readonly epoch: number;
  readonly entries: readonly SimEntry[];
};

export type PushAnswer = {
  readonly epoch: number;
  readonly verdict: PushVerdict;
  readonly wm: number;
  readonly head: string;
  readonly suspended: boolean;
  /** Of the pushed entries, those that HQ has. */
  readonly held: readonly EntryId[];
  readonly logIndex: number;
  readonly hqTimeMs: number;
};

export function answerPush(sim: Sim, hq: HqState, request: PushRequest): PushAnswer | null {
  const till = hq.tills.get(request.till);
  const chain = till?.chains.get(request.epoch);
  if (!till || !chain) return null;
  const { epoch, entries } = request;
  const mode = chain.suspended || till.epoch > epoch ? 'ended' : 'open';
  const before = chain.tip.seq;
  const { accepted, duplicates, evidence, verdict, tip } = sorted(sim, chain, { mode, entries });
  if (verdict === 'gap') sim.tally.count('gap answered with the watermark');
  if (duplicates.length > 0) sim.tally.count('entry repeated', duplicates.length);
  for (const entry of accepted) {
    chain.hashes.set(entry.head.seq, entry.hash);
    postEntry(sim, hq, till, { entry, via: 'chain' });
  }
  for (const entry of evidence) postEntry(sim, hq, till, { entry, via: 'beside' });
  chain.tip = tip;
  if (verdict === 'fork') suspend(sim, till, chain);
  hold(isGapless(chain, before), 'I8', () => `${till.id}/${epoch} has a hole below ${chain.tip.seq}`);
  const held = [...accepted, ...duplicates, ...evidence].map(({ head }) => head.id);
  return {
    epoch,
    verdict: chain.suspended ? 'fork' : verdict,
    wm: chain.tip.seq,
    head: chain.tip.hash,
    suspended: chain.suspended,
    held,
    logIndex: hq.ledger.log.length,
    hqTimeMs: sim.agenda.nowMs(),
  };
}

function suspend({ tally, trace, excuses }: Sim, till: HqTill, chain: HqChain): void {
  if (chain.suspended) return;
  chain.suspended = true;
  tally.count('fork detected');
  trace.note(`hq.fork ${till.id}`, chain.tip.seq);
  hold(
    excuses.rolledBack || excuses.forged,
    'I15',
    () => `${till.id}: fork without a disk that was set back`,
  );
}

function isGapless({ tip, hashes }: HqChain, before: number): boolean {
  if (tip.seq < before) return false;
  for (let seq = before + 1; seq <= tip.seq; seq++) if (!hashes.has(seq)) return false;
  return true;
}

type Arrived = { readonly entry: SimEntry; readonly via: 'chain' | 'beside' };

function postEntry(sim: Sim, hq: HqState, till: HqTill, { entry, via }: Arrived): void {
  const { head } = entry;
  const suspended = till.revokedAtMs !== null && head.atMs >= till.revokedAtMs;
  if (hq.ledger.book.isPosted(head.id)) sim.tally.count('entry came in twice by different ways');
  const posted = postedEntry(sim, entry, `store-${till.store}` as StoreId);
  const changes = hq.ledger.post({ kind: 'ENTRY', entry: posted, via, suspended });
  if (suspended && head.parts.length > 0) hq.suspended.push(posted);
  if (head.member !== undefined && head.kind === 'SALE')
    hq.visits.set(head.member, { store: till.store, till: till.id, atMs: sim.agenda.nowMs() });
  for (const part of head.parts)
    if (part.cardId !== undefined)
      hq.visits.set(`card:${part.cardId}`, { store: till.store, till: till.id, atMs: sim.agenda.nowMs() });
  recallFromDebtors(sim, hq, changes);
}

/** I19: whoever owes gets no new rights, and gives back those that are out. */
function recallFromDebtors(sim: Sim, hq: HqState, { movements }: Changes): void {
  const { book } = hq.ledger;
  for (const { debit, asset } of movements) {
    if (!debit.startsWith('d:')) continue;
    const owner = debit.slice(2) as OwnerId;
    if (book.balance(receivableAccount(owner), asset) >= 0) continue;
    for (const lease of book.leasesOf(owner)) if (lease.asset === asset) recall(sim, hq, lease.id);
  }
}
