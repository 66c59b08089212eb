/** HQ's jobs: the day's dues of every owner, leases past their end, and what a person does about dead tills and suspense. */
import type { OwnerId } from '../../shared/kernel/ids.ts';
import type { Sim } from '../sim.ts';
import { DAY_MS, dateOf, HOUR_MS, MINUTE_MS } from '../world/calendar.ts';
import type { HqState, HqTill } from './hq-state.ts';

export function keepHouse(sim: Sim, hq: HqState, owners: readonly OwnerId[]): void {
  const daily = (): void => {
    for (const owner of owners)
      hq.ledger.post({ kind: 'DUE', ref: sim.newId('due'), owner, today: dateOf(sim.agenda.nowMs()) });
    sim.agenda.after(DAY_MS, daily);
  };
  const hourly = (): void => {
    for (const till of hq.tills.values()) freezeAndWriteOff(sim, hq, till);
    resolveSuspense(sim, hq);
    sim.agenda.after(HOUR_MS, hourly);
  };
  sim.agenda.after(5 * MINUTE_MS, daily);
  sim.agenda.after(HOUR_MS, hourly);
}

function freezeAndWriteOff(sim: Sim, hq: HqState, till: HqTill): void {
  const nowMs = sim.agenda.nowMs();
  const { graceMs } = sim.swarm.policy;
  for (const id of till.leases) {
    const lease = hq.ledger.book.lease(id);
    if (!lease || lease.state === 'CLOSED' || lease.state === 'WRITTEN_OFF') {
      till.leases.delete(id);
      continue;
    }
    if (lease.state === 'ACTIVE' && nowMs > lease.expiresAtMs + graceMs) {
      hq.ledger.post({ kind: 'FREEZE', lease: id });
      sim.tally.count('lease frozen');
    }
    const isDead = till.dead || isCutOff(till, lease.holder.epoch);
    if (isDead && nowMs > lease.expiresAtMs + sim.swarm.writeOffAfterMs) writeOff(sim, hq, till, id);
  }
}

/** An ended epoch whose SEAL proves nothing, because it forked first, waits for a person too. */
function isCutOff({ chains, epoch }: HqTill, ofEpoch: number): boolean {
  const chain = chains.get(ofEpoch);
  return chain !== undefined && (chain.givenUp || (chain.suspended && ofEpoch < epoch));
}

function writeOff(sim: Sim, hq: HqState, till: HqTill, lease: Parameters<HqTill['leases']['add']>[0]): void {
  if (hq.ledger.book.lease(lease)?.state !== 'FROZEN') return;
  sim.excuses.writtenOff = true;
  hq.ledger.post({ kind: 'WRITE_OFF', ref: `writeoff:${lease}`, lease });
  till.leases.delete(lease);
  sim.tally.count('lease written off');
}

function resolveSuspense(sim: Sim, hq: HqState): void {
  if (hq.suspended.length === 0 || !sim.random.chance(0.1)) return;
  for (const entry of hq.suspended.splice(0)) {
    const verdict = sim.random.chance(0.5) ? 'post' : 'refuse';
    hq.ledger.post({ kind: 'RESOLVE', ref: `resolve:${entry.id}`, entry, verdict });
    sim.tally.count('suspense resolved by a person');
  }
}
