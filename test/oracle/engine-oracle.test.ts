/** The engine against a second one that is slow and obvious. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bothSay } from '../support/oracle/compare.ts';
import { anyCase } from '../support/oracle/random-programme.ts';

test('ORD-1 whatever the programme and the basket, the engine says what the unit-by-unit oracle says', () => {
  fc.assert(
    fc.property(anyCase, (given) => {
      const both = bothSay(given);
      expect(both.engine).toEqual(both.oracle);
    }),
    { numRuns: 3_000 },
  );
});
