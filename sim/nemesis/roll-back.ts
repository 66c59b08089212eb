/** A disk is set back to an earlier image, and the till works on from there: soon there are two histories. */
import type { Sim } from '../sim.ts';
import { losePower } from '../till/disk.ts';
import { start } from '../till/power.ts';
import { pokeRound } from '../till/round.ts';
import type { Till } from '../till/till.ts';

const LONGEST = 20;

export function rollBack(sim: Sim, till: Till): void {
  const { records } = till.disk;
  if (!till.up || records.length < 3) return;
  const cut = sim.random.between(1, Math.min(LONGEST, records.length - 1));
  sim.excuses.rolledBack = true;
  sim.tally.count('disk set back');
  sim.trace.note(`${till.id}.rollback`, cut);
  sim.rights.archive(till);
  losePower(till.disk, sim);
  const gone = records.splice(records.length - cut, cut);
  for (const { head } of gone) if (!sim.hq.ledger.book.isPosted(head.id)) sim.receipts.lose(head.id);
  till.life += 1;
  start(sim, till);
  pokeRound(sim, till);
}
