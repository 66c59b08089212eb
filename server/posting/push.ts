/**
 * PUSH (protocol.md sections 4 and 8): accept what continues the chain, post it in the same transaction, and answer only
 * after the commit. Idempotent: whatever is repeated, reordered or cut off, each entry is posted once.
 */
import type { Transaction } from 'kysely';
import { assert } from '../../shared/kernel/assert.ts';
import { type BusinessDate, businessDateOf } from '../../shared/kernel/business-date.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { ChainTip } from '../../shared/ledger/chain.ts';
import { workingBook } from '../../shared/posting/book/working-book.ts';
import type { EntryCommand } from '../../shared/posting/post/command.ts';
import type { PushRequest } from '../../shared/protocol/push.ts';
import type { SignedDocument } from '../../shared/protocol/signed.ts';
import { inTransaction } from '../db/retry.ts';
import type { Database } from '../db/tables.ts';
import type { Hq } from '../hq.ts';
import { acknowledge, type Held, type Posted } from './acknowledge.ts';
import { authenticated, eachSigned } from './authenticate.ts';
import { bookOfRows } from './book/book-of-rows.ts';
import { loadRows } from './book/load-book.ts';
import { needsOf } from './book/needs.ts';
import { type LogTip, lockLog } from './hq-log.ts';
import { keepEvidence, keepRefused } from './keep-evidence.ts';
import { loadPrices, loadReturnedSales } from './load-state.ts';
import { type Arrival, type Plan, planBatch, waitingReason } from './plan-batch.ts';
import { postedEntryOf } from './posted-entry.ts';
import type { Programmes } from './programme-shelf.ts';
import { pushedEvent } from './pushed-event.ts';
import { type Evidence, type Incoming, type JudgedEntry, type Sorted, sortEntries } from './sort-entries.ts';
import type { TillCaller } from './till-caller.ts';
import { writePlan } from './write-plan.ts';

type Trx = Transaction<Database>;

/** Null when the till never had that epoch. */
export async function push(hq: Hq, caller: TillCaller, request: PushRequest): Promise<SignedDocument | null> {
  const { programmes, judged } = await hq.verifier.judge(caller, request.entries);
  const batch = request.entries.map((wire, index): Incoming => {
    const each = judged[index];
    return { wire, entry: each ? { ...each, wire } : null };
  });
  const answer = await inTransaction(hq.db, async (trx) => {
    const chain = await lockChain(trx, caller, request.epoch);
    if (!chain) return null;
    const start: ChainTip = {
      till: caller.till,
      epoch: request.epoch,
      seq: chain.wm,
      hash: chain.head_hash,
      atMs: chain.last_at_ms,
    };
    const sorted = await sorting(trx, { start, chain, batch });
    const posted = await post(trx, {
      ...{ hq, caller, programmes, sorted },
      revokedAtMs: chain.revoked_at_ms,
      wasSuspended: chain.suspended,
    });
    await moveTip(trx, sorted, chain.suspended);
    const suspended = isSuspended(sorted, chain.suspended);
    const document = await acknowledge(trx, hq, { sorted, batch, posted, suspended });
    return { document, sorted, posted, wasSuspended: chain.suspended };
  });
  if (answer) hq.tell?.(pushedEvent({ ...answer, entries: batch.length }));
  return answer && answer.document;
}

const lockChain = (trx: Trx, { till }: TillCaller, epoch: number) =>
  trx
    .selectFrom('chain')
    .innerJoin('till', 'till.id', 'chain.till')
    .select(['public_key', 'wm', 'head_hash', 'last_at_ms', 'suspended', 'revoked_at_ms'])
    .select('till.epoch as current_epoch')
    .where('chain.till', '=', till)
    .where('chain.epoch', '=', epoch)
    .forUpdate('chain')
    .executeTakeFirst();

type LockedChain = NonNullable<Awaited<ReturnType<typeof lockChain>>>;

type Arrived = {
  readonly start: ChainTip;
  readonly chain: LockedChain;
  readonly batch: readonly Incoming[];
};

/** EPO-1: a chain that has ended, by a fork or by a newer epoch, is taken entry by entry, each under its own signature. */
async function sorting(trx: Trx, { start, chain, batch }: Arrived): Promise<Sorted> {
  const known = await knownHashes(trx, start, batch);
  const hasEnded = chain.suspended || chain.current_epoch > start.epoch;
  if (!hasEnded)
    return authenticated(sortEntries({ tip: start, mode: 'open' }, known, batch), start, chain.public_key);
  const { signed, forged } = eachSigned(batch, chain.public_key);
  const sorted = sortEntries({ tip: start, mode: 'ended' }, known, signed);
  const verdict = chain.suspended
    ? 'fork'
    : forged.length > 0 && sorted.verdict === 'accepted'
      ? 'gap'
      : sorted.verdict;
  return { ...sorted, refused: [...forged, ...sorted.refused], verdict };
}

/** Hashes of the accepted entries that the batch repeats, or contradicts. */
async function knownHashes(
  trx: Trx,
  tip: ChainTip,
  batch: readonly Incoming[],
): Promise<ReadonlyMap<number, string>> {
  const seqs = batch.flatMap(({ entry }) => (entry && entry.place.seq <= tip.seq ? [entry.place.seq] : []));
  if (seqs.length === 0) return new Map();
  const rows = await trx
    .selectFrom('entry')
    .select(['seq', 'hash'])
    .where('till', '=', tip.till)
    .where('epoch', '=', tip.epoch)
    .where('seq', '>=', Math.min(...seqs))
    .where('seq', '<=', Math.max(...seqs))
    .execute();
  return new Map(rows.map((row) => [row.seq, row.hash]));
}

type Posting = {
  readonly hq: Hq;
  readonly caller: TillCaller;
  readonly programmes: Programmes;
  readonly sorted: Sorted;
  readonly revokedAtMs: EpochMs | null;
  readonly wasSuspended: boolean;
};

async function post(trx: Trx, posting: Posting): Promise<Posted> {
  const { hq, caller, programmes, sorted } = posting;
  const nowMs = hq.nowMs();
  await keepRefused(trx, { tip: sorted.tip, refused: sorted.refused, nowMs });
  const kept = await keepEvidence.unknown(trx, sorted);
  if (sorted.accepted.length + kept.length === 0) return { tip: null, planned: 0, held: [] };
  const arrivals = arrivalsOf(posting, kept);
  const entries = arrivals.map(({ entry }) => entry);
  const { company } = caller;
  const commands = arrivals.map(({ command }) => command);
  const rows = await loadRows(trx, { needs: needsOf(commands), company, idleLots: endsIdle(programmes) });
  const book = workingBook(bookOfRows(rows));
  const plan = planBatch(
    {
      ...{ members: rows.locked.members, book, programmes, revokedAtMs: posting.revokedAtMs },
      prices: await loadPrices(trx, company, entries),
      returnedSales: await loadReturnedSales(trx, entries),
    },
    arrivals,
  );
  const tip = await lockLog(trx, hq.keys.signing);
  const inChain = sorted.accepted.length;
  const written = { tip, key: hq.keys.signing, nowMs, caller, inChain, rows, after: book };
  const newTip = await writePlan(trx, plan, written);
  await keepEvidence.write(trx, { kept, firstLogIndex: tip.logIndex + inChain + 1, nowMs });
  return { tip: newTip, planned: entries.length, held: heldByPlan(plan, tip) };
}

/** Accepted in order, an entry proves its chain's time (R9), also of an older epoch; never one of a forked chain. */
function arrivalsOf(posting: Posting, kept: readonly Evidence[]): readonly Arrival[] {
  const { hq, caller, sorted, wasSuspended } = posting;
  const via = wasSuspended ? 'beside' : 'chain';
  const hqDay = businessDateOf(hq.nowMs(), caller.timeZone);
  return [
    ...sorted.accepted.map((entry) => arrival(posting, { entry, via, hqDay })),
    ...kept.map(({ entry }) => arrival(posting, { entry, via: 'beside', hqDay })),
  ];
}

function arrival(
  { caller: { store }, programmes }: Posting,
  { entry, via, hqDay }: { entry: JudgedEntry; via: EntryCommand['via']; hqDay: BusinessDate },
): Arrival {
  const { place, head, rights, fault } = entry;
  const posted = postedEntryOf({ place, head, rights, store, programmes, hqDay });
  return { entry, command: { kind: 'ENTRY', entry: posted, via, suspended: fault !== null } };
}

/** LOT-5: whether visits keep any lots alive. */
const endsIdle = (programmes: Programmes): boolean =>
  [...programmes.values()].some(({ compiled }) =>
    Object.values(compiled.programme.lots ?? {}).some(({ expiry }) => expiry?.kind === 'inactivity'),
  );

const heldByPlan = ({ entries }: Plan, tip: LogTip): readonly Held[] =>
  entries.flatMap((planned, position) => {
    const { entry, outcome } = planned;
    const waits = waitingReason(planned) !== null;
    return outcome === 'repeated'
      ? []
      : [{ id: entry.place.id, logIndex: tip.logIndex + position + 1, waits }];
  });

async function moveTip(trx: Trx, sorted: Sorted, wasSuspended: boolean): Promise<void> {
  const suspended = isSuspended(sorted, wasSuspended);
  if (sorted.accepted.length === 0 && suspended === wasSuspended) return;
  const { till, epoch, seq, hash, atMs } = sorted.tip;
  const { numUpdatedRows } = await trx
    .updateTable('chain')
    .set({ wm: seq, head_hash: hash, last_at_ms: atMs, suspended })
    .where('till', '=', till)
    .where('epoch', '=', epoch)
    .where('wm', '<=', seq)
    .executeTakeFirstOrThrow();
  assert(numUpdatedRows === 1n, 'a watermark never goes back (I8)');
}

const isSuspended = (sorted: Sorted, before: boolean): boolean => before || sorted.verdict === 'fork';
