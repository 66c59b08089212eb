/**
 * FED-1: a change feed misses nothing. Every insert and update of a feed's table passes a trigger that first takes the
 * feed's advisory lock, held until commit, and then draws the next number. So within one feed numbers become visible in
 * their own order: whoever has read up to n has read everything that will ever stand at or before n. A sequence without
 * the lock would not do (a smaller number may commit later), and a cursor over transaction ids would not survive moving
 * the database to another server.
 * Order of locks: a table's rows first, ascending; then the log's lock, then a feed's.
 */
import { sql, type Transaction } from 'kysely';
import type { CompanyId, StoreId } from '../../shared/kernel/ids.ts';
import type { CollectionName } from '../../shared/protocol/pull.ts';
import type { Database } from '../db/tables.ts';

/** Whose changes a till gets: goods, members and programmes of its company, staff of its store. */
export type FeedScope = { readonly company: CompanyId; readonly store: StoreId; readonly timeZone: string };

export type FeedPositions = Readonly<Record<CollectionName, string>>;

/** A position is the number of the last change read; '0' stands before the first. */
export const positionText = (changeNo: number): string => String(changeNo);

/** Null for a text that HQ never gave out. */
export function readPosition(checkpoint: string | null): number | null {
  if (checkpoint === null) return 0;
  const position = /^\d{1,16}$/.test(checkpoint) ? Number(checkpoint) : Number.NaN;
  return Number.isSafeInteger(position) ? position : null;
}

export async function latestPositions(
  db: Pick<Transaction<Database>, 'selectFrom'>,
  { company, store }: Pick<FeedScope, 'company' | 'store'>,
): Promise<FeedPositions> {
  const last = sql<number>`coalesce(max(change_no), 0)`.as('last');
  const [products, members, programmes, staff] = await Promise.all([
    db.selectFrom('product').select(last).where('company_id', '=', company).executeTakeFirstOrThrow(),
    db.selectFrom('member').select(last).where('company_id', '=', company).executeTakeFirstOrThrow(),
    db.selectFrom('programme').select(last).where('company_id', '=', company).executeTakeFirstOrThrow(),
    db.selectFrom('cashier').select(last).where('store_id', '=', store).executeTakeFirstOrThrow(),
  ]);
  return {
    products: positionText(products.last),
    members: positionText(members.last),
    programmes: positionText(programmes.last),
    staff: positionText(staff.last),
  };
}
