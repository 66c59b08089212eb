/** A replay of real receipts, killed at twelve seeded moments, ends as one that was left alone. */
import { expect, test } from 'vitest';
import { seededRandom } from '../../server/demo/seeded-random.ts';
import { expectedOf } from '../replay/expected.ts';
import { killedReplay } from '../support/replay/killed-replay.ts';
import { EXTRACT, replayHome } from '../support/replay/run-replay.ts';

const SEED = 20_101_201;
const KILLS = 12;
/** The kills fall among the first so many invoices; the rest keep a fast machine from ending before its kill. */
const KILLED_WITHIN = 600;
const INVOICES = 1000;

test(`RPL-6 killed twelve times between any two steps (seed ${SEED}), nothing is lost or doubled`, async () => {
  const random = seededRandom(SEED);
  const home = await replayHome();
  let killed = 0;
  for (let round = 0; round < KILLS; round += 1) {
    // Each run begins where the last one came to, so a little further than that is always in the middle of selling.
    const invoices = Math.floor((KILLED_WITHIN * round) / KILLS) + random.below(40);
    const signal = await killedReplay(home, { limit: INVOICES, invoices, laterMs: random.below(250) });
    if (signal === 'SIGKILL') killed += 1;
  }
  const { tally, audit } = await home.run({ limit: INVOICES });
  const {
    pointsOf: _points,
    members,
    days,
    stale,
    ...expected
  } = expectedOf(EXTRACT, { invoices: INVOICES });
  console.log(
    `replays killed ${killed}; sales ${tally.sales}, doubled or lost ${tally.sales - expected.sales}`,
  );
  expect(killed).toBe(KILLS);
  expect(audit.differences).toEqual([]);
  expect(tally).toEqual(expected);
  expect(audit.journal).toMatchObject({ members, stretches: days });
  expect(audit.hq).toMatchObject({ confirmedDays: days, stale });
  // Its time never went back, so the till had no reason to begin a new epoch.
  expect(await home.db.selectFrom('chain').select('epoch').execute()).toEqual([{ epoch: 1 }]);
});
