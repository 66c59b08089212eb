/** What HQ holds of the replay, read from its tables page by page. */
import { sql } from 'kysely';
import type { Hq } from '../server/hq.ts';
import { HOUSE } from '../shared/posting/book/accounts.ts';
import type { EffectRow, SaleRow } from './book/book-sums.ts';

type Reading = Pick<Hq, 'db'>;

const PAGE = 5_000;

export type HqSums = {
  readonly entries: number;
  readonly sales: number;
  readonly grossMinor: number;
  /** Points given out, and points that members have. */
  readonly issuedPoints: number;
  readonly availablePoints: number;
  readonly confirmedDays: number;
  readonly unconfirmedDays: number;
  readonly waiting: number;
  readonly stale: { readonly price: number; readonly product: number; readonly tier: number };
};

export async function hqSums({ db }: Reading): Promise<HqSums> {
  const { rows } = await sql<Omit<HqSums, 'stale'> & HqSums['stale']>`
    SELECT
      (SELECT count(*) FROM entry) AS entries,
      (SELECT count(*) FROM entry WHERE kind = 'SALE') AS sales,
      (SELECT coalesce(sum(total_minor), 0)::bigint FROM entry WHERE kind = 'SALE') AS "grossMinor",
      (SELECT coalesce(sum(amount), 0)::bigint FROM transfer
        WHERE debit = ${HOUSE.issued} AND asset = 'points') AS "issuedPoints",
      (SELECT coalesce(sum(balance), 0)::bigint FROM account
        WHERE kind IN ('available', 'pending', 'leased') AND asset = 'points') AS "availablePoints",
      (SELECT count(*) FROM day_report WHERE confirmed) AS "confirmedDays",
      (SELECT count(*) FROM day_report WHERE NOT confirmed) AS "unconfirmedDays",
      (SELECT count(*) FROM quarantine) AS waiting,
      (SELECT count(*) FROM staleness WHERE kind = 'price') AS price,
      (SELECT count(*) FROM staleness WHERE kind = 'product') AS product,
      (SELECT count(*) FROM staleness WHERE kind = 'tier') AS tier`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('sums are one row');
  const { price, product, tier, ...sums } = row;
  return { ...sums, stale: { price, product, tier } };
}

/** Ascending by id, byte by byte. A sale that HQ took a second time stands twice. */
export const hqSales = ({ db }: Reading): AsyncGenerator<SaleRow> =>
  pages((after) =>
    sql<SaleRow>`
      SELECT id, head::jsonb ->> 'member' AS member, total_minor AS "totalMinor" FROM entry
      WHERE kind = 'SALE' AND id COLLATE "C" > ${after}
      ORDER BY id COLLATE "C" LIMIT ${PAGE}`.execute(db),
  );

/** Ascending by id, byte by byte: an effect's legs are put together again. */
export const hqEffects = ({ db }: Reading): AsyncGenerator<EffectRow> =>
  pages((after) =>
    sql<EffectRow>`
      SELECT effect_id AS id, CASE min(debit) WHEN ${HOUSE.issued} THEN 'EARN' ELSE min(debit) END AS kind,
        min(asset) AS asset, min(substr(credit, 3)) AS member, sum(amount)::bigint AS amount
      FROM transfer WHERE effect_id COLLATE "C" > ${after}
      GROUP BY effect_id ORDER BY effect_id COLLATE "C" LIMIT ${PAGE}`.execute(db),
  );

async function* pages<Row extends { readonly id: string }>(
  read: (after: string) => Promise<{ readonly rows: readonly Row[] }>,
): AsyncGenerator<Row> {
  let after = '';
  for (;;) {
    const { rows } = await read(after);
    yield* rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.id ?? after;
  }
}
