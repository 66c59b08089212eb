import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject, onTestFinished } from 'vitest';
import { connect, type Db } from '../../../server/db/connect.ts';
import { databaseUrl, TEMPLATES } from './global-setup.ts';

export type TestDatabase = { readonly url: string; readonly db: Db; readonly close: () => Promise<void> };

/** `bare` has no schema yet, `empty` is migrated, `demo` has the demo shop in it. */
export type TestTemplate = keyof typeof TEMPLATES;

/** A database of one's own. */
export async function createTestDatabase(template: TestTemplate = 'empty'): Promise<TestDatabase> {
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
export async function testDatabase(template?: TestTemplate): Promise<TestDatabase> {
  const database = await createTestDatabase(template);
  onTestFinished(() => database.close());
  return database;
}
