import fc from 'fast-check';

const RUNS = 100_000;

export const holdsAtLength = (property: fc.IProperty<unknown>): void =>
  fc.assert(property, { numRuns: RUNS });
