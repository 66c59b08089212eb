/**
 * One durable transaction of HQ with its answer. HQ may be down, may lose the transaction before it is durable, and may
 * fall between its commit and its answer: in all three the asker hears nothing.
 */

import type { Sim } from '../sim.ts';
import { MINUTE_MS } from '../world/calendar.ts';
import type { HqState } from './hq-state.ts';

const DOWN_MS = 20 * MINUTE_MS;

export function transaction<T>(sim: Sim, hq: HqState, work: () => T): T | null {
  const { random, swarm, tally } = sim;
  if (!hq.up) {
    tally.count('message to a HQ that is down');
    return null;
  }
  if (sim.healed()) return work();
  if (random.chance(swarm.hq.aborts)) {
    tally.count('HQ lost a transaction before it was durable');
    return sim.protocol.shell.answersAfterCommit ? null : hq.ledger.rehearse(work);
  }
  const answer = work();
  if (!random.chance(swarm.hq.silent)) return answer;
  tally.count('HQ fell between commit and answer');
  crashHq(sim, hq);
  return null;
}

export function crashHq(sim: Sim, hq: HqState): void {
  if (!hq.up || sim.healed()) return;
  hq.up = false;
  sim.tally.count('HQ crash');
  sim.trace.note('hq.crash', 0);
  sim.agenda.after(sim.random.wait(DOWN_MS), () => {
    hq.up = true;
  });
}
