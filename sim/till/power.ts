/** Falls and restarts. A till that comes up reads its chain, folds it, and ends every intent that was left open (R13). */

import { NO_RIGHTS } from '../../shared/lease/rights.ts';
import { unknownCursor } from '../../shared/sync/push-cursor.ts';
import type { Sim } from '../sim.ts';
import { HOUR_MS } from '../world/calendar.ts';
import { follow } from './append.ts';
import { abandonAll } from './ask-right.ts';
import { losePower, openDisk } from './disk.ts';
import type { SimEntry } from './entry.ts';
import type { Till } from './till.ts';
import { resolveUnprinted } from './unprinted.ts';

export function crash(sim: Sim, till: Till, unprinted: SimEntry | null): void {
  if (!till.up || till.gone) return;
  const { tally, random } = sim;
  tally.count('till crash');
  if (Object.keys(till.rights.intents).length > 0) tally.count('crash while an intent is open');
  sim.trace.note(`${till.id}.crash`, till.tip.seq);
  till.up = false;
  till.life += 1;
  losePower(till.disk, sim);
  const { life } = till;
  const restart = (): void => {
    if (till.gone || till.life !== life) return;
    start(sim, till);
    if (unprinted) resolveUnprinted(sim, till, unprinted);
  };
  sim.agenda.after(sim.healed() ? 0 : random.between(5_000, HOUR_MS), restart);
}

export function start(sim: Sim, till: Till): void {
  till.up = true;
  till.basket = null;
  till.isInRound = false;
  till.heard = null;
  till.cursor = unknownCursor;
  if (sim.random.chance(0.1)) loseGrants(sim, till);
  refold(sim, till);
  abandonAll(sim, till);
}

/** The file of unused grants is gone: HQ sends them again. */
function loseGrants(sim: Sim, till: Till): void {
  till.grants.clear();
  till.grantsAfter = 0;
  sim.tally.count('file of unused grants lost');
}

export function refold(sim: Sim, till: Till): void {
  till.rights = NO_RIGHTS;
  till.undone = new Map();
  till.acknowledgedUpto = 0;
  const tip = openDisk(till.disk, sim);
  for (const entry of till.disk.records) follow(sim, till, entry);
  till.tip = tip;
}
