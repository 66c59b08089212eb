/** One INSERT for many rows: each column travels as one array (UNNEST), so a batch is one statement of fixed text. */
import { type RawBuilder, sql, type Transaction } from 'kysely';
import { byteaArray } from './bytea-array.ts';
import type { Database } from './tables.ts';
import { textArray } from './text-array.ts';

export type ColumnType = 'text' | 'bigint' | 'int' | 'boolean' | 'jsonb' | 'bytea';

/** Rows of one table; keys of `columns` are column names, in the order of the statement. */
export type ManyRows<Row> = {
  readonly table: keyof Database;
  readonly columns: { readonly [Column in keyof Row & string]: ColumnType };
  readonly rows: readonly Row[];
  /** Appended to the statement, for example an ON CONFLICT clause. */
  readonly suffix?: RawBuilder<unknown>;
};

export async function insertMany<Row extends Readonly<Record<string, unknown>>>(
  trx: Transaction<Database>,
  { table, columns, rows, suffix }: ManyRows<Row>,
): Promise<void> {
  if (rows.length === 0) return;
  const names = Object.keys(columns);
  const into = sql.join(names.map((name) => sql.ref(name)));
  const arrays = columnArrays(columns, rows);
  await sql`INSERT INTO ${sql.table(table)} (${into}) SELECT * FROM unnest(${arrays}) ${suffix ?? sql``}`.execute(
    trx,
  );
}

/** The columns of the rows as typed array parameters, for UNNEST in other statements too. */
export function columnArrays<Row extends Readonly<Record<string, unknown>>>(
  columns: Readonly<Record<string, ColumnType>>,
  rows: readonly Row[],
): RawBuilder<unknown> {
  return sql.join(
    Object.entries(columns).map(([name, type]) => sql`${columnArray(type, rows, name)}::${sql.raw(type)}[]`),
  );
}

function columnArray(
  type: ColumnType,
  rows: readonly Readonly<Record<string, unknown>>[],
  name: string,
): unknown {
  const values = rows.map((row) => row[name] ?? null);
  if (type === 'bytea') return byteaArray(values as readonly (Uint8Array | null)[]);
  return type === 'text' ? textArray(values as readonly (string | null)[]) : values;
}
