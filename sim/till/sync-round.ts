/** SYNC at the till: HQ's time, new grants, what HQ wants back, and a TICK when it asks for one. */
import type { EpochMs } from '../../shared/kernel/units.ts';
import { answerSync, type SyncAnswer } from '../hq/sync-desk.ts';
import { transaction } from '../hq/transaction.ts';
import type { Sim } from '../sim.ts';
import { append } from './append.ts';
import { deliverOlder } from './older.ts';
import { askRenewal } from './renew.ts';
import { nextAtMs, type Till, unusedGrants, wallMs } from './till.ts';

const TIMEOUT_MS = 15_000;

/** The round that it is part of. */
export type SyncPlace = {
  readonly life: number;
  readonly onEnd: () => void;
  /** There are new entries to send. */
  readonly poke: () => void;
};

export function syncWithHq(sim: Sim, till: Till, place: SyncPlace): void {
  const { epoch } = till.disk;
  const askedAtMs = sim.agenda.nowMs();
  const { grantsAfter } = till;
  let waits = true;
  sim.network.call<SyncAnswer>(till.store, {
    atHq: () =>
      transaction(sim, sim.hq, () => answerSync(sim, sim.hq, { till: till.id, epoch, grantsAfter })),
    onAnswer: (answer) => {
      if (!waits || till.life !== place.life || !till.up) return;
      waits = false;
      place.onEnd();
      take(sim, till, answer);
      place.poke();
    },
  });
  sim.agenda.after(TIMEOUT_MS, () => {
    if (!waits) return;
    waits = false;
    place.onEnd();
    sim.trace.note(`${till.id}.syncLate`, askedAtMs);
  });
}

function take(sim: Sim, till: Till, answer: SyncAnswer): void {
  till.heard = {
    hqTimeMs: answer.hqTimeMs as EpochMs,
    wallMs: wallMs(sim, till),
    elapsedMs: sim.agenda.nowMs(),
  };
  if (answer.epochIsOver) return askRenewal(sim, till, { withCode: false });
  for (const signed of answer.grants) {
    till.grants.set(signed.grant.lease, signed);
    till.grantsAfter = Math.max(till.grantsAfter, signed.grant.logIndex);
  }
  if (giveBack(sim, till, answer) && answer.tick) {
    sim.tally.count('TICK');
    append(sim, till, { kind: 'TICK', body: { kind: 'TICK' } });
  }
  if (till.up) deliverOlder(sim, till);
}

/** False when the till fell over it. */
function giveBack(sim: Sim, till: Till, { recalls }: SyncAnswer): boolean {
  if (recalls.length === 0) return true;
  const inWork = new Set(till.basket?.spends.map(({ owner }) => owner));
  const due = sim.protocol.recallsToRelease(till.rights, unusedGrants(till), {
    recalls,
    atMs: nextAtMs(sim, till),
    inWork,
  });
  if (due.waiting.length > 0) sim.tally.count('recall while the basket counts on it');
  if (due.unknown.length > 0) till.grantsAfter = 0;
  if (due.release.length === 0) return true;
  sim.tally.count('RELEASE');
  const isDone = append(sim, till, { kind: 'RELEASE', body: { kind: 'RELEASE', leases: due.release } });
  if (isDone) for (const { lease } of due.release) till.grants.delete(lease);
  return isDone;
}
