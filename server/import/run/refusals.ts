/** Refused rows, however many: kept in a table of the transaction, so that a million of them cost no memory. */
import { sql, type Transaction } from 'kysely';
import { columnArrays } from '../../db/insert-many.ts';
import type { Database } from '../../db/tables.ts';

type Trx = Transaction<Database>;

export type Refusal = {
  /** Place of the row in the file, from 1; several reasons of one row share it. */
  readonly n: number;
  readonly line: number;
  /** The column's header as the file has it; empty where the row as a whole is meant. */
  readonly column: string;
  readonly reason: string;
  /** Shortened; always empty where a cell may say who somebody is. */
  readonly value: string;
};

const COLUMNS = { n: 'bigint', line: 'bigint', column_name: 'text', reason: 'text', value: 'text' } as const;
const PAGE = 1_000;

export async function createRefusals(trx: Trx): Promise<void> {
  await sql`CREATE TEMP TABLE import_refusal (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    n bigint NOT NULL, line bigint NOT NULL, column_name text NOT NULL, reason text NOT NULL, value text NOT NULL
  ) ON COMMIT DROP`.execute(trx);
}

export async function addRefusals(trx: Trx, refusals: readonly Refusal[]): Promise<void> {
  if (refusals.length === 0) return;
  const rows = refusals.map(({ column, ...refusal }) => ({ ...refusal, column_name: column }));
  await sql`INSERT INTO import_refusal (n, line, column_name, reason, value)
    SELECT * FROM unnest(${columnArrays(COLUMNS, rows)})`.execute(trx);
}

export async function countRefusedRows(trx: Trx): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`SELECT count(DISTINCT n) AS count FROM import_refusal`.execute(trx);
  return rows[0]?.count ?? 0;
}

/** In file order, some at a time. */
export async function* readRefusals(trx: Trx): AsyncGenerator<readonly Refusal[]> {
  let [n, id] = [0, 0];
  for (;;) {
    const { rows } = await sql<Refusal & { readonly id: number }>`
      SELECT id, n, line, column_name AS "column", reason, value FROM import_refusal
      WHERE (n, id) > (${n}, ${id}) ORDER BY n, id LIMIT ${PAGE}`.execute(trx);
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    [n, id] = [last.n, last.id];
  }
}
