/** Which rows were accepted, under which key: counts come from here, and keys that stand in the file twice. */
import { sql, type Transaction } from 'kysely';
import { columnArrays } from '../../db/insert-many.ts';
import type { Database } from '../../db/tables.ts';

type Trx = Transaction<Database>;

export type Action = 'added' | 'changed' | 'same';
export type Accepted = {
  readonly n: number;
  readonly line: number;
  readonly key: string;
  readonly action: Action;
};
export type Counts = Readonly<Record<Action, number>>;

const COLUMNS = { n: 'bigint', line: 'bigint', key: 'text', action: 'text' } as const;

export async function createAccepted(trx: Trx): Promise<void> {
  await sql`CREATE TEMP TABLE import_accepted
    (n bigint NOT NULL, line bigint NOT NULL, key text NOT NULL, action text NOT NULL) ON COMMIT DROP`.execute(
    trx,
  );
}

export async function addAccepted(trx: Trx, rows: readonly Accepted[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`INSERT INTO import_accepted SELECT * FROM unnest(${columnArrays(COLUMNS, rows)})`.execute(trx);
}

/** The first row with a key keeps it; the others are refused and named, with the line of the first. */
export async function refuseRepeated(
  trx: Trx,
  { column, showKey }: { readonly column: string; readonly showKey: boolean },
): Promise<void> {
  await sql`
    WITH placed AS (
      SELECT n, line, key, first_value(line) OVER same_key AS first_line, row_number() OVER same_key AS place
      FROM import_accepted WINDOW same_key AS (PARTITION BY key ORDER BY n)
    ), repeated AS (
      SELECT * FROM placed WHERE place > 1
    ), gone AS (
      DELETE FROM import_accepted USING repeated WHERE import_accepted.n = repeated.n
    )
    INSERT INTO import_refusal (n, line, column_name, reason, value)
    SELECT n, line, ${column}, 'stands in line ' || first_line || ' already', CASE WHEN ${showKey} THEN key ELSE '' END
    FROM repeated`.execute(trx);
}

export async function countAccepted(trx: Trx): Promise<Counts> {
  const { rows } = await sql<{ action: Action; count: number }>`
    SELECT action, count(*) AS count FROM import_accepted GROUP BY action`.execute(trx);
  const count = (wanted: Action): number => rows.find(({ action }) => action === wanted)?.count ?? 0;
  return { added: count('added'), changed: count('changed'), same: count('same') };
}
