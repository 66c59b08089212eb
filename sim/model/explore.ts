/**
 * Every interleaving of at most so many steps, breadth first. A state is known by what it holds, not by the way to it; from
 * each one everything is delivered at last, and must come to rest.
 */

import { HOUSE } from '../../shared/posting/book/accounts.ts';
import { hold, Violation } from '../check/violation.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { type Action, perform, possible } from './actions.ts';
import { ASSET, arrive, OWNER, openWorld, restart, type SmallWorld, TILLS, write } from './small-world.ts';

export const MAX_STEPS = 7;

export type Explored = {
  readonly steps: number;
  readonly states: number;
  /** Actions that were tried, in all states together. */
  readonly transitions: number;
  readonly statesByStep: readonly number[];
  readonly violation: {
    readonly rule: string;
    readonly message: string;
    readonly path: readonly Action[];
  } | null;
};

export function exploreModel(protocol: Protocol, steps: number = MAX_STEPS): Explored {
  const known = new Set<string>();
  const statesByStep: number[] = [];
  let paths: (readonly Action[])[] = [[]];
  let transitions = 0;
  for (let step = 0; step <= steps; step++) {
    const next: (readonly Action[])[] = [];
    let fresh = 0;
    for (const path of paths) {
      transitions += 1;
      const violation = tried(() => {
        const world = replay(protocol, path);
        const key = keyOf(world);
        if (known.has(key)) return;
        known.add(key);
        fresh += 1;
        if (step < steps) for (const action of possible(world)) next.push([...path, action]);
        settle(world);
      });
      if (violation)
        return { steps, states: known.size, transitions, statesByStep, violation: { ...violation, path } };
    }
    statesByStep.push(fresh);
    paths = next;
  }
  return { steps, states: known.size, transitions, statesByStep, violation: null };
}

function replay(protocol: Protocol, path: readonly Action[]): SmallWorld {
  const world = openWorld(protocol);
  for (const action of path) perform(world, action);
  return world;
}

function tried(run: () => void): { rule: string; message: string } | null {
  try {
    run();
    return null;
  } catch (cause) {
    if (cause instanceof Violation) return { rule: cause.rule, message: cause.message };
    throw cause;
  }
}

function keyOf({ ledger, tills, sent, receipts, isLate }: SmallWorld): string {
  const { book, audit } = ledger;
  return JSON.stringify([
    [...audit.balances].flatMap(([key, balance]) => (balance === 0 ? [] : `${key} ${balance}`)).sort(),
    [...sent.keys()].sort().map((lease) => [lease, book.lease(lease)?.state]),
    TILLS.map((id) => {
      const { records, chain, grants, rights } = tills[id];
      const intent = book.intent(`intent-${id}` as never);
      return [
        records.map(({ hash }) => hash),
        chain.tip.seq,
        [...grants.keys()].sort(),
        rights,
        intent?.state,
      ];
    }),
    [...receipts].sort(),
    isLate,
  ]);
}

/** Both tills start again, time passes, each gives a sign of life, and everything arrives. */
function settle(world: SmallWorld): void {
  world.isLate = true;
  for (const id of TILLS) {
    const till = world.tills[id];
    restart(world, till);
    write(world, till, { body: { kind: 'TICK' } });
    for (const entry of till.records) arrive(world, till, entry);
    hold(till.chain.tip.seq === till.tip.seq, 'L2', () => `${id}: HQ is at ${till.chain.tip.seq}`);
  }
  const { book, audit } = world.ledger;
  const open = book.leasesOf(OWNER);
  hold(open.length === 0, 'L1', () => `${open[0]?.id} is still ${open[0]?.state}`);
  for (const id of world.receipts) hold(book.isPosted(id), 'I4', () => `${id} was printed and is nowhere`);
  hold((audit.balances.get(`${HOUSE.loss} ${ASSET}`) ?? 0) === 0, 'I13', () => 'the house pays');
  audit.finish();
}
