/** PULL: the next documents of one change feed, and the position after the last of them. */
import type { Transaction } from 'kysely';
import { zProgramme } from '../../shared/loyalty/programme-schema.ts';
import type { CollectionName, PullRequest, PullResponse } from '../../shared/protocol/pull.ts';
import type { Database } from '../db/tables.ts';
import type { Hq } from '../hq.ts';
import { type FeedScope, positionText, readPosition } from './change-order.ts';
import type { Page, PageQuery } from './page.ts';
import { pullMembers } from './pull-members.ts';

type Trx = Transaction<Database>;

/** Null for a checkpoint that HQ never gave out. One snapshot serves the whole page. */
export async function pull(hq: Hq, scope: FeedScope, request: PullRequest): Promise<PullResponse | null> {
  const after = readPosition(request.checkpoint);
  if (after === null) return null;
  const query: PageQuery = { ...scope, after, limit: request.limit };
  return hq.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      switch (request.collection) {
        case 'products':
          return { collection: 'products', ...answer(query, await pullProducts(trx, query)) };
        case 'members':
          return { collection: 'members', ...answer(query, await pullMembers(trx, hq, query)) };
        case 'programmes':
          return { collection: 'programmes', ...answer(query, await pullProgrammes(trx, query)) };
        case 'staff':
          return { collection: 'staff', ...answer(query, await pullStaff(trx, query)) };
      }
    });
}

const answer = <Name extends CollectionName>({ after }: PageQuery, { documents, last }: Page<Name>) => ({
  documents,
  checkpoint: positionText(last ?? after),
});

async function pullProducts(trx: Trx, { company, after, limit }: PageQuery): Promise<Page<'products'>> {
  const rows = await trx
    .selectFrom('product')
    .selectAll()
    .where('company_id', '=', company)
    .where('change_no', '>', after)
    .orderBy('change_no')
    .limit(limit)
    .execute();
  const documents = rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    categoryId: row.category_id,
    tags: [...row.tags],
    priceMinor: row.price_minor,
    taxId: row.tax_id,
    unit: row.unit,
    _deleted: row.deleted,
  }));
  return { documents, last: rows.at(-1)?.change_no ?? null };
}

async function pullProgrammes(trx: Trx, { company, after, limit }: PageQuery): Promise<Page<'programmes'>> {
  const rows = await trx
    .selectFrom('programme')
    .select(['version', 'document', 'change_no'])
    .where('company_id', '=', company)
    .where('change_no', '>', after)
    .orderBy('change_no')
    .limit(limit)
    .execute();
  const documents = rows.map(({ version, document }) => {
    const programme = zProgramme.parse(JSON.parse(document));
    return { id: `${programme.id}@${version}`, version, programme, _deleted: false };
  });
  return { documents, last: rows.at(-1)?.change_no ?? null };
}

/** Names and roles for the sign-in screen; PIN hashes go to main alone, by SYNC. */
async function pullStaff(trx: Trx, { store, after, limit }: PageQuery): Promise<Page<'staff'>> {
  const rows = await trx
    .selectFrom('cashier')
    .select(['id', 'name', 'role', 'language', 'active', 'change_no'])
    .where('store_id', '=', store)
    .where('change_no', '>', after)
    .orderBy('change_no')
    .limit(limit)
    .execute();
  const documents = rows.map(({ active, change_no: _position, ...cashier }) => ({
    ...cashier,
    _deleted: !active,
  }));
  return { documents, last: rows.at(-1)?.change_no ?? null };
}
