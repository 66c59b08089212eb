/**
 * Balances of the house and of suspense, which have no rows: they are folded from the movements, a piece of the log at a
 * time, and what has been folded is kept, since movements never change. A page after the first reads only what is new.
 */
import { sql, type Transaction } from 'kysely';
import type { Asset } from '../../shared/loyalty/asset.ts';
import { balanceKey } from '../../shared/posting/book/movement.ts';
import type { Database } from '../db/tables.ts';

/** Log records in one statement: some hundred milliseconds of work, well below the limit of a statement. */
const PIECE = 50_000;

type Reader = Pick<Transaction<Database>, 'getExecutor'>;

export type HouseSums = {
  /**
   * Balances by `balanceKey`, as of `logIndex`; all tills' suspense is one account, `s:`. Exact: what a stolen till claims
   * may sum to more than a number holds.
   */
  readonly upTo: (db: Reader, logIndex: number) => Promise<ReadonlyMap<string, bigint>>;
};

export function houseSums(): HouseSums {
  let kept: { readonly logIndex: number; readonly sums: ReadonlyMap<string, bigint> } = {
    logIndex: 0,
    sums: new Map(),
  };
  return {
    upTo: async (db, logIndex) => {
      // An HQ restored from a backup has a shorter log.
      let { logIndex: from, sums } = kept.logIndex <= logIndex ? kept : { logIndex: 0, sums: new Map() };
      while (from < logIndex) {
        const to = Math.min(from + PIECE, logIndex);
        sums = added(sums, await piece(db, from, to));
        from = to;
      }
      kept = { logIndex, sums };
      return sums;
    },
  };
}

type Row = { readonly account: string; readonly asset: Asset; readonly amount: string };

async function piece(db: Reader, from: number, to: number): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    SELECT account, asset, sum(amount)::text AS amount FROM (
      SELECT CASE WHEN credit LIKE 's:%' THEN 's:' ELSE credit END AS account, asset, amount FROM transfer
      WHERE log_index > ${from} AND log_index <= ${to} AND (credit LIKE 'h:%' OR credit LIKE 's:%')
      UNION ALL
      SELECT CASE WHEN debit LIKE 's:%' THEN 's:' ELSE debit END, asset, -amount FROM transfer
      WHERE log_index > ${from} AND log_index <= ${to} AND (debit LIKE 'h:%' OR debit LIKE 's:%')
    ) AS leg GROUP BY account, asset`.execute(db);
  return rows;
}

function added(sums: ReadonlyMap<string, bigint>, rows: readonly Row[]): ReadonlyMap<string, bigint> {
  const after = new Map(sums);
  for (const { account, asset, amount } of rows) {
    const key = balanceKey(account, asset);
    after.set(key, (after.get(key) ?? 0n) + BigInt(amount));
  }
  return after;
}
