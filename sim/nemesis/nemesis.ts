/** What goes wrong with tills, disks, clocks and HQ, as strongly as this seed wants it, until the run is healed. */

import { crashHq } from '../hq/transaction.ts';
import type { Sim } from '../sim.ts';
import { crash } from '../till/power.ts';
import type { Till } from '../till/till.ts';
import { DAY_MS, HOUR_MS } from '../world/calendar.ts';
import { destroy } from './destroy.ts';
import { rollBack } from './roll-back.ts';
import { steal } from './thief.ts';

export function unleash(sim: Sim): void {
  const { agenda, random, swarm, tills } = sim;
  const everyMs = (8 * HOUR_MS) / tills.length;
  const strike = (): void => {
    if (sim.healed()) return;
    hit(sim, random.pick(tills));
    agenda.after(random.wait(everyMs), strike);
  };
  agenda.after(random.wait(everyMs), strike);
  for (let store = 0; store < swarm.stores; store++) cutLine(sim, store);
}

function hit(sim: Sim, till: Till): void {
  const { random, swarm } = sim;
  if (till.gone || till.stolen) return;
  const die = random.next();
  if (die < 0.4) return swarm.till.crashes ? crash(sim, till, null) : undefined;
  if (die < 0.55) return swarm.hq.crashes ? crashHq(sim, sim.hq) : undefined;
  if (die < 0.75) return swarm.till.clockJumpMs > 0 ? jumpClock(sim, till) : undefined;
  if (die < 0.85) return swarm.till.rollbacks ? rollBack(sim, till) : undefined;
  if (die < 0.88) return swarm.till.destroyed ? destroy(sim, till) : undefined;
  if (die < 0.95) return swarm.till.stolen ? steal(sim, till) : undefined;
  if (die < 0.97) return swarm.till.givenUp ? giveUp(sim, till) : undefined;
}

/** Somebody notices within a day and sets it right; sometimes it steps back by itself. */
function jumpClock({ random, swarm, tally, agenda, trace }: Sim, till: Till): void {
  till.skewMs = Math.round((2 * random.next() - 1) * swarm.till.clockJumpMs);
  tally.count(till.skewMs > 0 ? 'clock jumped ahead' : 'clock jumped back');
  trace.note(`${till.id}.clock`, till.skewMs);
  agenda.after(random.wait(DAY_MS / 2), () => {
    till.skewMs = 0;
  });
}

/** A person believes that a till will never come back, and errs. */
function giveUp({ hq, tally }: Sim, till: Till): void {
  const known = hq.tills.get(till.id);
  if (!known || known.dead) return;
  known.dead = true;
  tally.count('live till given up by a person');
}

function cutLine(sim: Sim, store: number): void {
  const { agenda, random, network, swarm, tally } = sim;
  const { downShare, outageMs } = swarm.line;
  if (downShare === 0) return;
  const restore = (): void => {
    network.setLine(store, true);
    agenda.after(random.wait(outageMs * (1 - downShare)), cut);
  };
  const cut = (): void => {
    if (sim.healed()) return;
    network.setLine(store, false);
    tally.count('line cut');
    agenda.after(random.wait(outageMs * downShare), restore);
  };
  agenda.after(random.wait(outageMs * (1 - downShare)), cut);
}
