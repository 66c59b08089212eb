/** Where every asset's units are: with owners as their rows say, with the house as movements say. Together they are 0. */
import { sql, type Transaction } from 'kysely';
import type { Asset } from '../../shared/loyalty/asset.ts';
import { splitBalanceKey } from '../../shared/posting/book/movement.ts';
import type { Database } from '../db/tables.ts';
import {
  type AssetSums,
  HOUSE_COLUMNS,
  MOST_COUNTED,
  type OwnerColumn,
  SUM_COLUMNS,
  type SumColumn,
} from './hq-status.ts';

export async function assetSums(
  trx: Transaction<Database>,
  house: ReadonlyMap<string, bigint>,
): Promise<readonly AssetSums[]> {
  const { rows } = await sql<{ asset: Asset; kind: OwnerColumn; amount: string }>`
    SELECT asset, kind, sum(balance)::text AS amount FROM account GROUP BY asset, kind`.execute(trx);
  const sums = new Map<Asset, Map<SumColumn, bigint>>();
  const put = (asset: Asset, column: SumColumn, amount: bigint): void => {
    const row = sums.get(asset) ?? new Map<SumColumn, bigint>();
    sums.set(asset, row.set(column, amount));
  };
  for (const { asset, kind, amount } of rows) put(asset, kind, BigInt(amount));
  for (const [key, amount] of house) {
    const { account, asset } = splitBalanceKey(key);
    const column = houseColumn(account);
    if (column !== null) put(asset, column, amount);
  }
  return [...sums].sort(([a], [b]) => order(a, b)).map(([asset, row]) => sumsOf(asset, row));
}

function sumsOf(asset: Asset, row: ReadonlyMap<SumColumn, bigint>): AssetSums {
  const amounts = Object.fromEntries(
    SUM_COLUMNS.map((column) => [column, countable(row.get(column) ?? 0n)]),
  ) as Record<SumColumn, number>;
  return { asset, ...amounts, total: countable([...row.values()].reduce((sum, amount) => sum + amount, 0n)) };
}

/** What is more than a number holds is told as the most that it does. */
const countable = (amount: bigint): number => Number(amount > MOST ? MOST : amount < -MOST ? -MOST : amount);

const MOST = BigInt(MOST_COUNTED);

const houseColumn = (account: string): SumColumn | null =>
  account === 's:' ? 'suspense' : (HOUSE_COLUMNS.find((each) => account === `h:${each}`) ?? null);

const FIRST: readonly string[] = ['points', 'wallet', 'giftcard'];
const rank = (asset: Asset): number => (FIRST.indexOf(asset) + FIRST.length + 1) % (FIRST.length + 1);

/** What everybody knows first, the others by name. */
const order = (a: Asset, b: Asset): number => rank(a) - rank(b) || (a < b ? -1 : 1);
