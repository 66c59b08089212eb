/** Leases and intents as posting reads them, and how they are found before their owners are locked. */
import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { EffectId, EntryId, IntentId, LeaseId, OwnerId } from '../../../shared/kernel/ids.ts';
import type { Lease } from '../../../shared/lease/lease.ts';
import type { Intent } from '../../../shared/posting/book/book.ts';
import type { IntentTable, LeaseTable } from '../../db/lease-tables.ts';
import type { Database } from '../../db/tables.ts';
import { textArray } from '../../db/text-array.ts';
import type { Needs } from './needs.ts';

type Trx = Transaction<Database>;

export type FoundLease = { readonly id: LeaseId; readonly owner: OwnerId };

/** Those that the commands name, those of their intents, and those whose end their chains have passed. */
export async function findLeases(trx: Trx, needs: Needs): Promise<readonly FoundLease[]> {
  const conditions: RawBuilder<boolean>[] = [];
  if (needs.leases.size > 0) conditions.push(sql`id = ANY(${textArray([...needs.leases])}::text[])`);
  if (needs.intents.size > 0) conditions.push(sql`intent = ANY(${textArray([...needs.intents])}::text[])`);
  for (const { holder, atMs } of needs.chains.values())
    conditions.push(
      sql`(holder_till = ${holder.till} AND epoch = ${holder.epoch} AND expires_at_ms <= ${atMs} AND ${isOpen})`,
    );
  return conditions.length === 0 ? [] : findWhere(trx, sql.join(conditions, sql` OR `));
}

/** All open ones of these owners; their rows are locked, so none comes and none goes. */
export const findOpenOf = async (trx: Trx, owners: readonly OwnerId[]): Promise<readonly FoundLease[]> =>
  owners.length === 0 ? [] : findWhere(trx, sql`owner = ANY(${textArray(owners)}::text[]) AND ${isOpen}`);

export async function lockLeases(trx: Trx, ids: readonly LeaseId[]): Promise<ReadonlyMap<LeaseId, Lease>> {
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('lease')
    .selectAll()
    .where(sql<boolean>`id = ANY(${textArray(ids)}::text[])`)
    .orderBy('id')
    .forUpdate()
    .execute();
  return new Map(rows.map((row) => [row.id, leaseOf(row)]));
}

export async function loadIntents(
  trx: Trx,
  ids: readonly IntentId[],
): Promise<ReadonlyMap<IntentId, Intent>> {
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('intent')
    .selectAll()
    .where(sql<boolean>`id = ANY(${textArray(ids)}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, intentOf(row)]));
}

/** Spends of these entries: some of them may be refunded. */
export async function findSpends(trx: Trx, entries: readonly EntryId[]): Promise<readonly EffectId[]> {
  if (entries.length === 0) return [];
  const rows = await trx
    .selectFrom('posted_effect')
    .select('effect_id')
    .where(sql<boolean>`entry_id = ANY(${textArray(entries)}::text[])`)
    .execute();
  return rows.map((row) => row.effect_id as EffectId);
}

const isOpen = sql<boolean>`state IN ('ACTIVE', 'FROZEN')`;

async function findWhere(trx: Trx, condition: RawBuilder<unknown>): Promise<readonly FoundLease[]> {
  const { rows } = await sql<FoundLease>`SELECT id, owner FROM lease WHERE ${condition}`.execute(trx);
  return rows;
}

export const leaseOf = (row: LeaseTable): Lease => ({
  id: row.id,
  owner: row.owner,
  asset: row.asset,
  store: row.store_id,
  holder: { till: row.holder_till, epoch: row.epoch },
  amount: row.amount,
  state: row.state,
  expiresAtMs: row.expires_at_ms,
  guaranteed: row.guaranteed,
  intent: row.intent,
});

const intentOf = ({ id, owner, state, entries, till, lease }: IntentTable): Intent => ({
  id,
  owner,
  state,
  entries,
  ...(till !== null && { till }),
  ...(lease !== null && { lease }),
});
