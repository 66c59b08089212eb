import type { DatabaseSync } from 'node:sqlite';

/** All tables of a file; `old` is one that is attached. */
export const tablesOf = (db: DatabaseSync, schema: 'main' | 'old' = 'main'): readonly string[] =>
  db
    .prepare(`SELECT name FROM ${schema}.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
    .all()
    .map(({ name }) => name as string);

/** Tables that others keep beside the journal's, for entries that they name. */
export const tablesNamingEntries = (db: DatabaseSync): readonly string[] =>
  tablesOf(db).filter(
    (table) =>
      db.prepare(`SELECT 1 FROM pragma_table_info(?) WHERE name = 'entry_id'`).get(table) !== undefined,
  );
