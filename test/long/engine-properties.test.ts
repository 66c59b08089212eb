import fc from 'fast-check';
import { describe, test } from 'vitest';
import { engineProperties, wireProperties } from '../properties/engine-properties.ts';
import { returnProperties } from '../properties/return-properties.ts';

const RUNS = 100_000;

describe('for every programme and every basket, at length', () => {
  test.each([...engineProperties, ...wireProperties, ...returnProperties])('$name', ({ property }) => {
    fc.assert(property, { numRuns: RUNS });
  });
});
