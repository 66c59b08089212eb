/** A till that was stolen or retired gets nothing more, in any of its epochs. What it sends is still kept. */
import type { TillId } from '../../shared/kernel/ids.ts';
import type { Hq } from '../hq.ts';

/** Gives the number of epochs that were still served; null when there is no such till. */
export async function revokeTill({ db, nowMs }: Hq, till: TillId): Promise<number | null> {
  const known = await db.selectFrom('till').select('id').where('id', '=', till).executeTakeFirst();
  if (!known) return null;
  const { numUpdatedRows } = await db
    .updateTable('chain')
    .set({ revoked_at_ms: nowMs() })
    .where('till', '=', till)
    .where('revoked_at_ms', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
