import { expect, test } from 'vitest';
import { generator } from '../../e2e/demo/day-plan.ts';
import { spoilAgainAndAgain } from '../../support/till/journal-spoiled.ts';

const PLACES = 100;
const SEED = 20_261_122;

test('JRN-4, SEG-2, SEG-9 files spoiled anywhere are refused, found out, or read as they were written', () => {
  const sum = spoilAgainAndAgain(PLACES, generator(SEED));
  console.log(`journal spoiled, seed ${SEED}: ${JSON.stringify(sum)}`);
  expect(sum.wrong).toEqual([]);
  expect(sum.refused).toBeGreaterThan(0);
  expect(sum.found).toBeGreaterThan(0);
}, 120_000);
