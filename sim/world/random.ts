/** The only source of chance in a run: small fast counter (sfc32), so a seed says everything that will happen. */
import { assert } from '../../shared/kernel/assert.ts';

export type Random = {
  /** In [0, 1). */
  readonly next: () => number;
  readonly below: (limit: number) => number;
  /** Both ends may come. */
  readonly between: (low: number, high: number) => number;
  readonly chance: (probability: number) => boolean;
  /** Exponential: most come soon, a few very late. */
  readonly wait: (mean: number) => number;
  readonly pick: <T>(list: readonly T[]) => T;
};

const WARM_UP = 15;

export function createRandom(seed: number): Random {
  const next = sfc32(seed);
  for (let i = 0; i < WARM_UP; i++) next();
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    between: (low, high) => low + below(high - low + 1),
    chance: (probability) => next() < probability,
    wait: (mean) => Math.round(-Math.log(1 - next()) * mean),
    pick: (list) => {
      assert(list.length > 0, 'something to pick from');
      return list[below(list.length)] as (typeof list)[number];
    },
  };
}

function sfc32(seed: number): () => number {
  let a = seed | 0;
  let b = 0x9e3779b9 ^ seed;
  let c = 0x243f6a88;
  let counter = 0xb7e15162 | 0;
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 4_294_967_296;
  };
}
