/** What a new file takes over from the one before it: everything that does not belong to single entries of it. */
import type { DatabaseSync } from 'node:sqlite';
import { assert } from '../../../shared/kernel/assert.ts';
import { tablesOf } from '../tables-of.ts';

/** Tables of the journal whose rows belong to the entries of their own file. */
const STAY: ReadonlySet<string> = new Set([
  'owner',
  'segment',
  'entry',
  'own_effect',
  'acknowledgement',
  'change',
  'closed_change',
  'day_answer',
]);

/** Inside a transaction of the new file, with the old one attached as `old`. */
export function carryTables(db: DatabaseSync): void {
  const made = new Set(tablesOf(db));
  for (const table of tablesOf(db, 'old')) {
    if (STAY.has(table)) continue;
    if (!made.has(table)) db.exec(sqlOf(db, table));
    carry(db, table);
  }
}

/** A table that this program does not know is carried as it is. */
const sqlOf = (db: DatabaseSync, table: string): string =>
  db.prepare("SELECT sql FROM old.sqlite_schema WHERE type = 'table' AND name = ?").get(table)?.[
    'sql'
  ] as string;

function carry(db: DatabaseSync, table: string): void {
  assert(/^[a-z_]+$/.test(table), `a table's name is plain: ${table}`);
  const columns = db
    .prepare(`SELECT name FROM pragma_table_info('${table}', 'old')`)
    .all()
    .map(({ name }) => name)
    .join(', ');
  db.exec(`INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM old.${table}`);
  db.prepare('DELETE FROM main.sqlite_sequence WHERE name = ?').run(table);
  db.prepare('INSERT INTO main.sqlite_sequence SELECT name, seq FROM old.sqlite_sequence WHERE name = ?').run(
    table,
  );
}
