/** How much HQ leases, to whom and for how long. Every figure is a store's choice within what the protocol allows. */
const HOUR_MS = 3_600_000;

export type LeasePolicy = {
  /** False: nothing may be spent here without a connection. */
  readonly enabled: boolean;
  /** Of what is available, in hundredths of a percent. Assets of whole things (coupons, stamps) are leased wholly. */
  readonly shareBps: number;
  /** Never more than this on one till, in the asset's smallest unit; null: no cap. */
  readonly capPoints: number | null;
  readonly capWalletMinor: number | null;
  /** Nothing smaller is worth a lease. */
  readonly leastPoints: number;
  readonly leastWalletMinor: number;
  readonly lifeMs: number;
  /** Of a right that one sale asked for while the line was up. */
  readonly intentLifeMs: number;
  /** A lease this long past its end without proof is frozen. */
  readonly graceMs: number;
  /** Members who came to the store within so many days. */
  readonly visitedWithinDays: number;
};

export const DEFAULT_LEASE_POLICY: LeasePolicy = {
  enabled: true,
  shareBps: 6000,
  capPoints: null,
  capWalletMinor: null,
  leastPoints: 1,
  leastWalletMinor: 100,
  lifeMs: 72 * HOUR_MS,
  intentLifeMs: HOUR_MS / 4,
  graceMs: 24 * HOUR_MS,
  visitedWithinDays: 60,
};
