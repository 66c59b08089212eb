import type { HeardTime } from '../../shared/ledger/clock.ts';

/**
 * HQ's time as SYNC said it last in this run: good for doubting our clock, not signed, and so never part of the chain's
 * time. Null before the first.
 */
export type Heard = {
  readonly last: () => HeardTime | null;
  readonly hear: (time: HeardTime) => void;
};

export function createHeard(): Heard {
  let last: HeardTime | null = null;
  return {
    last: () => last,
    hear: (time) => {
      last = time;
    },
  };
}
