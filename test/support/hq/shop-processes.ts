/** HQ processes over one database, as many as a test starts; whatever is left of them goes when the test has finished. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { connect, type Db } from '../../../server/db/connect.ts';
import { migrate } from '../../../server/db/migrate.ts';
import { loadDemo } from '../../../server/demo/load-demo.ts';
import { makeEnrolmentCode } from '../../../server/enrol/enrolment-code.ts';
import { assert } from '../../../shared/kernel/assert.ts';
import { asId } from '../../../shared/kernel/ids.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import { START_MS } from '../till-chain.ts';
import { type Ended, runHq, type ServingHq, serveHq } from './hq-process.ts';
import { DEMO_STORE } from './test-hq.ts';
import { DEMO_SEED, testKeys, writeTestKeys } from './test-keys.ts';

export type ShopProcesses = {
  readonly url: string;
  /** The test's own way into the database, beside all processes. */
  readonly db: Db;
  readonly serve: (env?: NodeJS.ProcessEnv) => Promise<ServingHq>;
  readonly run: (...args: readonly string[]) => Promise<Ended>;
  /** What a person at HQ does for a new or renewed till. */
  readonly enrolmentCode: (tillName: string) => Promise<string>;
};

/** `durable` says whether the database syncs its files, as HQ wants it unless told otherwise. */
export function shopProcesses(url: string, { durable }: { durable: boolean }): ShopProcesses {
  const folder = mkdtempSync(join(tmpdir(), 'puncta-hq-processes-'));
  chmodSync(folder, 0o755);
  writeTestKeys(folder);
  const db = connect(url);
  const started: ServingHq[] = [];
  onTestFinished(async () => {
    for (const hq of started) hq.signal('SIGKILL');
    await Promise.all(started.map(({ ended }) => ended));
    await db.destroy();
    rmSync(folder, { recursive: true, force: true });
  });
  const common = ['--data', folder, ...(durable ? [] : ['--dev-no-fsync'])];
  return {
    url,
    db,
    serve: async (env = process.env) => {
      const hq = await serveHq({ args: common, env: { ...env, DATABASE_URL: url } });
      started.push(hq);
      return hq;
    },
    run: (command = '', ...args) => runHq({ args: [command, ...common, ...args], env: withDatabase(url) }),
    enrolmentCode: async (tillName) => {
      const hq = { db, keys: testKeys(), nowMs: () => epochMs(Date.now()) };
      const made = await makeEnrolmentCode(hq as Parameters<typeof makeEnrolmentCode>[0], {
        store: asId(DEMO_STORE),
        tillName,
      });
      assert(made, 'the demo store is there');
      return made.code;
    },
  };
}

const withDatabase = (url: string): NodeJS.ProcessEnv => ({ ...process.env, DATABASE_URL: url });

/** Brings a new database to what the template of the test run holds. */
export async function loadDemoShop(url: string): Promise<void> {
  const db = connect(url);
  try {
    await migrate(db);
    await loadDemo({ db, keys: testKeys(), nowMs: () => START_MS }, DEMO_SEED);
  } finally {
    await db.destroy();
  }
}
