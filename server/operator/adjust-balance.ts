/** A person puts a balance right. Below zero it takes what is available and no more: nobody is driven into debt by hand. */
import { randomUUID } from 'node:crypto';
import type { CompanyId, MemberId, OwnerId } from '../../shared/kernel/ids.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';
import { availableAccount, receivableAccount } from '../../shared/posting/book/accounts.ts';
import { companyToday } from '../enrol/company-today.ts';
import type { Hq } from '../hq.ts';
import { runOwn } from '../posting/run-own.ts';
import type { Act } from './act.ts';

export type Adjustment = { readonly owner: OwnerId; readonly asset: Asset; readonly amount: number };

/** What the owner's balance changed by: less than asked for where less was there. */
export async function adjustBalance(
  hq: Pick<Hq, 'db' | 'keys' | 'nowMs'>,
  { owner, asset, amount }: Adjustment,
  act: Act,
): Promise<number> {
  const company = await companyOf(hq, owner);
  const atMs = hq.nowMs();
  const today = await companyToday(hq.db, company, atMs);
  const ref = `adjust:${randomUUID()}`;
  const [changes] = await runOwn(hq, {
    commands: [{ kind: 'ADJUST', ref, owner, asset, amount, atMs, today }],
    company,
    facts: act,
  });
  const own = new Set([availableAccount(owner), receivableAccount(owner)]);
  return (changes?.movements ?? []).reduce(
    (sum, { debit, credit, amount: moved }) =>
      sum + (own.has(credit) ? moved : 0) - (own.has(debit) ? moved : 0),
    0,
  );
}

async function companyOf({ db }: Pick<Hq, 'db'>, owner: OwnerId): Promise<CompanyId> {
  const member = await db
    .selectFrom('member')
    .select('company_id')
    .where('id', '=', owner as MemberId)
    .executeTakeFirst();
  if (member) return member.company_id;
  const card = await db
    .selectFrom('gift_card')
    .select('company_id')
    .where('id', '=', owner)
    .executeTakeFirstOrThrow();
  return card.company_id;
}
