/** Whether this process should get requests now. A balancer asks every second or so, so the answer is kept for one. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Db } from '../db/connect.ts';
import { missingDurability } from '../db/durability.ts';
import { migrationState } from '../db/migrate.ts';

export type Ready = 'ready' | 'stopping' | 'database' | 'migrations' | 'durability';

export type Readiness = {
  readonly ask: () => Promise<Ready>;
  /** From now on the answer is `stopping`. */
  readonly stop: () => void;
};

const KEPT_MS = 1_000;
const PATIENCE_MS = 3_000;

export function makeReadiness(db: Db, { allowNoFsync = true } = {}): Readiness {
  let stopping = false;
  let asked: { readonly atMs: number; readonly answer: Promise<Ready> } | null = null;
  return {
    ask: async () => {
      if (stopping) return 'stopping';
      if (asked === null || performance.now() - asked.atMs > KEPT_MS)
        asked = { atMs: performance.now(), answer: inTime(look(db, allowNoFsync)) };
      return asked.answer;
    },
    stop: () => {
      stopping = true;
    },
  };
}

async function look(db: Db, allowNoFsync: boolean): Promise<Ready> {
  try {
    if ((await migrationState(db)) !== 'current') return 'migrations';
    return allowNoFsync || (await missingDurability(db)) === null ? 'ready' : 'durability';
  } catch {
    return 'database';
  }
}

async function inTime(answer: Promise<Ready>): Promise<Ready> {
  const late = new AbortController();
  const tooLate = delay(PATIENCE_MS, 'database' as const, { ref: false, signal: late.signal });
  tooLate.catch(() => undefined);
  return Promise.race([answer, tooLate]).finally(() => late.abort());
}
