/** What SYNC says of rights: those granted to this chain, those HQ wants back, and whether time must be told (R10). */
import { sql, type Transaction } from 'kysely';
import { MAX_RECALLS, MAX_SYNC_GRANTS } from '../../shared/kernel/limits.ts';
import type { SyncResponse } from '../../shared/protocol/sync.ts';
import type { Database } from '../db/tables.ts';
import type { Hq } from '../hq.ts';
import type { TillCaller } from '../posting/till-caller.ts';

type Reader = Pick<Transaction<Database>, 'selectFrom'>;

export type ServedRights = Pick<SyncResponse, 'grants' | 'recalls' | 'tick'>;

const NONE: ServedRights = { grants: [], recalls: [], tick: false };

/**
 * Read after the commit of what was granted (R6). What is asked back is told too: only a till that knows a right's end can
 * give it back. A chain with two histories gets nothing, and nothing that it says would prove anything.
 */
export async function servedRights(
  { db, nowMs }: Pick<Hq, 'db' | 'nowMs'>,
  caller: TillCaller,
  grantsAfter: number,
): Promise<ServedRights> {
  if (await isSuspended(db, caller)) return NONE;
  const now = nowMs();
  const open = ownOpen(db, caller);
  const [grants, recalls, ended] = await Promise.all([
    open
      .select(['grant_document as document', 'grant_sig as sig'])
      .where('granted_log_index', '>', grantsAfter)
      .where('intent', 'is', null)
      .where('expires_at_ms', '>', now)
      .orderBy('granted_log_index')
      .limit(MAX_SYNC_GRANTS)
      .execute(),
    open
      .select('id')
      .where('recalled_at_ms', 'is not', null)
      .orderBy('recalled_at_ms')
      .orderBy('id')
      .limit(MAX_RECALLS)
      .execute(),
    open.select('id').where('expires_at_ms', '<=', now).limit(1).executeTakeFirst(),
  ]);
  return { grants, recalls: recalls.map(({ id }) => id), tick: ended !== undefined };
}

async function isSuspended(db: Reader, { till, epoch }: TillCaller): Promise<boolean> {
  const chain = await db
    .selectFrom('chain')
    .select('suspended')
    .where('till', '=', till)
    .where('epoch', '=', epoch)
    .executeTakeFirst();
  return chain?.suspended ?? true;
}

const ownOpen = (db: Reader, { till, epoch }: TillCaller) =>
  db
    .selectFrom('lease')
    .where('holder_till', '=', till)
    .where('epoch', '=', epoch)
    .where(sql<boolean>`state IN ('ACTIVE', 'FROZEN')`);
