/** What owners spend at a time, as their last spends say. */
import { sql, type Transaction } from 'kysely';
import type { OwnerId } from '../../shared/kernel/ids.ts';
import { usualSpend } from '../../shared/lease/size-lease.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';
import type { Database } from '../db/tables.ts';
import { textArray } from '../db/text-array.ts';
import { grouped } from '../posting/book/grouped.ts';

const LAST_SPENDS = 50;

/** Null where too few are known. */
export type UsualSpends = (owner: OwnerId, asset: Asset) => number | null;

export async function usualSpends(
  trx: Transaction<Database>,
  owners: readonly OwnerId[],
): Promise<UsualSpends> {
  if (owners.length === 0) return () => null;
  const { rows } = await sql<{ owner: OwnerId; asset: Asset; amount: number }>`
    SELECT spent.owner, spent.asset, spent.amount
    FROM unnest(${textArray(owners)}::text[]) AS known (owner), LATERAL (
      SELECT owner, asset, amount FROM posted_effect
      WHERE posted_effect.owner = known.owner AND effect = 'REDEEM' ORDER BY at_ms DESC LIMIT ${LAST_SPENDS}
    ) AS spent`.execute(trx);
  const byAsset = grouped(rows, ({ owner, asset }) => `${owner} ${asset}`);
  return (owner, asset) => usualSpend((byAsset.get(`${owner} ${asset}`) ?? []).map(({ amount }) => amount));
}
