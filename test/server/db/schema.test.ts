import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { connect } from '../../../server/db/connect.ts';
import { requireDurable } from '../../../server/db/durability.ts';
import { parseInt8 } from '../../../server/db/int8.ts';
import { migrate } from '../../../server/db/migrate.ts';
import { testDatabase } from '../../support/postgres/create-test-database.ts';
import { describeSchema } from '../../support/postgres/describe-schema.ts';

/** A change here is a new migration: released ones are never edited. `vitest -u` writes the file anew. */
test('the schema is the one that was reviewed', async () => {
  const { db } = await testDatabase();
  await expect(await describeSchema(db)).toMatchFileSnapshot('../schema.snapshot.sql');
});

test('bringing the schema up to date twice, or from two processes at once, changes nothing', async () => {
  const { db } = await testDatabase();
  const before = await describeSchema(db);
  await Promise.all([migrate(db), migrate(db)]);
  expect(await describeSchema(db)).toBe(before);
});

test('OPS-2 two processes that start at once on an empty database make one schema', async () => {
  const reviewed = await describeSchema((await testDatabase()).db);
  const { db, url } = await testDatabase('bare');
  const other = connect(url);
  onTestFinished(() => other.destroy());
  await Promise.all([migrate(db), migrate(other), migrate(db)]);
  expect(await describeSchema(db)).toBe(reviewed);
});

test('a database that a newer release has migrated is refused', async () => {
  const { db } = await testDatabase();
  await sql`INSERT INTO kysely_migration (name, timestamp) VALUES ('9999-future', '2099-01-01')`.execute(db);
  await expect(migrate(db)).rejects.toThrow('could not be brought up to date');
});

test('a 64-bit number past the safe integers throws instead of being rounded', async () => {
  const { db } = await testDatabase();
  const largest = await sql<{ n: number }>`SELECT 9007199254740991::bigint AS n`.execute(db);
  expect(largest.rows).toEqual([{ n: Number.MAX_SAFE_INTEGER }]);
  await expect(sql`SELECT 9007199254740993::bigint AS n`.execute(db)).rejects.toThrow(RangeError);
  expect(() => parseInt8('-9007199254740993')).toThrow(RangeError);
});

test('a database without fsync is refused', async () => {
  const { db } = await testDatabase();
  await expect(requireDurable(db)).rejects.toThrow('fsync = off');
});

test('text of every language is kept as it is', async () => {
  const { db } = await testDatabase();
  const text = 'Țuică, brânză — Ёлки-палки, 蛋 🥚';
  const { rows } = await sql`SELECT ${text}::text AS text, length(${text}) AS chars`.execute(db);
  expect(rows).toEqual([{ text, chars: [...text].length }]);
  const { rows: encoding } = await sql`SHOW server_encoding`.execute(db);
  expect(encoding).toEqual([{ server_encoding: 'UTF8' }]);
});

test.each(['hq_log', 'transfer'])('rows of %s are never changed or deleted', async (table) => {
  const { db } = await testDatabase();
  const change = sql`UPDATE ${sql.table(table)} SET log_index = 1`.execute(db);
  await expect(change).rejects.toThrow('never changed');
  await expect(sql`DELETE FROM ${sql.table(table)}`.execute(db)).rejects.toThrow('never changed');
  await expect(sql`TRUNCATE ${sql.table(table)}`.execute(db)).rejects.toThrow('never changed');
});

test("an entry's body may be erased, and nothing else of it changes", async () => {
  const { db } = await testDatabase();
  await sql`UPDATE entry SET body = NULL`.execute(db);
  await expect(sql`UPDATE entry SET head = ''`.execute(db)).rejects.toThrow('never changed');
});
