/** A database's schema as text that a person can review: one line per column, constraint, index, trigger, function. */
import { sql } from 'kysely';
import type { Db } from '../../../server/db/connect.ts';

export async function describeSchema(db: Db): Promise<string> {
  const parts = await Promise.all([
    columns(db),
    constraints(db),
    indexes(db),
    triggers(db),
    functions(db),
    unlogged(db),
  ]);
  return `${parts.flat().sort().join('\n')}\n`;
}

async function columns(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ line: string }>`
    SELECT format('%s.%s %s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
      CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END,
      coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')) AS line
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
      AND c.relname NOT LIKE 'kysely%'`.execute(db);
  return rows.map((row) => row.line);
}

async function constraints(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ line: string }>`
    SELECT format('%s CONSTRAINT %s %s', conrelid::regclass, conname, regexp_replace(pg_get_constraintdef(oid), '[[:space:]]+', ' ', 'g')) AS line
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
      AND conrelid::regclass::text NOT LIKE 'kysely%'`.execute(db);
  return rows.map((row) => row.line);
}

async function indexes(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ line: string }>`
    SELECT format('%s INDEX %s', tablename, indexdef) AS line FROM pg_indexes
    WHERE schemaname = 'public' AND tablename NOT LIKE 'kysely%'`.execute(db);
  return rows.map((row) => row.line);
}

async function triggers(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ line: string }>`
    SELECT format('%s TRIGGER %s', tgrelid::regclass, pg_get_triggerdef(oid)) AS line
    FROM pg_trigger WHERE NOT tgisinternal`.execute(db);
  return rows.map((row) => row.line);
}

async function functions(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ line: string }>`
    SELECT format('FUNCTION %s %s', proname, regexp_replace(btrim(prosrc), '[[:space:]]+', ' ', 'g')) AS line
    FROM pg_proc WHERE pronamespace = 'public'::regnamespace`.execute(db);
  return rows.map((row) => row.line);
}

async function unlogged(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ line: string }>`
    SELECT format('%s UNLOGGED', relname) AS line FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relpersistence = 'u'`.execute(db);
  return rows.map((row) => row.line);
}
