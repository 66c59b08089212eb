/** One PostgreSQL for a whole run, with a migrated template from which each file makes its own database. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { connect } from '../../../server/db/connect.ts';
import { type EmbeddedDatabase, openEmbedded } from '../../../server/db/embedded/open-embedded.ts';
import { migrate } from '../../../server/db/migrate.ts';

export const TEMPLATE = 'puncta_template';

declare module 'vitest' {
  // Declaration merging is the only way to type what is provided; it needs an interface.
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
  await makeTemplate(server.url);
  project.provide('postgresUrl', server.url);
}

export async function teardown(): Promise<void> {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function makeTemplate(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await client.end();
  const db = connect(databaseUrl(url, TEMPLATE));
  await migrate(db);
  await db.destroy();
}

export function databaseUrl(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}
