/** Reads what posting a batch depends on, and locks the members it will move: rows ascending by id, always. */
import { sql, type Transaction } from 'kysely';
import type { CompanyId, EntryId, MemberId, ProductId } from '../../shared/kernel/ids.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { Database } from '../db/tables.ts';
import type { MemberState } from './member-state.ts';
import type { PostingState } from './plan-batch.ts';
import type { Programmes } from './programme-shelf.ts';
import type { JudgedEntry } from './sort-entries.ts';
import { type Balances, balanceKey } from './transfer.ts';

type Trx = Transaction<Database>;

export async function loadState(
  trx: Trx,
  batch: {
    readonly company: CompanyId;
    readonly revokedAtMs: EpochMs | null;
    readonly entries: readonly JudgedEntry[];
    readonly programmes: Programmes;
  },
): Promise<PostingState> {
  const { entries, company, programmes, revokedAtMs } = batch;
  const members = await lockMembers(trx, company, memberIds(entries));
  return {
    members,
    balances: await loadBalances(trx, [...members.keys()]),
    postedIds: await loadPostedIds(trx, entries),
    prices: await loadPrices(trx, company, productIds(entries)),
    programmes,
    revokedAtMs,
  };
}

/** An erased member is as good as unknown. */
async function lockMembers(
  trx: Trx,
  company: CompanyId,
  ids: readonly MemberId[],
): Promise<ReadonlyMap<MemberId, MemberState>> {
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('member')
    .select(['id', 'tier_id', 'spend_minor', 'visits', 'facts'])
    .where(sql<boolean>`id = ANY(${ids})`)
    .where('company_id', '=', company)
    .where('erased', '=', false)
    .orderBy('id')
    .forUpdate()
    .execute();
  return new Map(
    rows.map(({ id, tier_id, spend_minor, visits, facts }) => [
      id,
      { tierId: tier_id, spendMinor: spend_minor, visits, facts },
    ]),
  );
}

async function loadBalances(trx: Trx, members: readonly MemberId[]): Promise<Balances> {
  if (members.length === 0) return new Map();
  const rows = await trx
    .selectFrom('account')
    .select(['id', 'asset', 'balance'])
    .where(sql<boolean>`member_id = ANY(${members})`)
    .execute();
  return new Map(rows.map((row) => [balanceKey(row.id, row.asset), row.balance]));
}

async function loadPostedIds(trx: Trx, entries: readonly JudgedEntry[]): Promise<ReadonlySet<EntryId>> {
  if (entries.length === 0) return new Set();
  const ids = entries.map((entry) => entry.place.id);
  const rows = await trx
    .selectFrom('hq_log')
    .select('ref')
    .where('kind', 'in', ['ENTRY', 'OPENING'])
    .where(sql<boolean>`ref = ANY(${ids})`)
    .execute();
  return new Set(rows.map((row) => row.ref as EntryId));
}

async function loadPrices(
  trx: Trx,
  company: CompanyId,
  products: readonly ProductId[],
): Promise<PostingState['prices']> {
  if (products.length === 0) return new Map();
  const rows = await trx
    .selectFrom('product')
    .select(['id', 'price_minor'])
    .where('company_id', '=', company)
    .where('deleted', '=', false)
    .where(sql<boolean>`id = ANY(${products})`)
    .execute();
  return new Map(rows.map((row) => [row.id, row.price_minor]));
}

const memberIds = (entries: readonly JudgedEntry[]): readonly MemberId[] =>
  unique(
    entries.flatMap(({ head }) => [
      ...(head?.member === undefined ? [] : [head.member]),
      ...(head?.parts.flatMap(({ to }) => to ?? []) ?? []),
    ]),
  );

const productIds = (entries: readonly JudgedEntry[]): readonly ProductId[] =>
  unique(entries.flatMap(({ seen }) => seen?.lines.map((line) => line.productId) ?? []));

const unique = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];
