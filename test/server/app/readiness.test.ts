/** OPS-7: whether a process should get requests now, and what is missing if not. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { makeReadiness } from '../../../server/app/readiness.ts';
import { connect } from '../../../server/db/connect.ts';
import { testDatabase } from '../../support/postgres/create-test-database.ts';

test('OPS-7 ready while the database answers and its schema is this release’s', async () => {
  const { db } = await testDatabase();
  expect(await makeReadiness(db).ask()).toBe('ready');
});

test('OPS-7 a database that may lose entries is not ready, unless that was allowed', async () => {
  const { db } = await testDatabase();
  expect(await makeReadiness(db, { allowNoFsync: false }).ask()).toBe('durability');
});

test.each([
  ['behind', "DELETE FROM kysely_migration WHERE name LIKE '0004%'"],
  ['ahead', "INSERT INTO kysely_migration (name, timestamp) VALUES ('9999-future', '2099-01-01')"],
])('OPS-7 a schema that is %s is not ready', async (_name, change) => {
  const { db } = await testDatabase();
  await sql.raw(change).execute(db);
  expect(await makeReadiness(db).ask()).toBe('migrations');
});

test('OPS-7 without a database it is not ready, and alive all the same', async () => {
  const db = connect('postgres://nobody@127.0.0.1:1/none');
  expect(await makeReadiness(db).ask()).toBe('database');
  await db.destroy();
});

test('OPS-7 a process that stops is not ready any more', async () => {
  const { db } = await testDatabase();
  const readiness = makeReadiness(db);
  readiness.stop();
  expect(await readiness.ask()).toBe('stopping');
});

test('OPS-7 the answer is kept for a moment: asking costs the database nothing', async () => {
  const { db } = await testDatabase();
  const readiness = makeReadiness(db);
  expect(await readiness.ask()).toBe('ready');
  await sql`DELETE FROM kysely_migration`.execute(db);
  expect(await readiness.ask()).toBe('ready');
});
