/** The tables that a backup holds, read from the database itself, so that a new one is never forgotten. */
import type { Client } from 'pg';

export type SchemaTable = { readonly name: string; readonly columns: readonly string[] };

/** Every table of HQ but unlogged ones (they are forgotten in a crash too) and the migrator's own; by name. */
export async function schemaTables(client: Client): Promise<readonly SchemaTable[]> {
  const { rows } = await client.query<SchemaTable>(`
    SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relpersistence = 'p'
      AND c.relname NOT LIKE 'kysely\\_%' AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    GROUP BY c.relname ORDER BY c.relname`);
  return rows;
}

/** The same names, each table after those that it refers to. */
export async function inReferenceOrder(client: Client, names: readonly string[]): Promise<readonly string[]> {
  const { rows } = await client.query<{ from: string; to: string }>(`
    SELECT conrelid::regclass::text AS "from", confrelid::regclass::text AS "to" FROM pg_constraint
    WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conrelid <> confrelid`);
  const ordered: string[] = [];
  const waiting = new Set(names);
  while (waiting.size > 0) {
    const free = [...waiting].filter(
      (name) => !rows.some(({ from, to }) => from === name && waiting.has(to)),
    );
    if (free.length === 0) throw new Error('tables refer to each other in a circle');
    for (const name of free) {
      ordered.push(name);
      waiting.delete(name);
    }
  }
  return ordered;
}

/** Identity columns go on after the largest number that is there. */
export async function continueIdentities(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string; column: string }>(`
    SELECT c.relname AS name, a.attname AS column FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = 'public'::regnamespace AND a.attidentity <> '' AND NOT a.attisdropped`);
  for (const { name, column } of rows)
    await client.query(`
      SELECT setval(pg_get_serial_sequence('${name}', '${column}'), max(${quoted(column)}))
      FROM ${quoted(name)} HAVING max(${quoted(column)}) IS NOT NULL`);
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const columnList = (columns: readonly string[]): string => columns.map(quoted).join(', ');
