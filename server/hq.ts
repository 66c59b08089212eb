import type { EpochMs } from '../shared/kernel/units.ts';
import type { Db } from './db/connect.ts';
import type { HqKeys } from './keys/key-file.ts';
import type { Tell } from './log/hq-event.ts';
import type { Verifier } from './posting/verifier.ts';

/** What every part of HQ works with. Time comes from here, so tests can set it. */
export type Hq = {
  readonly db: Db;
  readonly keys: HqKeys;
  readonly nowMs: () => EpochMs;
  readonly verifier: Verifier;
  /** Nobody watches where it is missing. */
  readonly tell?: Tell;
};
