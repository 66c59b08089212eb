/**
 * Entries outside the chain: histories that contradict it, entries after a gap of an ended chain, and what no signature
 * or place vouches for.
 */
import { sql, type Transaction } from 'kysely';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { ChainTip } from '../../shared/ledger/chain.ts';
import { entryHashText } from '../../shared/ledger/texts.ts';
import { sha256Hex } from '../crypto/digest.ts';
import { insertMany } from '../db/insert-many.ts';
import type { Database } from '../db/tables.ts';
import type { Evidence, Refused, Sorted } from './sort-entries.ts';

type Trx = Transaction<Database>;

/** A till that sends rubbish for ever fills no disk. */
export const MAX_REFUSED_PER_CHAIN = 1000;

export const keepEvidence = {
  /** Those of the entries that are not kept yet; they are posted like any other (section 8). */
  async unknown(trx: Trx, { evidence, tip }: Sorted): Promise<readonly Evidence[]> {
    if (evidence.length === 0) return [];
    const hashes = evidence.map(({ entry }) => entry.hash);
    const rows = await trx
      .selectFrom('fork_evidence')
      .select('hash')
      .where('till', '=', tip.till)
      .where('epoch', '=', tip.epoch)
      .where(sql<boolean>`hash = ANY(${hashes})`)
      .execute();
    const kept = new Set(rows.map((row) => row.hash));
    return evidence.filter(({ entry: { hash } }, index) => !kept.has(hash) && hashes.indexOf(hash) === index);
  },

  async write(
    trx: Trx,
    { kept, firstLogIndex, nowMs }: { kept: readonly Evidence[]; firstLogIndex: number; nowMs: EpochMs },
  ): Promise<void> {
    const rows = kept.map(({ entry: { place, wire, hash }, reason }, position) => ({
      till: place.till,
      epoch: place.epoch,
      seq: place.seq,
      hash,
      head: wire.head,
      body: wire.body,
      sig: wire.sig,
      reason,
      log_index: firstLogIndex + position,
      received_at_ms: nowMs,
    }));
    await insertMany(trx, { table: 'fork_evidence', columns: FORK_COLUMNS, rows });
  },
};

/** Kept once and whole, for a person to look at; the chain does not move. */
export async function keepRefused(
  trx: Trx,
  kept: { tip: ChainTip; refused: readonly Refused[]; nowMs: EpochMs },
): Promise<void> {
  if (kept.refused.length === 0) return;
  const { till, epoch } = kept.tip;
  const { count } = await trx
    .selectFrom('quarantine')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('till', '=', till)
    .where('epoch', '=', epoch)
    .where('log_index', 'is', null)
    .executeTakeFirstOrThrow();
  const rows = kept.refused.slice(0, Math.max(0, MAX_REFUSED_PER_CHAIN - count)).map(({ wire, reason }) => ({
    till,
    epoch,
    seq: null,
    entry_id: null,
    hash: sha256Hex(entryHashText(wire.head)),
    reason,
    refused: JSON.stringify(wire),
    at_ms: kept.nowMs,
  }));
  const suffix = sql`ON CONFLICT DO NOTHING`;
  await insertMany(trx, { table: 'quarantine', columns: REFUSED_COLUMNS, rows, suffix });
}

const FORK_COLUMNS = {
  till: 'text',
  epoch: 'int',
  seq: 'int',
  hash: 'text',
  head: 'text',
  body: 'text',
  sig: 'text',
  reason: 'text',
  log_index: 'bigint',
  received_at_ms: 'bigint',
} as const;

const REFUSED_COLUMNS = {
  till: 'text',
  epoch: 'int',
  seq: 'int',
  entry_id: 'text',
  hash: 'text',
  reason: 'text',
  refused: 'text',
  at_ms: 'bigint',
} as const;
