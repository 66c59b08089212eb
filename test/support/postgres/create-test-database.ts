import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject, onTestFinished } from 'vitest';
import { connect, type Db } from '../../../server/db/connect.ts';
import { databaseUrl, TEMPLATES } from './global-setup.ts';

export type TestDatabase = { readonly url: string; readonly db: Db; readonly close: () => Promise<void> };

/** A database of one's own, migrated; `demo` has the demo shop in it. */
export async function createTestDatabase(template: keyof typeof TEMPLATES = 'empty'): Promise<TestDatabase> {
  const server = inject('postgresUrl');
  const name = `test_${randomBytes(8).toString('hex')}`;
  const client = new Client({ connectionString: server });
  await client.connect();
  await client.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATES[template]}`);
  await client.end();
  const url = databaseUrl(server, name);
  const db = connect(url);
  return { url, db, close: () => db.destroy() };
}

/** The same inside a test, closed when the test has finished. */
export async function testDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  onTestFinished(() => database.close());
  return database;
}
