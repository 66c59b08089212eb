/** JRN-1, SEG-5 by numbers: a process that lives a journal's life is killed, again and again. */
import { expect, test } from 'vitest';
import { generator } from '../e2e/demo/day-plan.ts';
import { type Death, killAgainAndAgain, POINTS } from '../support/till/journal-life.ts';
import { newJournalPath } from '../support/till/journal-of.ts';

const AT_EACH_POINT = 16;
const AT_RANDOM = 100;
const LATEST_KILL_MS = 150;
/** A journal of its own for so many: segments of dead lives only add to what is verified each time. */
const DEATHS_PER_JOURNAL = 20;
const SEED = 60_122;

test('JRN-1, SEG-5 killed at marked points and at random: nothing acknowledged is lost, nothing is there twice', async () => {
  const random = generator(SEED);
  const atPoints = POINTS.flatMap((point): readonly Death[] =>
    Array.from({ length: AT_EACH_POINT }, () => ({ point, times: 1 + Math.floor(random() * 3) })),
  );
  const atRandom = Array.from({ length: AT_RANDOM }, (): Death => ({ afterMs: random() * LATEST_KILL_MS }));
  const deaths = [...atPoints, ...atRandom].map((death) => ({ death, key: random() }));
  deaths.sort((a, b) => a.key - b.key);
  const sum = {
    kills: 0,
    acknowledged: 0,
    lost: 0,
    doubled: 0,
    unheard: 0,
    closedSegments: 0,
    deletedEntries: 0,
  };
  for (let from = 0; from < deaths.length; from += DEATHS_PER_JOURNAL) {
    const some = deaths.slice(from, from + DEATHS_PER_JOURNAL).map(({ death }) => death);
    const killed = await killAgainAndAgain(newJournalPath(''), some);
    for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += killed[name];
  }
  console.log(`journal killed, seed ${SEED}: ${JSON.stringify(sum)}`);
  expect(sum).toMatchObject({ kills: deaths.length, lost: 0, doubled: 0 });
  expect(deaths.length).toBeGreaterThanOrEqual(260);
  expect(sum.acknowledged).toBeGreaterThan(sum.kills);
});
