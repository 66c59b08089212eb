/**
 * The locks that serialise everything about a balance: rows of members first, then of gift cards, each ascending. Leases
 * come after them, HQ's log and a feed's order last: everywhere the same.
 */
import { sql, type Transaction } from 'kysely';
import type { CompanyId, MemberId, OwnerId } from '../../../shared/kernel/ids.ts';
import { columnArrays } from '../../db/insert-many.ts';
import type { Database } from '../../db/tables.ts';
import { textArray } from '../../db/text-array.ts';
import type { MemberState } from '../member-state.ts';

type Trx = Transaction<Database>;

export type LockedOwners = {
  readonly members: ReadonlyMap<MemberId, MemberState>;
  readonly cards: ReadonlySet<OwnerId>;
};

export type OwnersToLock = {
  readonly owners: Iterable<OwnerId>;
  /** Gift cards that come into being here. */
  readonly newCards?: ReadonlySet<OwnerId>;
  /** Null: of any company; nothing comes into being then. */
  readonly company: CompanyId | null;
};

export async function lockOwners(
  trx: Trx,
  { owners, newCards, company }: OwnersToLock,
): Promise<LockedOwners> {
  const all = [...new Set(owners)];
  const members = await lockMembers(
    trx,
    company,
    all.filter((id) => !isCard(id)).map((id) => id as MemberId),
  );
  if (company !== null && newCards && newCards.size > 0) await makeCards(trx, company, [...newCards]);
  return { members, cards: await lockCards(trx, company, all.filter(isCard)) };
}

export const isCard = (owner: OwnerId): boolean => owner.startsWith('card:');

/** An erased member is as good as unknown, but what is left of their balances still moves one by one. */
async function lockMembers(
  trx: Trx,
  company: CompanyId | null,
  ids: readonly MemberId[],
): Promise<ReadonlyMap<MemberId, MemberState>> {
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('member')
    .select(['id', 'tier_id', 'spend_minor', 'visits', 'facts', 'erased'])
    .where(sql<boolean>`id = ANY(${textArray(ids)}::text[])`)
    .$if(company !== null, (some) => some.where('company_id', '=', company as CompanyId))
    .orderBy('id')
    .forUpdate()
    .execute();
  return new Map(
    rows.flatMap(({ id, tier_id, spend_minor, visits, facts, erased }) =>
      erased ? [] : [[id, { tierId: tier_id, spendMinor: spend_minor, visits, facts }] as const],
    ),
  );
}

async function makeCards(trx: Trx, company: CompanyId, ids: readonly OwnerId[]): Promise<void> {
  const rows = [...ids].sort().map((id) => ({ id, company_id: company }));
  await sql`INSERT INTO gift_card (id, company_id)
    SELECT * FROM unnest(${columnArrays({ id: 'text', company_id: 'text' }, rows)})
    ON CONFLICT DO NOTHING`.execute(trx);
}

async function lockCards(
  trx: Trx,
  company: CompanyId | null,
  ids: readonly OwnerId[],
): Promise<ReadonlySet<OwnerId>> {
  if (ids.length === 0) return new Set();
  const rows = await trx
    .selectFrom('gift_card')
    .select('id')
    .where(sql<boolean>`id = ANY(${textArray(ids)}::text[])`)
    .$if(company !== null, (some) => some.where('company_id', '=', company as CompanyId))
    .orderBy('id')
    .forUpdate()
    .execute();
  return new Set(rows.map(({ id }) => id));
}
