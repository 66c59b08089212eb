/** Writes a posted batch: one statement per table, whatever the number of entries. The log's lock is held. */
import { sql, type Transaction } from 'kysely';
import type { CompanyId, MemberId } from '../../shared/kernel/ids.ts';
import { type EpochMs, minor } from '../../shared/kernel/units.ts';
import type { Book } from '../../shared/posting/book/book.ts';
import { saleTotalMinor } from '../../shared/shift/till-state.ts';
import type { SigningKey } from '../crypto/ed25519.ts';
import { type ColumnType, columnArrays, insertMany } from '../db/insert-many.ts';
import type { Database } from '../db/tables.ts';
import type { BookRows } from './book/book-of-rows.ts';
import { appendLog, type LogRecord, type LogTip } from './hq-log.ts';
import { changesFacts } from './log-record.ts';
import { type Plan, type PlannedEntry, waitingReason } from './plan-batch.ts';
import type { TillCaller } from './till-caller.ts';
import { considerAgain, noteVisits, touchMembers } from './write/touch-members.ts';
import { writeChanges } from './write/write-changes.ts';

type Trx = Transaction<Database>;

export type WriteOptions = {
  readonly tip: LogTip;
  readonly key: SigningKey;
  readonly nowMs: EpochMs;
  readonly caller: TillCaller;
  /** How many of the plan's entries continue the chain; the rest are of a fork and have rows elsewhere. */
  readonly inChain: number;
  /** What was loaded for the batch, and the book after it. */
  readonly rows: BookRows;
  readonly after: Book;
};

/** Returns the log's new tip. The n-th planned entry stands at `tip.logIndex + n + 1`. */
export async function writePlan(trx: Trx, plan: Plan, options: WriteOptions): Promise<LogTip> {
  const { tip, key, nowMs, rows, after } = options;
  const placed = plan.entries.map((each, position) => ({ ...each, logIndex: tip.logIndex + position + 1 }));
  const newTip = await appendLog(trx, { tip, key, atMs: nowMs, records: plan.entries.map(logRecord) });
  await insertEntries(trx, placed.slice(0, options.inChain), nowMs);
  const moved = placed.map(({ logIndex, changes, entry: { place } }) => ({
    ...{ logIndex, changes, atMs: nowMs },
    till: place.till,
  }));
  const touched = await writeChanges(trx, { placed: moved, rows, after, nowMs });
  await insertQuarantine(trx, placed, nowMs);
  await insertStaleness(trx, placed);
  await writeMembers(trx, plan, { touched, options });
  await countRuleUses(trx, plan, options.caller.company);
  return newTip;
}

type Placed = PlannedEntry & { readonly logIndex: number };

function logRecord({ entry, command, outcome, fault, changes }: PlannedEntry): LogRecord {
  const { till, epoch, seq, id } = entry.place;
  const { hqDay, held, intent, released } = command.entry;
  return {
    kind: outcome === 'repeated' ? 'REPEAT' : 'ENTRY',
    ref: id,
    facts: {
      ...{ entry: { till, epoch, seq, hash: entry.hash }, via: command.via, outcome, fault },
      ...{ hqDay, held, intent, released },
      ...changesFacts(changes),
    },
  };
}

/** Members' rows last: their numbers in the feed are drawn under its lock, which everybody waits for. */
async function writeMembers(
  trx: Trx,
  plan: Plan,
  { touched, options }: { readonly touched: ReadonlySet<MemberId>; readonly options: WriteOptions },
): Promise<void> {
  const { caller, nowMs } = options;
  const visitors = new Map(
    plan.entries.flatMap(({ visitor, entry: { head } }) =>
      visitor && head ? [[visitor, head.atMs] as const] : [],
    ),
  );
  await considerAgain(trx, new Set([...touched, ...visitors.keys()]));
  await noteVisits(trx, { store: caller.store, till: caller.till, nowMs, members: visitors });
  await updateMembers(trx, plan);
  await touchMembers(trx, new Set([...touched].filter((id) => !plan.members.has(id))));
}

async function insertEntries(trx: Trx, placed: readonly Placed[], nowMs: EpochMs): Promise<void> {
  const rows = placed.map(({ entry: { place, head, wire, hash }, outcome, logIndex }) => ({
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
    total_minor: head ? saleTotalMinor(head) : minor(0),
    received_at_ms: nowMs,
    posted_at_ms: nowMs,
    log_index: logIndex,
  }));
  await insertMany(trx, { table: 'entry', columns: ENTRY_COLUMNS, rows });
}

async function insertQuarantine(trx: Trx, placed: readonly Placed[], nowMs: EpochMs): Promise<void> {
  const rows = placed.flatMap((planned) => {
    const { till, epoch, seq, id } = planned.entry.place;
    const reason = waitingReason(planned);
    const { logIndex: log_index, entry } = planned;
    const about = { till, epoch, seq, entry_id: id, hash: entry.hash, log_index, at_ms: nowMs };
    return reason === null ? [] : [{ ...about, reason }];
  });
  await insertMany(trx, { table: 'quarantine', columns: QUARANTINE_COLUMNS, rows });
}

async function insertStaleness(trx: Trx, placed: readonly Placed[]): Promise<void> {
  const rows = placed.flatMap(({ stale, logIndex }) =>
    stale.map((fact) => ({ log_index: logIndex, ...fact })),
  );
  await insertMany(trx, { table: 'staleness', columns: STALENESS_COLUMNS, rows });
}

async function updateMembers(trx: Trx, plan: Plan): Promise<void> {
  if (plan.members.size === 0) return;
  const rows = [...plan.members].map(([id, { facts, ...state }]) => ({
    id,
    ...state,
    facts: JSON.stringify(facts),
  }));
  const columns = {
    id: 'text',
    tierId: 'text',
    spendMinor: 'bigint',
    visits: 'int',
    facts: 'jsonb',
  } as const;
  await sql`
    UPDATE member SET tier_id = moved.tier_id, spend_minor = moved.spend_minor, visits = moved.visits,
      facts = moved.facts
    FROM unnest(${columnArrays(columns, rows)}) AS moved (id, tier_id, spend_minor, visits, facts)
    WHERE member.id = moved.id`.execute(trx);
}

/** The log's lock is held, so tills take turns and no row of it waits for another. */
async function countRuleUses(trx: Trx, { ruleUses }: Plan, company: CompanyId): Promise<void> {
  const rows = [...ruleUses].map(([rule_id, times]) => ({ company_id: company, rule_id, times }));
  const columns = { company_id: 'text', rule_id: 'text', times: 'bigint' } as const;
  const suffix = sql`ON CONFLICT (company_id, rule_id) DO UPDATE SET times = rule_use.times + excluded.times`;
  await insertMany(trx, { table: 'rule_use', columns, rows, suffix });
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
