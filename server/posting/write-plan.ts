/** Writes a posted batch: one statement per table, whatever the number of entries. The log's lock is held. */
import { sql, type Transaction } from 'kysely';
import { type EpochMs, minor } from '../../shared/kernel/units.ts';
import { saleTotalMinor } from '../../shared/shift/till-state.ts';
import { type ColumnType, columnArrays, insertMany } from '../db/insert-many.ts';
import type { Database } from '../db/tables.ts';
import { accountKind } from './accounts.ts';
import { appendLog, type LogRecord, type LogTip } from './hq-log.ts';
import type { SigningKey } from '../crypto/ed25519.ts';
import type { Plan, PlannedEntry } from './plan-batch.ts';
import { splitBalanceKey } from './transfer.ts';

type Trx = Transaction<Database>;

export type WriteOptions = {
  readonly tip: LogTip;
  readonly key: SigningKey;
  readonly nowMs: EpochMs;
  /** How many of the plan's entries continue the chain; the rest are of a fork and have rows elsewhere. */
  readonly inChain: number;
};

/** Returns the log's new tip. The n-th planned entry stands at `tip.logIndex + n + 1`. */
export async function writePlan(trx: Trx, plan: Plan, options: WriteOptions): Promise<LogTip> {
  const { tip, key, nowMs } = options;
  const placed = plan.entries.map((each, position) => ({ ...each, logIndex: tip.logIndex + position + 1 }));
  const newTip = await appendLog(trx, { tip, key, atMs: nowMs, records: plan.entries.map(logRecord) });
  await insertEntries(trx, placed.slice(0, options.inChain), nowMs);
  await insertTransfers(trx, placed);
  await insertLots(trx, placed);
  await insertQuarantine(trx, placed, nowMs);
  await insertStaleness(trx, placed);
  await writeBalances(trx, plan);
  await updateMembers(trx, plan);
  return newTip;
}

type Placed = PlannedEntry & { readonly logIndex: number };

/** Enough to rebuild every balance from the log alone (`hq verify`). */
function logRecord({ entry, outcome, fault, transfers }: PlannedEntry): LogRecord {
  const { till, epoch, seq, id } = entry.place;
  const movements = transfers.map((each) => [
    each.effectId,
    each.leg,
    each.debit,
    each.credit,
    each.asset,
    each.amount,
  ]);
  return {
    kind: outcome === 'repeated' ? 'REPEAT' : 'ENTRY',
    ref: id,
    facts: { entry: { till, epoch, seq, hash: entry.hash }, outcome, fault, transfers: movements },
  };
}

async function insertEntries(trx: Trx, placed: readonly Placed[], nowMs: EpochMs): Promise<void> {
  const rows = placed.map(({ entry: { place, meaning, wire, hash }, outcome, logIndex }) => ({
    till: place.till,
    epoch: place.epoch,
    seq: place.seq,
    id: place.id,
    kind: place.kind,
    repeated: outcome === 'repeated',
    hash,
    prev: place.prev,
    head: wire.head,
    body: wire.body,
    sig: wire.sig,
    business_date: place.businessDate,
    total_minor: meaning.head ? saleTotalMinor(meaning.head) : minor(0),
    received_at_ms: nowMs,
    posted_at_ms: nowMs,
    log_index: logIndex,
  }));
  await insertMany(trx, { table: 'entry', columns: ENTRY_COLUMNS, rows });
}

async function insertTransfers(trx: Trx, placed: readonly Placed[]): Promise<void> {
  const rows = placed.flatMap(({ transfers, logIndex }) =>
    transfers.map(({ effectId, ...transfer }) => ({ ...transfer, log_index: logIndex, effect_id: effectId })),
  );
  await insertMany(trx, { table: 'transfer', columns: TRANSFER_COLUMNS, rows });
}

/** What became available is a lot of its own, spent and expired by itself. */
async function insertLots(trx: Trx, placed: readonly Placed[]): Promise<void> {
  const rows = placed.flatMap(({ entry, transfers }) =>
    transfers
      .filter((transfer) => accountKind(transfer.credit) === 'available')
      .map(({ effectId, credit, asset, amount }) => ({
        id: effectId,
        account: credit,
        asset,
        amount,
        remaining: amount,
        earned_at_ms: entry.place.atMs,
        expires_at_ms: null,
      })),
  );
  await insertMany(trx, { table: 'lot', columns: LOT_COLUMNS, rows });
}

async function insertQuarantine(trx: Trx, placed: readonly Placed[], nowMs: EpochMs): Promise<void> {
  const rows = placed.flatMap(({ entry: { place, hash }, fault, logIndex }) =>
    fault === null
      ? []
      : [
          {
            till: place.till,
            epoch: place.epoch,
            seq: place.seq,
            entry_id: place.id,
            hash,
            reason: fault,
            log_index: logIndex,
            at_ms: nowMs,
          },
        ],
  );
  await insertMany(trx, { table: 'quarantine', columns: QUARANTINE_COLUMNS, rows });
}

async function insertStaleness(trx: Trx, placed: readonly Placed[]): Promise<void> {
  const rows = placed.flatMap(({ stale, logIndex }) =>
    stale.map((fact) => ({ log_index: logIndex, ...fact })),
  );
  await insertMany(trx, { table: 'staleness', columns: STALENESS_COLUMNS, rows });
}

/** Absolute balances: their members' rows are locked, so nobody else can have moved them. */
async function writeBalances(trx: Trx, plan: Plan): Promise<void> {
  const rows = [...plan.balances].map(([key, balance]) => {
    const { account, asset } = splitBalanceKey(key);
    return { id: account, asset, kind: accountKind(account), member_id: account.slice(2), balance };
  });
  const suffix = sql`ON CONFLICT (id, asset) DO UPDATE SET balance = excluded.balance`;
  await insertMany(trx, { table: 'account', columns: ACCOUNT_COLUMNS, rows, suffix });
}

async function updateMembers(trx: Trx, plan: Plan): Promise<void> {
  if (plan.members.size === 0) return;
  const rows = [...plan.members].map(([id, state]) => ({ id, ...state }));
  const columns = { id: 'text', tierId: 'text', spendMinor: 'bigint', visits: 'int' } as const;
  await sql`
    UPDATE member SET tier_id = moved.tier_id, spend_minor = moved.spend_minor, visits = moved.visits
    FROM unnest(${columnArrays(columns, rows)}) AS moved (id, tier_id, spend_minor, visits)
    WHERE member.id = moved.id`.execute(trx);
}

type Columns = Readonly<Record<string, ColumnType>>;

const ENTRY_COLUMNS = {
  till: 'text',
  epoch: 'int',
  seq: 'int',
  id: 'text',
  kind: 'text',
  repeated: 'boolean',
  hash: 'text',
  prev: 'text',
  head: 'text',
  body: 'text',
  sig: 'text',
  business_date: 'text',
  total_minor: 'bigint',
  received_at_ms: 'bigint',
  posted_at_ms: 'bigint',
  log_index: 'bigint',
} as const satisfies Columns;

const TRANSFER_COLUMNS = {
  log_index: 'bigint',
  effect_id: 'text',
  leg: 'int',
  debit: 'text',
  credit: 'text',
  asset: 'text',
  amount: 'bigint',
} as const satisfies Columns;

const LOT_COLUMNS = {
  id: 'text',
  account: 'text',
  asset: 'text',
  amount: 'bigint',
  remaining: 'bigint',
  earned_at_ms: 'bigint',
  expires_at_ms: 'bigint',
} as const satisfies Columns;

const QUARANTINE_COLUMNS = {
  till: 'text',
  epoch: 'int',
  seq: 'int',
  entry_id: 'text',
  hash: 'text',
  reason: 'text',
  log_index: 'bigint',
  at_ms: 'bigint',
} as const satisfies Columns;

const STALENESS_COLUMNS = {
  log_index: 'bigint',
  kind: 'text',
  subject: 'text',
  seen: 'text',
  truth: 'text',
} as const satisfies Columns;

const ACCOUNT_COLUMNS = {
  id: 'text',
  asset: 'text',
  kind: 'text',
  member_id: 'text',
  balance: 'bigint',
} as const satisfies Columns;
