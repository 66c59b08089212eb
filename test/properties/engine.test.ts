import fc from 'fast-check';
import { describe, test } from 'vitest';
import { engineProperties } from './engine-properties.ts';

const RUNS = 10_000;

describe('for every programme and every basket', () => {
  test.each(engineProperties)('$name', { timeout: 120_000 }, ({ property }) => {
    fc.assert(property, { numRuns: RUNS });
  });
});
