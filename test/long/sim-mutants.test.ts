import { expect, test } from 'vitest';
import { CONTROL } from '../../sim/mutants/all-mutants.ts';
import { huntMutants } from '../../sim/mutants/hunt.ts';
import { printHunt } from '../../sim/mutants/print-hunt.ts';

const seeds = { from: 1, to: 60 };

test('every planted bug is caught, and nothing where none is planted', async () => {
  const hunt = await huntMutants({ seeds, workers: 1 });
  console.log(printHunt(hunt, seeds));
  const survivors = hunt.filter(({ caughtBy }) => caughtBy === 0).map(({ name }) => name);
  expect(survivors).toEqual([CONTROL.name]);
});
