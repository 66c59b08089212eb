import fc from 'fast-check';
import { describe, test } from 'vitest';
import { wireProperties } from './engine-properties.ts';
import { returnProperties } from './return-properties.ts';

const RUNS = 10_000;

describe('for every programme and every basket', () => {
  test.each([...returnProperties, ...wireProperties])('$name', { timeout: 120_000 }, ({ property }) => {
    fc.assert(property, { numRuns: RUNS });
  });
});
