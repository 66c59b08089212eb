/** Sixteen tills at two HQ processes on one database: tills change sides, repeat themselves, and a process is killed. */
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { assert } from '../../../shared/kernel/assert.ts';
import { type Audit, audit } from './audit.ts';
import { startFleet } from './fleet.ts';
import type { ServingHq } from './hq-process.ts';
import { enrolTills } from './kill-campaign.ts';
import { countOf } from './sending-till.ts';
import type { ShopProcesses } from './shop-processes.ts';
import { someMembers } from './wire-enrol.ts';

export type TwoProcesses = {
  readonly shop: ShopProcesses;
  readonly seed: number;
  readonly tills: number;
  /** So many times one of the two is killed and started again, each time after so long. */
  readonly kills: number;
  readonly betweenMs: number;
};

export type Outcome = Audit & {
  readonly kills: number;
  readonly acknowledged: number;
  readonly repeats: number;
  readonly broken: number;
  /** Refused because a wait took too long, as happens where the machine is busy with other things. */
  readonly late: number;
  /** Refused for any other reason: a till must not see what two processes have to settle between them. */
  readonly refused: number;
  readonly stuck: number;
  /** Those that the database broke and HQ tried again. */
  readonly deadlocks: number;
  readonly surprises: readonly string[];
};

/** Pushes at one process before a till turns to the other. */
const STAYS_FOR = 6;
const FINISH_LIMIT_MS = 60_000;

export async function runTwoProcesses({
  shop,
  seed,
  tills: count,
  kills,
  betweenMs,
}: TwoProcesses): Promise<Outcome> {
  const sides: [ServingHq, ServingHq] = [await shop.serve(), await shop.serve()];
  const tills = await enrolTills(shop, sides[0].url, count);
  const [first] = tills;
  assert(first, 'tills are enrolled');
  const members = await someMembers(sides[0].url, first);
  const calls = tills.map(() => 0);
  const side = (till: number): number => {
    calls[till] = (calls[till] ?? 0) + 1;
    return (till + Math.floor(calls[till] / STAYS_FOR)) % 2;
  };
  const fleet = startFleet({
    tills,
    members,
    seed,
    impatience: 0.1,
    restMs: 5,
    line: (till) => sides[side(till) as 0 | 1].url,
    echo: (till) => sides[((side(till) + 1) % 2) as 0 | 1].url,
  });
  const all: ServingHq[] = [...sides];
  for (let kill = 0; kill < kills; kill += 1) {
    const at = (kill % 2) as 0 | 1;
    await delay(betweenMs);
    await sides[at].stop('SIGKILL');
    await delay(betweenMs / 4);
    sides[at] = await shop.serve();
    all.push(sides[at]);
  }
  await delay(betweenMs);
  const { stuck } = await fleet.finish(FINISH_LIMIT_MS);
  const faults = all.flatMap(({ lines }) => lines).filter((line) => line.includes('request.failed'));
  const late = faults.filter((line) => !isNotLate(line)).length;
  return {
    kills,
    ...(await audit(shop.url, tills)),
    acknowledged: tills.reduce((sum, till) => sum + till.acknowledged.size, 0),
    repeats: countOf(tills, 'repeats'),
    broken: countOf(tills, 'broken'),
    late,
    refused: countOf(tills, 'refused') - late,
    stuck,
    deadlocks: await deadlocks(shop),
    surprises: [...tills.flatMap(({ faults }) => faults), ...faults.filter(isNotLate)],
  };
}

async function deadlocks({ db }: ShopProcesses): Promise<number> {
  const { rows } = await sql<{ deadlocks: number }>`
    SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`.execute(db);
  return rows[0]?.deadlocks ?? 0;
}

/** A wait for a lock, or a statement, that the database broke off. */
const isNotLate = (line: string): boolean => !/"message":"(55P03|57014)"/.test(line);
