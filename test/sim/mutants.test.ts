/** A promise that no planted bug can break is not watched. The long campaign plants all of them. */
import { describe, expect, test } from 'vitest';
import { ALL_MUTANTS } from '../../sim/mutants/all-mutants.ts';
import { huntOne } from '../../sim/mutants/hunt-one.ts';

const CHEAP: readonly { name: string; rule: string; seed: number }[] = [
  { name: 'no closing by chain time', rule: 'L1', seed: 1 },
  { name: 'lots not moved with leases', rule: 'I9', seed: 1 },
  { name: 'expiry takes leased slices', rule: 'R9', seed: 1 },
  { name: 'no ABANDON', rule: 'R13', seed: 1 },
  { name: 'a coupon used at two tills', rule: 'R6', seed: 1 },
];

describe('a planted bug is caught', () => {
  test.each(CHEAP)('$name', ({ name, rule, seed }) => {
    const mutant = ALL_MUTANTS.find((each) => each.name === name);
    expect(mutant).toBeDefined();
    if (mutant) expect(huntOne(mutant, { from: seed, to: seed }).rules).toEqual({ [rule]: 1 });
  });

  test('there are at least 16, each by its own name', () => {
    expect(new Set(ALL_MUTANTS.map(({ name }) => name)).size).toBe(ALL_MUTANTS.length);
    expect(ALL_MUTANTS.length).toBeGreaterThanOrEqual(16);
  });
});
