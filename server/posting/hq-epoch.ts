/** How often this HQ was restored from a backup, and up to which log index the last backup reached. */
import type { Transaction } from 'kysely';
import type { Ack } from '../../shared/protocol/push.ts';
import type { Database } from '../db/tables.ts';

export type HqEpoch = Pick<Ack, 'hqEpoch' | 'epochFromLogIndex'>;

const NEVER_RESTORED: HqEpoch = { hqEpoch: 1, epochFromLogIndex: 0 };

export async function loadHqEpoch(db: Pick<Transaction<Database>, 'selectFrom'>): Promise<HqEpoch> {
  const row = await db
    .selectFrom('hq_identity')
    .select(['hq_epoch as hqEpoch', 'epoch_from_log_index as epochFromLogIndex'])
    .executeTakeFirst();
  return row ?? NEVER_RESTORED;
}
