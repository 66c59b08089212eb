/** Reads a whole table a page at a time, in the order of its key, so that its size is nobody's memory. */
import type { RawBuilder, Transaction } from 'kysely';
import type { Database } from '../db/tables.ts';

export type Reader = Transaction<Database>;

/** `after` is the last row of the page before; null for the first. */
export async function* pagesOf<Row>(
  db: Reader,
  size: number,
  page: (after: Row | null, limit: number) => RawBuilder<Row>,
): AsyncGenerator<readonly Row[]> {
  let after: Row | null = null;
  for (;;) {
    const { rows }: { readonly rows: readonly Row[] } = await page(after, size).execute(db);
    if (rows.length > 0) yield rows;
    after = rows.at(-1) ?? null;
    if (rows.length < size) return;
  }
}
