/**
 * `hq verify`: the state of HQ is a fold of its log (protocol.md section 4). Rebuilds every till's chain and HQ's own,
 * computes every posting again, and compares what comes out with each table of the ledger, all in one snapshot.
 *
 * Memory grows with balances and lots that stand, and with leases and attempts; not with all that was earned. About 3 kB for
 * a balance: 1 GB at 300,000 members with one each.
 */
import { sql } from 'kysely';
import type { PostedEffect } from '../../shared/posting/book/book.ts';
import type { Lot } from '../../shared/posting/book/movement.ts';
import type { Db } from '../db/connect.ts';
import type { Hq } from '../hq.ts';
import type { ReadRecord } from '../posting/log-record.ts';
import { compareEffectCount, compareEffects, compareUndone } from './compare-effects.ts';
import { compareTables } from './compare-tables.ts';
import { compareTransfers } from './compare-transfers.ts';
import { compareVerdicts } from './compare-verdicts.ts';
import { type Findings, makeFindings } from './findings.ts';
import { emptyFold, type FoldedLog, foldRecord } from './folded-log.ts';
import { loggedCommand } from './logged-command.ts';
import { loadPlaces, loggedEntries, type Places } from './logged-entries.ts';
import type { Reader } from './pages.ts';
import { type Replay, startReplay } from './replay.ts';
import { verifyChains, verifyEvidence } from './verify-chains.ts';
import { walkLog } from './walk-log.ts';

export type Verification = {
  readonly records: number;
  readonly transfers: number;
  readonly accounts: number;
  readonly entries: number;
  /** The first of what does not fit, in words; empty when everything does. */
  readonly findings: readonly string[];
  readonly differences: number;
};

export type Progress = (done: { readonly records: number; readonly of: number }) => void | Promise<void>;

type Verified = Pick<Hq, 'db' | 'keys'>;

/** Inside a transaction it sees what that sees. */
export function verifyLedger({ db, keys }: Verified, progress?: Progress): Promise<Verification> {
  const verify = (trx: Reader) => verifyInside(trx, keys, progress);
  return isInside(db)
    ? verify(db)
    : db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(verify);
}

const isInside = (db: Db): db is Reader => db.isTransaction;

async function verifyInside(
  db: Reader,
  keys: Hq['keys'],
  progress: Progress = () => undefined,
): Promise<Verification> {
  const findings = makeFindings();
  const refs = new Set<string>();
  const entries = (await verifyChains(db, findings, refs)) + (await verifyEvidence(db, findings, refs));
  const fold = emptyFold();
  const replay = startReplay(findings, refs);
  const places = await loadPlaces(db);
  const of = await recordsIn(db);
  let [last, effects] = [0, 0];
  for await (const records of walkLog(db, keys, findings)) {
    const to = Math.max(last, ...records.map(({ index }) => index));
    effects += await verifyStretch(db, { from: last + 1, to, records, places, fold, replay, findings });
    last = to;
    await progress({ records: fold.records, of });
  }
  await nothingElsewhere(db, last, findings);
  await compareTables(db, fold, findings);
  await compareVerdicts(db, fold, findings);
  if (!replay.isBroken()) {
    await compareEffectCount(db, effects, findings);
    await compareUndone(db, replay.book, findings);
  }
  const { records, transfers, balances } = fold;
  return {
    ...{ records, transfers, accounts: balances.size, entries },
    findings: findings.list(),
    differences: findings.count(),
  };
}

type Stretch = {
  readonly from: number;
  readonly to: number;
  readonly records: readonly ReadRecord[];
  readonly places: Places;
  readonly fold: FoldedLog;
  readonly replay: Replay;
  readonly findings: Findings;
};

/** How many effects with a row of their own it made. */
async function verifyStretch(db: Reader, stretch: Stretch): Promise<number> {
  const { from, to, records, places, fold, replay, findings } = stretch;
  await compareTransfers(db, { from, to, records }, findings);
  const entries = await loggedEntries(db, from, to);
  const lotsBefore = await lotsOfVersion1(db, records);
  const effects: PostedEffect[] = [];
  for (const record of records) {
    foldRecord(fold, record);
    const command = await loggedCommand(db, { record, entry: entries.get(record.index) }, places);
    if (typeof command === 'string') findings.add(`log ${record.index}: ${command}`);
    else if (command) effects.push(...replay.step(record, command, lotsBefore));
    else if (record.changes.movements.length > 0)
      findings.add(`log ${record.index}: a record of kind ${record.kind} moves nothing`);
  }
  await compareEffects(db, effects, findings);
  return effects.length;
}

/** What the log did not say then, its rows still do: such a lot keeps its terms for ever. */
async function lotsOfVersion1(db: Reader, records: readonly ReadRecord[]): Promise<ReadonlyMap<string, Lot>> {
  const ids = records
    .filter(({ v }) => v === 1)
    .flatMap(({ changes }) => changes.movements.flatMap(({ lot }) => lot ?? []));
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Lot>`
    SELECT DISTINCT ON (id) id, asset, earned_at_ms AS "earnedAtMs", active_on AS "activeOn",
      last_day AS "lastDay", idle_days AS "idleDays"
    FROM lot WHERE id = ANY(${ids}) ORDER BY id`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

async function recordsIn(db: Reader): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`SELECT coalesce(max(log_index), 0) AS count FROM hq_log`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Movements and entries that name no record at all. */
async function nothingElsewhere(db: Reader, last: number, findings: Findings): Promise<void> {
  const { rows } = await sql<{ what: string; log_index: number }>`
    SELECT 'transfers' AS what, log_index FROM transfer WHERE log_index > ${last} OR log_index < 1
    UNION ALL SELECT 'entries', log_index FROM entry WHERE log_index > ${last} OR log_index < 1
    LIMIT 10`.execute(db);
  for (const { what, log_index } of rows) findings.add(`${what}: log ${log_index} is not there`);
}
