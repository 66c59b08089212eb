/** JRN-4, SEG-2, SEG-9 at a thousand places. */
import { expect, test } from 'vitest';
import { generator } from '../e2e/demo/day-plan.ts';
import { spoilAgainAndAgain } from '../support/till/journal-spoiled.ts';

const PLACES = 1_000;
const SEED = 48_113;

test('JRN-4, SEG-2, SEG-9 files spoiled at a thousand places are never silently wrong', () => {
  const sum = spoilAgainAndAgain(PLACES, generator(SEED));
  console.log(`journal spoiled, seed ${SEED}: ${JSON.stringify(sum)}`);
  expect(sum.wrong).toEqual([]);
});
