/** The ACK: HQ's signed word on what it holds, and where in its log each entry of the batch stands. */
import { sql, type Transaction } from 'kysely';
import type { Ack } from '../../shared/protocol/push.ts';
import type { SignedDocument } from '../../shared/protocol/signed.ts';
import { signDocument } from '../crypto/hq-document.ts';
import type { Database } from '../db/tables.ts';
import type { Hq } from '../hq.ts';
import { loadHqEpoch } from './hq-epoch.ts';
import { type LogTip, logTip } from './hq-log.ts';
import type { Incoming, Sorted } from './sort-entries.ts';

type Trx = Transaction<Database>;

/** An entry that HQ holds: where it stands in the log, and whether its effects wait for a person. */
export type Held = { readonly id: string; readonly logIndex: number; readonly waits: boolean };

/** What this batch itself added; the tip is null when it added nothing. */
export type Posted = {
  readonly tip: LogTip | null;
  /** Entries that were given a record, repeated ones too. */
  readonly planned: number;
  readonly held: readonly Held[];
};

type Acknowledged = {
  readonly sorted: Sorted;
  readonly batch: readonly Incoming[];
  readonly posted: Posted;
  readonly suspended: boolean;
};

export async function acknowledge(trx: Trx, hq: Hq, answer: Acknowledged): Promise<SignedDocument> {
  const { till, epoch, seq, hash } = answer.sorted.tip;
  const held = [...(await heldBefore(trx, answer)), ...answer.posted.held];
  held.sort((a, b) => a.logIndex - b.logIndex);
  const log = answer.posted.tip ?? (await logTip(trx, hq.keys.signing));
  const ack: Ack = {
    till,
    epoch,
    verdict: answer.sorted.verdict,
    wm: seq,
    head: hash,
    suspended: answer.suspended,
    effects: held.map(({ id, logIndex }) => ({ id, logIndex })),
    quarantined: held.filter((each) => each.waits).map((each) => each.id),
    logIndex: log.logIndex,
    logHash: log.hash,
    hqTimeMs: hq.nowMs(),
    ...(await loadHqEpoch(trx)),
  };
  return signDocument(hq.keys.signing, ack);
}

/** Entries of the batch that HQ held already, whatever way they had come. */
async function heldBefore(trx: Trx, { batch, posted }: Acknowledged): Promise<readonly Held[]> {
  const added = new Set(posted.held.map((each) => each.id));
  const ids = new Set(batch.flatMap(({ entry }) => entry?.place.id ?? []).filter((id) => !added.has(id)));
  if (ids.size === 0) return [];
  const rows = await trx
    .selectFrom('hq_log')
    .leftJoin('quarantine', 'quarantine.log_index', 'hq_log.log_index')
    .select(['hq_log.ref', 'hq_log.log_index'])
    // SAL-8: a referral that waits is not the till's sale that waits.
    .select(
      sql<boolean>`quarantine.id IS NOT NULL AND quarantine.reason <> 'referral'
        AND quarantine.resolved_at_ms IS NULL`.as('waits'),
    )
    .where('hq_log.kind', '=', 'ENTRY')
    .where(sql<boolean>`hq_log.ref = ANY(${[...ids]})`)
    .execute();
  return rows.map((row) => ({ id: row.ref, logIndex: row.log_index, waits: row.waits }));
}
