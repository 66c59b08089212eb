/** The real server with each setting off: HQ does not start on it. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { connect } from '../../../server/db/connect.ts';
import { requireDurable } from '../../../server/db/durability.ts';
import { openEmbedded } from '../../../server/db/embedded/open-embedded.ts';
import { runHq } from '../../support/hq/hq-process.ts';

const LONG_MS = 120_000;

function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'puncta-durability-'));
  chmodSync(folder, 0o755);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** As a start judges it, over a connection of its own. */
async function judge(url: string): Promise<string> {
  const db = connect(url);
  try {
    await requireDurable(db);
    return 'durable';
  } catch (refusal) {
    return (refusal as Error).message;
  } finally {
    await db.destroy();
  }
}

/** A server takes up its settings a moment after it was told to. */
async function judgedOtherThan(before: string, url: string): Promise<string> {
  for (;;) {
    const verdict = await judge(url);
    if (verdict !== before) return verdict;
    await delay(20);
  }
}

test('OPS-8 HQ refuses a server that may lose what it acknowledged, and says how to mend it', {
  timeout: LONG_MS,
}, async () => {
  const server = await openEmbedded({ folder: tempFolder(), initFlags: ['--no-sync'] });
  const client = new Client({ connectionString: server.url });
  await client.connect();
  const change = async (statement: string): Promise<void> => {
    await client.query(statement);
    await client.query('SELECT pg_reload_conf()');
  };
  try {
    expect(await judge(server.url)).toBe('durable');
    for (const setting of ['full_page_writes', 'synchronous_commit', 'fsync']) {
      await change(`ALTER SYSTEM SET ${setting} = off`);
      const refusal = await judgedOtherThan('durable', server.url);
      const [first, second] = refusal.split('\n');
      expect(first).toBe(
        `The database runs with ${setting} = off and may lose acknowledged entries in a power cut.`,
      );
      expect(second).toContain(`ALTER SYSTEM SET ${setting} = on; SELECT pg_reload_conf();`);
      if (setting === 'fsync') {
        const args = ['serve', '--port', '0', '--data', tempFolder()];
        const { code, lines } = await runHq({ args, env: { ...process.env, DATABASE_URL: server.url } });
        expect([code, lines[0]]).toEqual([1, first]);
      }
      await change(`ALTER SYSTEM RESET ${setting}`);
      expect(await judgedOtherThan(refusal, server.url)).toBe('durable');
    }
    await client.query('ALTER ROLE puncta SET synchronous_commit = off');
    expect(await judge(server.url)).toContain('synchronous_commit = off');
  } finally {
    await client.end();
    await server.stop();
  }
});
