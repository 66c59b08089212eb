/** Lots as posting reads them: what accounts hold of them, in spending order, and their own facts. */
import { sql, type Transaction } from 'kysely';
import { balanceKey, type Lot, type LotSlice } from '../../../shared/posting/book/movement.ts';
import type { LotTable } from '../../db/ledger-tables.ts';
import type { Database } from '../../db/tables.ts';
import { textArray } from '../../db/text-array.ts';

type Trx = Transaction<Database>;

/** Where a source's lots stand when they have ended: one row for each source, not for each lot. */
export const ENDED = 'h:expired';

export type HeldSlice = LotSlice & { readonly account: string };

export async function loadSlices(trx: Trx, accounts: readonly string[]): Promise<readonly HeldSlice[]> {
  if (accounts.length === 0) return [];
  const rows = await trx
    .selectFrom('lot')
    .selectAll()
    .where(sql<boolean>`account = ANY(${textArray(accounts)}::text[])`)
    .where('remaining', '>', 0)
    .execute();
  return rows.map((row) => ({ account: row.account, lot: lotOf(row), remaining: row.remaining }));
}

/** Lots with something left, in these accounts, that a visit keeps alive. */
export async function loadIdleLots(trx: Trx, accounts: readonly string[]): Promise<readonly HeldSlice[]> {
  if (accounts.length === 0) return [];
  const rows = await trx
    .selectFrom('lot')
    .selectAll()
    .where(sql<boolean>`account = ANY(${textArray(accounts)}::text[])`)
    .where('remaining', '>', 0)
    .where('idle_days', 'is not', null)
    .execute();
  return rows.map((row) => ({ account: row.account, lot: lotOf(row), remaining: row.remaining }));
}

/** By lot, whatever account still remembers it. */
export async function lotFacts(trx: Trx, ids: readonly string[]): Promise<ReadonlyMap<string, Lot>> {
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('lot')
    .selectAll()
    .where(sql<boolean>`id = ANY(${textArray([...new Set(ids)])}::text[])`)
    .where('account', '<>', ENDED)
    .execute();
  return new Map(rows.map((row) => [row.id, lotOf(row)]));
}

/** What of an EARN's lots has ended, by the EARN. */
export async function loadEnded(trx: Trx, sources: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (sources.length === 0) return new Map();
  const rows = await trx
    .selectFrom('lot')
    .select(['id', 'remaining'])
    .where(sql<boolean>`id = ANY(${textArray(sources)}::text[])`)
    .where('account', '=', ENDED)
    .execute();
  return new Map(rows.map((row) => [row.id, row.remaining]));
}

export const sliceKey = ({ account, lot }: Pick<HeldSlice, 'account' | 'lot'>): string =>
  balanceKey(account, lot.asset);

const lotOf = (row: LotTable): Lot => ({
  id: row.id,
  asset: row.asset,
  earnedAtMs: row.earned_at_ms,
  activeOn: row.active_on,
  lastDay: row.last_day,
  idleDays: row.idle_days,
});
