/** What the till's journal said, as the book has kept it. */
import type { Book, RefusedRow } from './book.ts';

export type SaleRow = { readonly id: string; readonly member: string | null; readonly totalMinor: number };
export type EffectRow = {
  readonly id: string;
  readonly kind: string;
  readonly asset: string;
  readonly member: string;
  readonly amount: number;
};

/** Ascending by id, byte by byte. */
export const salesOf = ({ db }: Book): Iterable<SaleRow> =>
  db
    .prepare('SELECT id, member, total_minor AS totalMinor FROM sale ORDER BY id')
    .iterate() as Iterable<SaleRow>;

/** Ascending by id, byte by byte. */
export const effectsOf = ({ db }: Book): Iterable<EffectRow> =>
  db
    .prepare('SELECT id, kind, asset, member, amount FROM effect ORDER BY id')
    .iterate() as Iterable<EffectRow>;

/** In the file's order. */
export function* refusedOf({ db }: Book): Generator<RefusedRow> {
  const rows = db.prepare('SELECT line AS lineNo, reason, fields FROM refused ORDER BY line').iterate();
  for (const row of rows as Iterable<RefusedRow & { fields: string }>)
    yield { ...row, fields: JSON.parse(row.fields) as readonly string[] };
}

export type BookSums = {
  readonly stretches: number;
  readonly sales: number;
  readonly members: number;
  readonly grossMinor: number;
  readonly points: number;
};

export const sumsOf = ({ db }: Book): BookSums =>
  ({
    ...db
      .prepare(
        `SELECT (SELECT count(*) FROM stretch) AS stretches,
          (SELECT count(*) FROM sale) AS sales,
          (SELECT count(DISTINCT member) FROM sale) AS members,
          (SELECT coalesce(sum(total_minor), 0) FROM sale) AS grossMinor,
          (SELECT coalesce(sum(amount), 0) FROM effect WHERE kind = 'EARN' AND asset = 'points') AS points`,
      )
      .get(),
  }) as BookSums;
