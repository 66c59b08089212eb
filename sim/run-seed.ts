/**
 * One seed: a shop and its faults are drawn, the days run, everything is healed and drained, and what is at rest is
 * compared. The same seed gives the same trace.
 */
import type { TillId } from '../shared/kernel/ids.ts';
import { checkAtRest } from './check/at-rest.ts';
import { createLedgerAudit } from './check/ledger-audit.ts';
import { createReceipts } from './check/receipts.ts';
import { createRightsAudit } from './check/rights-audit.ts';
import { Violation } from './check/violation.ts';
import { keepHouse } from './hq/housekeeping.ts';
import { enrolTill, type HqState } from './hq/hq-state.ts';
import { openLedger } from './hq/ledger.ts';
import { unleash } from './nemesis/nemesis.ts';
import type { Protocol } from './protocol/protocol.ts';
import { drawPeople, openBalances, ownersOf } from './shop/people.ts';
import { openShop } from './shop/visits.ts';
import type { Core, Sim } from './sim.ts';
import { drawSwarm, type Swarm } from './swarm.ts';
import { crash } from './till/power.ts';
import { keepTalking } from './till/round.ts';
import { createTill, type Till } from './till/till.ts';
import { createAgenda } from './world/agenda.ts';
import { DAY_MS, START_MS } from './world/calendar.ts';
import { createNetwork } from './world/network.ts';
import { createRandom } from './world/random.ts';
import { createTally } from './world/tally.ts';
import { createTrace } from './world/trace.ts';

export type SeedResult = {
  readonly seed: number;
  readonly tillDays: number;
  readonly events: number;
  readonly receipts: number;
  readonly commands: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly traceHash: string;
  readonly violation: { readonly rule: string; readonly message: string } | null;
  readonly trace: readonly string[];
};

export type SeedOptions = {
  readonly protocol: Protocol;
  /** Lines of the trace to keep; absent: none. */
  readonly keepTrace?: number;
  /** Changes what the seed has drawn; for tests of single situations. */
  readonly adjust?: (swarm: Swarm) => Swarm;
};

export function runSeed(seed: number, options: SeedOptions): SeedResult {
  const { core, heal } = createCore(seed, options);
  const { agenda, trace, tally, swarm } = core;
  const sim = createSim(core);
  let events = 0;
  const violation = watching(() => {
    const people = drawPeople(core);
    openBalances(sim, people);
    for (const till of sim.tills) {
      openShop(sim, people, till);
      keepTalking(sim, till);
    }
    keepHouse(sim, sim.hq, ownersOf(people));
    unleash(sim);
    events += agenda.runUntil(START_MS + swarm.days * DAY_MS);
    heal();
    for (const till of sim.tills) if (!till.stolen) till.skewMs = 0;
    sim.hq.up = true;
    events += agenda.runUntil(agenda.nowMs() + drainMs(swarm));
    checkAtRest(sim);
  });
  return {
    seed,
    tillDays: swarm.stores * swarm.tillsPerStore * swarm.days,
    events,
    receipts: sim.receipts.count(),
    commands: sim.hq.ledger.log.length,
    counts: { ...tally.all(), 'receipt whose every copy is gone': sim.receipts.lostCount() },
    traceHash: trace.hash(),
    violation,
    trace: trace.lines,
  };
}

/** Until every lease has ended, every dead till is written off, and everybody has talked to HQ a few times. */
const drainMs = ({ policy, writeOffAfterMs }: Swarm): number =>
  policy.lifeMs + policy.graceMs + writeOffAfterMs + 3 * DAY_MS;

function createCore(seed: number, { protocol, keepTrace = 0, adjust }: SeedOptions) {
  const random = createRandom(seed);
  const drawn = drawSwarm(random);
  const agenda = createAgenda(START_MS);
  let isHealed = false;
  let ids = 0;
  const core: Core = {
    seed,
    swarm: adjust ? adjust(drawn) : drawn,
    protocol,
    random,
    agenda,
    trace: createTrace(agenda.nowMs, keepTrace),
    tally: createTally(),
    healed: () => isHealed,
    newId: (kind) => {
      ids += 1;
      return `${kind}-${ids}`;
    },
    excuses: { rolledBack: false, destroyed: false, forged: false, writtenOff: false },
  };
  const heal = (): void => {
    isHealed = true;
  };
  return { core, heal };
}

function createSim(core: Core): Sim {
  const ledger = openLedger(core.protocol, createLedgerAudit(core));
  const hq: HqState = {
    ledger,
    tills: new Map(),
    grants: new Map(),
    intentsGranted: new Set(),
    recalls: new Set(),
    visits: new Map(),
    suspended: [],
    up: true,
  };
  const tills = createTills(core);
  for (const { id, store } of tills) enrolTill(hq, id, store);
  const network = createNetwork(core);
  const sim: Sim = {
    ...core,
    network,
    hq,
    tills,
    receipts: createReceipts(),
    rights: createRightsAudit(core, ledger),
    cutPower: (till, unprinted) => crash(sim, till, unprinted),
  };
  return sim;
}

const NIGHT = { from: 120, to: 240 };

function createTills({ swarm, random }: Core): readonly Till[] {
  return Array.from({ length: swarm.stores * swarm.tillsPerStore }, (_, n) => {
    const store = n % swarm.stores;
    const id = `till-${n}` as TillId;
    const delay = random.below(30);
    const window = store < swarm.nightlyStores ? { from: NIGHT.from + delay, to: NIGHT.to + delay } : null;
    return createTill(id, store, window);
  });
}

/** A broken assertion of the shipped code is a violation too. */
function watching(run: () => void): SeedResult['violation'] {
  try {
    run();
    return null;
  } catch (cause) {
    if (cause instanceof Violation) return { rule: cause.rule, message: cause.message };
    if (cause instanceof Error && cause.name === 'AssertionError')
      return { rule: 'assert', message: `${cause.message} ${(cause.stack ?? '').split('\n')[2] ?? ''}` };
    throw cause;
  }
}
