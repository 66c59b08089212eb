/** Who brought a member, as a till must know it until the first purchase: with how often that was rewarded before. */
import { sql, type Transaction } from 'kysely';
import type { MemberId } from '../../shared/kernel/ids.ts';
import type { MemberRow } from '../../shared/loyalty/seen/member.ts';
import type { Database } from '../db/tables.ts';
import type { MemberFacts } from '../members/facts.ts';

export async function referralsOf(
  trx: Transaction<Database>,
  rows: readonly { readonly facts: MemberFacts }[],
): Promise<ReadonlyMap<MemberId, number>> {
  const ids = [...new Set(rows.flatMap(({ facts }) => facts.referredBy ?? []))];
  if (ids.length === 0) return new Map();
  const found = await trx
    .selectFrom('member')
    .select(['id', 'facts'])
    .where(sql<boolean>`id = ANY(${ids})`)
    .where('erased', '=', false)
    .execute();
  return new Map(found.map(({ id, facts }) => [id, facts.referrals ?? 0]));
}

/** Nobody for a member whose bringer has been erased. */
export function referral(
  { referredBy }: MemberFacts,
  referrals: ReadonlyMap<MemberId, number>,
): Pick<MemberRow, 'referredBy'> {
  const count = referredBy && referrals.get(referredBy);
  return referredBy === undefined || count === undefined
    ? {}
    : { referredBy: { memberId: referredBy, referrals: Number(count) } };
}
