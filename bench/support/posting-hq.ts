/** HQ's posting in this process, over an embedded PostgreSQL of its own, with the demo shop and one till of it. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { connect, type Db } from '../../server/db/connect.ts';
import { requireDurable } from '../../server/db/durability.ts';
import { openEmbedded } from '../../server/db/embedded/open-embedded.ts';
import { migrate } from '../../server/db/migrate.ts';
import { loadDemo } from '../../server/demo/load-demo.ts';
import type { Hq } from '../../server/hq.ts';
import { push } from '../../server/posting/push.ts';
import { makeVerifier } from '../../server/posting/verifier.ts';
import { assert } from '../../shared/kernel/assert.ts';
import { epochMs } from '../../shared/kernel/units.ts';
import type { WireEntry } from '../../shared/protocol/push.ts';
import { testKeys } from '../../test/support/hq/test-keys.ts';
import { databaseUrl } from '../../test/support/postgres/global-setup.ts';
import { START_MS } from '../../test/support/till-chain.ts';
import { type BenchTill, benchTill } from './bench-till.ts';

export type PostingHq = {
  readonly hq: Hq;
  readonly till: BenchTill;
  /** An empty database of the same server. */
  readonly freshDatabase: (name: string) => Promise<Db>;
};

const SEED = 1;

export async function withPostingHq<T>(work: (shop: PostingHq) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'puncta-bench-'));
  chmodSync(folder, 0o755);
  const server = await openEmbedded({ folder });
  const opened: Db[] = [];
  const freshDatabase = async (name: string): Promise<Db> => {
    const db = await madeDatabase(server.url, name);
    opened.push(db);
    return db;
  };
  try {
    const db = await freshDatabase('posting');
    await requireDurable(db);
    const hq: Hq = { db, keys: testKeys(), nowMs: () => epochMs(START_MS), verifier: makeVerifier(db) };
    await loadDemo(hq, SEED);
    const till = await benchTill(hq);
    try {
      return await work({ hq, till, freshDatabase });
    } finally {
      await hq.verifier.close();
    }
  } finally {
    await Promise.all(opened.map((db) => db.destroy()));
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Entries of the till's chain, from one number to another, as HQ reads them from a request. */
export const received = (
  { chain }: BenchTill,
  { from, upto }: { readonly from: number; readonly upto: number },
): readonly WireEntry[] => JSON.parse(JSON.stringify(chain.wire(from, upto))) as readonly WireEntry[];

/** Posts them as one batch. */
export async function postEntries(
  { hq, till: { caller } }: Pick<PostingHq, 'hq' | 'till'>,
  entries: readonly WireEntry[],
): Promise<void> {
  const answer = await push(hq, caller, { epoch: 1, entries: [...entries] });
  const ack = JSON.parse(answer?.document ?? '{}') as { verdict: string; quarantined: unknown[] };
  assert(ack.verdict === 'accepted' && ack.quarantined.length === 0, 'every entry posts');
}

async function madeDatabase(url: string, name: string): Promise<Db> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const db = connect(databaseUrl(url, name));
  await migrate(db);
  return db;
}
