/** A till burns with its disk. Some are replaced under a new epoch, the others are declared dead. */
import { NO_RIGHTS } from '../../shared/lease/rights.ts';
import { answerRenewal } from '../hq/renewal-desk.ts';
import type { Sim } from '../sim.ts';
import { emptyDisk, genesisTip } from '../till/disk.ts';
import { openEpoch } from '../till/renew.ts';
import type { Till } from '../till/till.ts';
import { HOUR_MS } from '../world/calendar.ts';

export function destroy(sim: Sim, till: Till): void {
  const { tally, random, agenda, excuses, hq } = sim;
  const others = sim.tills.filter((each) => each !== till && !each.gone && !each.stolen);
  if (others.length === 0 || !till.up) return;
  excuses.destroyed = true;
  const old = till.older.flatMap(({ entries }) => entries);
  const unsent = [...till.disk.records, ...old].filter(({ head }) => !hq.ledger.book.isPosted(head.id));
  for (const { head } of unsent) sim.receipts.lose(head.id);
  tally.count(
    unsent.length > 0 ? 'till burned with entries that only it had' : 'till burned, everything sent',
  );
  sim.trace.note(`${till.id}.burned`, unsent.length);
  if (!till.stolen) sim.rights.archive(till);
  till.up = false;
  till.life += 1;
  till.disk = emptyDisk(till.id, till.disk.epoch);
  till.older = [];
  if (random.chance(0.5)) {
    till.gone = true;
    agenda.after(random.between(HOUR_MS, 24 * HOUR_MS), () => declareDead(sim, till));
  } else agenda.after(random.between(HOUR_MS, 12 * HOUR_MS), () => replace(sim, till));
}

function declareDead({ hq, trace }: Sim, till: Till): void {
  const known = hq.tills.get(till.id);
  if (known) known.dead = true;
  trace.note(`hq.dead ${till.id}`, 0);
}

/** A manager brings HQ's code for a new disk. */
function replace(sim: Sim, till: Till): void {
  const known = sim.hq.tills.get(till.id);
  if (!known) return;
  const answer = answerRenewal(sim, sim.hq, { till: till.id, epoch: known.epoch, withCode: true });
  till.up = true;
  till.basket = null;
  till.heard = null;
  till.rights = NO_RIGHTS;
  till.tip = genesisTip(till.id, till.disk.epoch);
  sim.tally.count('till replaced');
  openEpoch(sim, till, answer?.epoch ?? known.epoch);
}
