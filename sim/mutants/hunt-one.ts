import type { Seeds } from '../campaign/run-campaign.ts';
import { shippedProtocol } from '../protocol/shipped-protocol.ts';
import { runSeed } from '../run-seed.ts';
import type { Swarm } from '../swarm.ts';
import type { Mutant } from './mutant.ts';

export type Hunted = {
  readonly name: string;
  readonly seeds: number;
  readonly caughtBy: number;
  /** By the promise that broke first. */
  readonly rules: Readonly<Record<string, number>>;
  readonly firstSeed: number | null;
  readonly survives: string | null;
};

export function huntOne({ name, plant, survives }: Mutant, { from, to }: Seeds): Hunted {
  const protocol = plant(shippedProtocol);
  const rules: Record<string, number> = {};
  let firstSeed: number | null = null;
  let caughtBy = 0;
  for (let seed = from; seed <= to; seed++) {
    const { violation } = runSeed(seed, { protocol, adjust: shorter });
    if (violation === null) continue;
    caughtBy += 1;
    firstSeed ??= seed;
    rules[violation.rule] = (rules[violation.rule] ?? 0) + 1;
  }
  return { name, seeds: to - from + 1, caughtBy, rules, firstSeed, survives };
}

const HUNT_DAYS = 6;
const HUNT_TILLS = 2;

/** A bug shows in a small shop as well as in a big one, and sooner. */
const shorter = (swarm: Swarm): Swarm => ({
  ...swarm,
  days: Math.min(swarm.days, HUNT_DAYS),
  tillsPerStore: Math.min(swarm.tillsPerStore, HUNT_TILLS),
  stores: Math.min(swarm.stores, HUNT_TILLS),
});
