/** What every HQ process clears away each minute, a bounded piece at a time: nonces and tries that are old enough. */
import type { Db } from '../db/connect.ts';
import { forgetEnrolTries } from '../routes/enrol-tries.ts';
import { forgetNonces } from '../routes/nonces.ts';

const EVERY_MS = 60_000;
const BATCH = 2_000;
/** 200,000 rows in a minute are more than HQ is asked for in one. */
const MAX_BATCHES = 100;

export type Housekeeping = {
  /** Lets a round in hand end. */
  readonly stop: () => Promise<void>;
};

/** A round that fails (the database is away) is left to the next one. */
export function startHousekeeping(db: Db, failed: (fault: unknown) => void): Housekeeping {
  let round: Promise<void> = Promise.resolve();
  let stopped = false;
  const goesOn = (): boolean => !stopped;
  const timer = setInterval(() => {
    round = round.then(() => clearAway(db, goesOn)).catch(failed);
  }, EVERY_MS);
  timer.unref();
  return {
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await round;
    },
  };
}

export async function clearAway(db: Db, goesOn: () => boolean = () => true): Promise<void> {
  for (const forget of [forgetNonces, forgetEnrolTries])
    for (let batch = 0; batch < MAX_BATCHES && goesOn(); batch += 1)
      if ((await forget(db, BATCH)) < BATCH) break;
}
