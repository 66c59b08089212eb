/**
 * LOT-2, LOT-4 as a member's row tells them: what lies in the available account and cannot be spent yet (as version 0.3.0
 * posted it), what has ended though nobody has written it off, and what ends soonest. Read from lots that have a term; all
 * others are in the balance as it stands.
 */
import { sql, type Transaction } from 'kysely';
import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import type { MemberId } from '../../shared/kernel/ids.ts';
import { MAX_EXPIRING } from '../../shared/kernel/limits.ts';
import { type EpochMs, epochMs } from '../../shared/kernel/units.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';
import { availableAccount } from '../../shared/posting/book/accounts.ts';
import { balanceKey } from '../../shared/posting/book/movement.ts';
import type { Database } from '../db/tables.ts';
import { textArray } from '../db/text-array.ts';

export type LotTermsRow = {
  readonly account: string;
  readonly asset: Asset;
  readonly active_on: BusinessDate;
  readonly last_day: BusinessDate | null;
  readonly amount: number;
};

export type Terms = {
  readonly pending: number;
  readonly ended: number;
  readonly expiring: { amount: number; atMs: EpochMs }[];
};

const NO_TERMS: Terms = { pending: 0, ended: 0, expiring: [] };

/** By `balanceKey` of the available account. */
export async function lotTermsOf(
  trx: Transaction<Database>,
  members: readonly MemberId[],
  today: BusinessDate,
): Promise<ReadonlyMap<string, Terms>> {
  if (members.length === 0) return new Map();
  const accounts = members.map(availableAccount);
  const { rows } = await sql<LotTermsRow>`
    SELECT account, asset, active_on, last_day, sum(remaining)::bigint AS amount FROM lot
    WHERE account = ANY(${textArray(accounts)}::text[]) AND remaining > 0
      AND (last_day IS NOT NULL OR active_on > ${today})
    GROUP BY account, asset, active_on, last_day ORDER BY last_day`.execute(trx);
  const terms = new Map<string, Terms>();
  for (const row of rows) {
    const key = balanceKey(row.account, row.asset);
    terms.set(key, withLot(terms.get(key) ?? NO_TERMS, row, today));
  }
  return terms;
}

function withLot(terms: Terms, { active_on, last_day, amount }: LotTermsRow, today: BusinessDate): Terms {
  if (last_day !== null && last_day < today) return { ...terms, ended: terms.ended + amount };
  const pending = active_on > today ? terms.pending + amount : terms.pending;
  if (last_day === null) return { ...terms, pending };
  const atMs = noonOf(last_day);
  const same = terms.expiring.find((each) => each.atMs === atMs);
  const others = terms.expiring.filter((each) => each !== same);
  const expiring = [...others, { amount: amount + (same?.amount ?? 0), atMs }];
  return { ...terms, pending, expiring: expiring.slice(0, MAX_EXPIRING) };
}

/** A moment of the last day, whose date is that day in every zone between −11 and +11 hours. */
const noonOf = (date: BusinessDate): EpochMs => epochMs(Date.parse(`${date}T12:00:00Z`));
