/**
 * What one seed is made of: every seed draws its own shop and its own subset and strength of faults (swarm testing), so
 * that no fault hides behind another.
 */
import { DEFAULT_LEASE_POLICY, type LeasePolicy } from '../shared/lease/lease-policy.ts';
import type { LotPolicies } from '../shared/loyalty/programme/lot-policy.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './world/calendar.ts';
import type { Random } from './world/random.ts';

export type Swarm = {
  readonly stores: number;
  readonly tillsPerStore: number;
  readonly members: number;
  readonly cards: number;
  readonly days: number;
  /** At least 20 receipts per till and day. */
  readonly visitsPerTillAndDay: number;
  readonly line: LineFaults;
  readonly till: TillFaults;
  readonly hq: HqFaults;
  /** Of the stores, those that talk to HQ in a window at night only. */
  readonly nightlyStores: number;
  readonly syncEveryMs: number;
  /** How many entries a push takes at most. */
  readonly pushEntries: number;
  /** Pushes that a till sends before it has heard the answer to the one before. */
  readonly pushesAtOnce: number;
  readonly policy: LeasePolicy;
  /** From the end of a lease until a person writes a dead till off. */
  readonly writeOffAfterMs: number;
  readonly lots: LotPolicies;
  readonly shortfall: 'receivable' | 'forgive';
  readonly minimumDaysLeft: number;
  readonly basket: BasketShares;
};

export type LineFaults = {
  readonly loss: number;
  readonly duplicates: number;
  readonly delayMs: number;
  readonly downShare: number;
  readonly outageMs: number;
};

export type TillFaults = {
  /** Of commits, how many the power fails in. */
  readonly crashInCommit: number;
  readonly crashes: boolean;
  readonly tornTails: boolean;
  /** The longest jump of a clock, either way; 0: none. */
  readonly clockJumpMs: number;
  readonly rollbacks: boolean;
  readonly destroyed: boolean;
  readonly stolen: boolean;
  /** A person gives up a till that is only cut off. */
  readonly givenUp: boolean;
};

export type HqFaults = {
  readonly crashes: boolean;
  /** Of transactions: lost before they are durable. */
  readonly aborts: number;
  /** Of transactions: durable, and HQ falls before it answers. */
  readonly silent: number;
};

export type BasketShares = {
  readonly spends: number;
  readonly spendsTwice: number;
  readonly guests: number;
  readonly returns: number;
  readonly awayFromHome: number;
  /** Of rights that HQ gave for a basket: it is paid without them after all. */
  readonly changesMind: number;
};

export function drawSwarm(random: Random): Swarm {
  return {
    stores: random.between(1, 3),
    tillsPerStore: random.between(1, 3),
    members: random.between(3, 25),
    cards: random.between(0, 4),
    days: random.between(5, 16),
    visitsPerTillAndDay: random.between(24, 48),
    line: drawLine(random),
    till: drawTill(random),
    hq: {
      crashes: random.chance(0.6),
      aborts: random.chance(0.5) ? random.next() * 0.03 : 0,
      silent: random.chance(0.5) ? random.next() * 0.03 : 0,
    },
    nightlyStores: random.chance(0.4) ? random.between(1, 3) : 0,
    syncEveryMs: random.pick([10 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS]),
    pushEntries: random.pick([1, 3, 10, 1000]),
    pushesAtOnce: random.pick([1, 1, 1, 3]),
    policy: drawPolicy(random),
    writeOffAfterMs: random.pick([DAY_MS, 4 * DAY_MS]),
    lots: drawLots(random),
    shortfall: random.chance(0.8) ? 'receivable' : 'forgive',
    minimumDaysLeft: random.pick([0, 2, 30]),
    basket: {
      spends: 0.15 + random.next() * 0.4,
      spendsTwice: random.chance(0.6) ? 0.15 : 0,
      guests: random.next() * 0.4,
      returns: 0.02 + random.next() * 0.1,
      awayFromHome: random.next() * 0.5,
      changesMind: random.chance(0.7) ? 0.1 : 0,
    },
  };
}

const drawLine = (random: Random): LineFaults => ({
  loss: random.chance(0.7) ? random.next() * 0.3 : 0,
  duplicates: random.chance(0.7) ? random.next() * 0.5 : 0,
  delayMs: random.chance(0.7) ? random.between(20, 2_000) : random.between(10_000, 15 * MINUTE_MS),
  downShare: random.chance(0.85) ? random.next() * 0.9 : 0,
  outageMs: random.pick([2 * HOUR_MS, DAY_MS, 3 * DAY_MS]),
});

const drawTill = (random: Random): TillFaults => ({
  crashInCommit: random.chance(0.7) ? 0.002 + random.next() * 0.008 : 0,
  crashes: random.chance(0.7),
  tornTails: random.chance(0.7),
  clockJumpMs: random.chance(0.5) ? random.between(20 * MINUTE_MS, 5 * DAY_MS) : 0,
  rollbacks: random.chance(0.25),
  destroyed: random.chance(0.25),
  stolen: random.chance(0.25),
  givenUp: random.chance(0.1),
});

const drawPolicy = (random: Random): LeasePolicy => ({
  ...DEFAULT_LEASE_POLICY,
  enabled: random.chance(0.9),
  shareBps: random.pick([3000, 6000, 10_000]),
  capPoints: random.chance(0.2) ? 300 : null,
  lifeMs: random.pick([4 * HOUR_MS, DAY_MS, 3 * DAY_MS]),
  intentLifeMs: random.pick([MINUTE_MS, 15 * MINUTE_MS, 2 * HOUR_MS]),
  graceMs: random.pick([0, 6 * HOUR_MS, DAY_MS]),
});

/** Lives of lots that end within the run, so that ends and leases meet. */
const drawLots = (random: Random): LotPolicies => ({
  points: drawLife(random),
  wallet: drawLife(random),
  other: drawLife(random),
});

const drawLife = (random: Random) => ({
  pendingDays: random.pick([0, 0, 1, 3]),
  ...(random.chance(0.75) ? { expiry: drawExpiry(random) } : {}),
});

const drawExpiry = (random: Random) =>
  random.pick([
    { kind: 'days', days: 1 } as const,
    { kind: 'days', days: 4 } as const,
    { kind: 'inactivity', days: 3 } as const,
    { kind: 'endOfMonth', months: 0 } as const,
    { kind: 'days', days: 400 } as const,
  ]);
