import { expect, test } from 'vitest';
import { huntMutants } from '../../sim/mutants/hunt.ts';
import { printHunt } from '../../sim/mutants/print-hunt.ts';

const seeds = { from: 1, to: 20 };

test('every planted bug is caught', async () => {
  const hunt = await huntMutants({ seeds, workers: 1 });
  console.log(printHunt(hunt, seeds));
  const survivors = hunt.filter(({ caughtBy, survives }) => caughtBy === 0 && survives === null);
  expect(survivors).toEqual([]);
});
