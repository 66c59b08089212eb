import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bothSay } from '../support/oracle/compare.ts';
import { anyCase } from '../support/oracle/random-programme.ts';

test('ORD-1 a hundred thousand programmes and baskets: the engine says what the oracle says', () => {
  fc.assert(
    fc.property(anyCase, (given) => {
      const both = bothSay(given);
      expect(both.engine).toEqual(both.oracle);
    }),
    { numRuns: 100_000 },
  );
});
