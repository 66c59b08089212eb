/**
 * HQ is a chain too. Records are numbered without gaps by whoever holds the log's lock, each names the hash of the one
 * before, and the last of a batch is signed: nothing acknowledged can vanish or change unseen.
 */
import { sql, type Transaction } from 'kysely';
import type { EpochMs } from '../../shared/kernel/units.ts';
import { hqLogHashText } from '../../shared/ledger/texts.ts';
import type { Command } from '../../shared/posting/post/command.ts';
import { sha256Hex } from '../crypto/digest.ts';
import type { SigningKey } from '../crypto/ed25519.ts';
import { insertMany } from '../db/insert-many.ts';
import type { Database } from '../db/tables.ts';
import { RECORD_VERSION } from './log-record.ts';

/** Held until the transaction ends, so log order is commit order and a snapshot sees the log without gaps. */
const LOG_LOCK = 7002;

export type LogTip = { readonly logIndex: number; readonly hash: string };

export type LogRecord = {
  readonly kind: Command['kind'] | 'REPEAT' | 'RESTORE' | 'POLICY' | 'NOTE';
  readonly ref: string;
  /** What happened, beside index, time and predecessor, which are added here. */
  readonly facts: Readonly<Record<string, unknown>>;
};

/** Before the first record stands the hash of HQ's own public key. */
export const logGenesis = (publicKey: string): LogTip => ({
  logIndex: 0,
  hash: sha256Hex(hqLogHashText(`OSP1|HQ|${publicKey}`)),
});

/** Take member rows first, the log last: that is the order of locks everywhere. */
export async function lockLog(trx: Transaction<Database>, key: SigningKey): Promise<LogTip> {
  await sql`SELECT pg_advisory_xact_lock(${LOG_LOCK})`.execute(trx);
  return logTip(trx, key);
}

export async function logTip(
  db: Pick<Transaction<Database>, 'selectFrom'>,
  key: SigningKey,
): Promise<LogTip> {
  const last = await db
    .selectFrom('hq_log')
    .select(['log_index', 'hash'])
    .orderBy('log_index', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last ? { logIndex: last.log_index, hash: last.hash } : logGenesis(key.publicKey);
}

/** Appends after the locked tip and returns the new one; the first record stands at `tip.logIndex + 1`. */
export async function appendLog(
  trx: Transaction<Database>,
  { tip, key, atMs, records }: { tip: LogTip; key: SigningKey; atMs: EpochMs; records: readonly LogRecord[] },
): Promise<LogTip> {
  let { logIndex, hash } = tip;
  const rows = records.map(({ kind, ref, facts }, position) => {
    const prev = hash;
    logIndex += 1;
    const record = JSON.stringify({ v: RECORD_VERSION, index: logIndex, prev, kind, ref, atMs, ...facts });
    hash = recordHash(record);
    const sig = position === records.length - 1 ? key.signHash(hash) : null;
    return { log_index: logIndex, kind, ref, record, prev_hash: prev, hash, sig, at_ms: atMs };
  });
  await insertMany(trx, { table: 'hq_log', columns: LOG_COLUMNS, rows });
  return { logIndex, hash };
}

export const recordHash = (record: string): string => sha256Hex(hqLogHashText(record));

const LOG_COLUMNS = {
  log_index: 'bigint',
  kind: 'text',
  ref: 'text',
  record: 'text',
  prev_hash: 'text',
  hash: 'text',
  sig: 'text',
  at_ms: 'bigint',
} as const;
