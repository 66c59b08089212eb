/** PULL: the next documents of one change feed, and the position after the last of them. */
import { sql, type Transaction } from 'kysely';
import type { CollectionName, PullRequest, PullResponse } from '../../shared/protocol/pull.ts';
import type { Database } from '../db/tables.ts';
import type { Hq } from '../hq.ts';
import { type FeedScope, positionText, readPosition } from './change-order.ts';
import type { Page, PageQuery } from './page.ts';
import { openMembers, readMembers } from './pull-members.ts';
import { readProducts, readProgrammes, readStaff } from './read-reference.ts';

type Trx = Transaction<Database>;

/** Null for a checkpoint that HQ never gave out, and for a card among other things than members. */
export async function pull(hq: Hq, scope: FeedScope, request: PullRequest): Promise<PullResponse | null> {
  const after = readPosition(request.checkpoint);
  const { collection, limit, card = null } = request;
  if (after === null || (card !== null && collection !== 'members')) return null;
  const query: PageQuery = { ...scope, after, limit, card };
  const read = <T>(page: (trx: Trx) => Promise<T>) => inSnapshot(hq, { collection, query }, page);
  switch (collection) {
    case 'products':
      return { collection, ...answer(query, await read((trx) => readProducts(trx, query))) };
    case 'programmes':
      return { collection, ...answer(query, await read((trx) => readProgrammes(trx, query))) };
    case 'staff':
      return { collection, ...answer(query, await read((trx) => readStaff(trx, query))) };
    case 'members': {
      const { page, total } = await read((trx) => readMembers(trx, hq, query));
      return { collection, ...answer(query, { page: await openMembers(hq, query, page), total }) };
    }
  }
}

type Read<T> = { readonly page: T; readonly total: number | null };

/** One snapshot serves the whole page. Only a till that begins is told how much there is: counting takes its time. */
function inSnapshot<T>(
  { db }: Hq,
  { collection, query }: { readonly collection: CollectionName; readonly query: PageQuery },
  read: (trx: Trx) => Promise<T>,
): Promise<Read<T>> {
  const isFirst = query.after === 0 && query.card === null;
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => ({
      page: await read(trx),
      total: isFirst ? await countDocuments(trx, collection, query) : null,
    }));
}

function answer<Name extends CollectionName>(
  { after, card }: PageQuery,
  { page: { documents, last }, total }: Read<Page<Name>>,
) {
  const checkpoint = positionText(card === null ? (last ?? after) : after);
  return { documents, checkpoint, ...(total === null ? {} : { total }) };
}

const TABLES = { products: 'product', members: 'member', programmes: 'programme', staff: 'cashier' } as const;

async function countDocuments(trx: Trx, collection: CollectionName, scope: FeedScope): Promise<number> {
  const [column, owner] =
    collection === 'staff' ? (['store_id', scope.store] as const) : (['company_id', scope.company] as const);
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM ${sql.table(TABLES[collection])} WHERE ${sql.ref(column)} = ${owner}`.execute(
    trx,
  );
  return rows[0]?.count ?? 0;
}
