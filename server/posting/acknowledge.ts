/** The ACK: HQ's signed word on what it holds, and where in its log each entry of the batch stands. */
import { sql, type Transaction } from 'kysely';
import type { Ack } from '../../shared/protocol/push.ts';
import type { SignedDocument } from '../../shared/protocol/signed.ts';
import { signDocument } from '../crypto/hq-document.ts';
import type { Database } from '../db/tables.ts';
import type { Hq } from '../hq.ts';
import { logTip } from './hq-log.ts';
import type { Incoming, Sorted } from './sort-entries.ts';

type Trx = Transaction<Database>;

type Acknowledged = {
  readonly sorted: Sorted;
  readonly batch: readonly Incoming[];
  readonly suspended: boolean;
};

export async function acknowledge(trx: Trx, hq: Hq, answer: Acknowledged): Promise<SignedDocument> {
  const { till, epoch, seq, hash } = answer.sorted.tip;
  const ids = [...new Set(answer.batch.flatMap(({ entry }) => entry?.place.id ?? []))];
  const held = await heldEntries(trx, ids);
  const log = await logTip(trx, hq.keys.signing);
  const ack: Ack = {
    till,
    epoch,
    verdict: answer.sorted.verdict,
    wm: seq,
    head: hash,
    suspended: answer.suspended,
    effects: held.map((row) => ({ id: row.ref, logIndex: row.log_index })),
    quarantined: held.filter((row) => row.waits).map((row) => row.ref),
    logIndex: log.logIndex,
    logHash: log.hash,
    hqTimeMs: hq.nowMs(),
  };
  return signDocument(hq.keys.signing, ack);
}

async function heldEntries(
  trx: Trx,
  ids: readonly string[],
): Promise<readonly { readonly ref: string; readonly log_index: number; readonly waits: boolean }[]> {
  if (ids.length === 0) return [];
  return trx
    .selectFrom('hq_log')
    .leftJoin('quarantine', 'quarantine.log_index', 'hq_log.log_index')
    .select(['hq_log.ref', 'hq_log.log_index'])
    .select(sql<boolean>`quarantine.id IS NOT NULL AND quarantine.resolved_at_ms IS NULL`.as('waits'))
    .where('hq_log.kind', '=', 'ENTRY')
    .where(sql<boolean>`hq_log.ref = ANY(${ids})`)
    .orderBy('hq_log.log_index')
    .execute();
}
