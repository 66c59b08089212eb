/** JRN-1, SEG-5 by numbers: a process that lives a journal's life is killed, again and again. */
import { expect, test } from 'vitest';
import { generator } from '../e2e/demo/day-plan.ts';
import { type Death, killAgainAndAgain, POINTS } from '../support/till/journal-life.ts';
import { newJournalPath } from '../support/till/journal-of.ts';

const AT_EACH_POINT = 16;
const AT_RANDOM = 100;
const LATEST_KILL_MS = 150;
const SEED = 60_122;

test('JRN-1, SEG-5 killed at marked points and at random: nothing acknowledged is lost, nothing is there twice', async () => {
  const random = generator(SEED);
  const atPoints = POINTS.flatMap((point): readonly Death[] =>
    Array.from({ length: AT_EACH_POINT }, () => ({ point, times: 1 + Math.floor(random() * 3) })),
  );
  const atRandom = Array.from({ length: AT_RANDOM }, (): Death => ({ afterMs: random() * LATEST_KILL_MS }));
  // Long lives between short ones: segments have to be there to be closed and deleted.
  const deaths = [...atPoints, ...atRandom].map((death) => ({ death, key: random() }));
  deaths.sort((a, b) => a.key - b.key);
  const sum = await killAgainAndAgain(
    newJournalPath(''),
    deaths.map(({ death }) => death),
  );
  console.log(`journal killed, seed ${SEED}: ${JSON.stringify(sum)}`);
  expect(sum).toMatchObject({ kills: POINTS.length * AT_EACH_POINT + AT_RANDOM, lost: 0, doubled: 0 });
  expect(sum.acknowledged).toBeGreaterThan(sum.kills);
});
