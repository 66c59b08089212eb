import type { OwnerId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/units.ts';
import type { Asset } from '../loyalty/asset.ts';

/** What this till may spend of an owner's: without asking anybody. */
export type RightsView = {
  readonly owner: OwnerId;
  /** Assets of which nothing is held are left out. */
  readonly held: readonly {
    readonly asset: Asset;
    readonly amount: number;
    /** When the first of it ends. */
    readonly untilMs: EpochMs;
  }[];
  /** The clock is in doubt: nothing may be spent from leases until it is right. */
  readonly isClockSuspect: boolean;
};
