/** One PostgreSQL for a whole run, with templates from which each test makes a database of its own. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { connect, type Db } from '../../../server/db/connect.ts';
import { type EmbeddedDatabase, openEmbedded } from '../../../server/db/embedded/open-embedded.ts';
import { migrate } from '../../../server/db/migrate.ts';
import { loadDemo } from '../../../server/demo/load-demo.ts';
import { DEMO_SEED, testKeys } from '../hq/test-keys.ts';
import { START_MS } from '../till-chain.ts';

/** Without a schema, migrated and empty, or with the demo shop loaded. */
export const TEMPLATES = {
  bare: 'template0',
  empty: 'puncta_template',
  demo: 'puncta_template_demo',
} as const;

declare module 'vitest' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- only interfaces merge declarations
  interface ProvidedContext {
    readonly postgresUrl: string;
  }
}

let server: EmbeddedDatabase | undefined;
let folder = '';

export async function setup(project: TestProject): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), 'puncta-test-postgres-'));
  chmodSync(folder, 0o755);
  server = await openEmbedded({
    folder,
    // The cluster is thrown away after the run, so nothing is gained by waiting for the disk.
    settings: { fsync: 'off', full_page_writes: 'off', max_connections: '200' },
    initFlags: ['--no-sync'],
  });
  await makeTemplates(server.url);
  project.provide('postgresUrl', server.url);
}

export async function teardown(): Promise<void> {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function makeTemplates(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATES.empty}`);
  await withDatabase(databaseUrl(url, TEMPLATES.empty), migrate);
  await client.query(`CREATE DATABASE ${TEMPLATES.demo} TEMPLATE ${TEMPLATES.empty}`);
  await withDatabase(databaseUrl(url, TEMPLATES.demo), async (db) => {
    const nowMs = () => START_MS;
    await loadDemo({ db, keys: testKeys(), nowMs }, DEMO_SEED);
  });
  await client.end();
}

async function withDatabase(url: string, work: (db: Db) => Promise<unknown>): Promise<void> {
  const db = connect(url);
  await work(db);
  await db.destroy();
}

export function databaseUrl(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}
