/** Entries outside the chain: histories that contradict it, and what no signature or place vouches for. */
import { sql, type Transaction } from 'kysely';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { ChainTip } from '../../shared/ledger/chain.ts';
import { entryHashText } from '../../shared/ledger/texts.ts';
import { sha256Hex } from '../crypto/digest.ts';
import { insertMany } from '../db/insert-many.ts';
import type { Database } from '../db/tables.ts';
import type { Sorted } from './sort-entries.ts';

type Trx = Transaction<Database>;
type Fork = Sorted['forked'][number];

/** A till that sends rubbish for ever fills no disk. */
export const MAX_REFUSED_PER_CHAIN = 1000;

export const keepForkEvidence = {
  /** Those of the forked entries that are not kept yet; they are posted like any other (section 8). */
  async unknown(trx: Trx, { forked, tip }: Sorted): Promise<readonly Fork[]> {
    if (forked.length === 0) return [];
    const hashes = forked.map(({ entry }) => entry.hash);
    const rows = await trx
      .selectFrom('fork_evidence')
      .select('hash')
      .where('till', '=', tip.till)
      .where('epoch', '=', tip.epoch)
      .where(sql<boolean>`hash = ANY(${hashes})`)
      .execute();
    const kept = new Set(rows.map((row) => row.hash));
    return forked.filter(({ entry }, index) => !kept.has(entry.hash) && hashes.indexOf(entry.hash) === index);
  },

  async write(
    trx: Trx,
    { forks, firstLogIndex, nowMs }: { forks: readonly Fork[]; firstLogIndex: number; nowMs: EpochMs },
  ): Promise<void> {
    const rows = forks.map(({ entry: { place, wire, hash }, reason }, position) => ({
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
  kept: { tip: ChainTip; refused: NonNullable<Sorted['refused']>; nowMs: EpochMs },
): Promise<void> {
  const { till, epoch } = kept.tip;
  const { count } = await trx
    .selectFrom('quarantine')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('till', '=', till)
    .where('epoch', '=', epoch)
    .where('log_index', 'is', null)
    .executeTakeFirstOrThrow();
  if (count >= MAX_REFUSED_PER_CHAIN) return;
  const row = {
    till,
    epoch,
    seq: null,
    entry_id: null,
    hash: sha256Hex(entryHashText(kept.refused.wire.head)),
    reason: kept.refused.reason,
    refused: JSON.stringify(kept.refused.wire),
    at_ms: kept.nowMs,
  };
  await insertMany(trx, {
    table: 'quarantine',
    columns: REFUSED_COLUMNS,
    rows: [row],
    suffix: sql`ON CONFLICT DO NOTHING`,
  });
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
