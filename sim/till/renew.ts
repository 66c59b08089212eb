/**
 * EPO-3, EPO-6, EPO-7: a till ends its epoch and begins the next. By itself when its chain is sound and runs ahead of
 * time; with a code, which somebody brings, when HQ knows two histories of it.
 */
import { NO_RIGHTS } from '../../shared/lease/rights.ts';
import type { SealReason } from '../../shared/ledger/body.ts';
import { unknownCursor } from '../../shared/sync/push-cursor.ts';
import { answerRenewal, type RenewalAnswer } from '../hq/renewal-desk.ts';
import { transaction } from '../hq/transaction.ts';
import type { Sim } from '../sim.ts';
import { HOUR_MS } from '../world/calendar.ts';
import { append } from './append.ts';
import { emptyDisk, genesisTip } from './disk.ts';
import { clockFacts, type Till } from './till.ts';

export function considerRenewal(sim: Sim, till: Till): void {
  if (till.stolen) return;
  const hqMs = till.heard?.hqTimeMs ?? 0;
  if (till.cursor.fork || (till.cursor.watermark ?? 0) > till.tip.seq) return callSomebody(sim, till);
  const isAhead = sim.protocol.chainIsAhead({ ...clockFacts(sim, till), chainAtMs: till.tip.atMs });
  if (!isAhead || till.basket !== null || hqMs - till.renewedAtHqMs < HOUR_MS) return;
  till.renewedAtHqMs = hqMs;
  askRenewal(sim, till, { withCode: false });
}

function callSomebody(sim: Sim, till: Till): void {
  if (till.renewalIsComing) return;
  till.renewalIsComing = true;
  const comeBy = (): void => {
    if (till.gone || till.stolen || !till.renewalIsComing) return;
    if (till.up && till.basket === null) askRenewal(sim, till, { withCode: true });
    sim.agenda.after(HOUR_MS, comeBy);
  };
  sim.agenda.after(sim.healed() ? 0 : sim.random.between(HOUR_MS, 24 * HOUR_MS), comeBy);
}

export function askRenewal(sim: Sim, till: Till, { withCode }: { withCode: boolean }): void {
  const { life } = till;
  const { epoch } = till.disk;
  sim.network.call<RenewalAnswer>(till.store, {
    atHq: () =>
      transaction(sim, sim.hq, () => answerRenewal(sim, sim.hq, { till: till.id, epoch, withCode })),
    onAnswer: ({ epoch: next }) => {
      if (till.life !== life || !till.up || till.disk.epoch !== epoch || till.basket !== null) return;
      if (next > epoch) begin(sim, till, { next, reason: till.cursor.fork ? 'fork' : 'clock' });
    },
  });
}

function begin(sim: Sim, till: Till, { next, reason }: { next: number; reason: SealReason }): void {
  if (!append(sim, till, { kind: 'SEAL', body: { kind: 'SEAL', reason } })) return;
  const { epoch, records } = till.disk;
  const entries = records.filter(({ head }) => !till.acknowledged.has(head.id));
  if (entries.length > 0) till.older = [...till.older, { epoch, entries, sentUpto: 0 }];
  openEpoch(sim, till, next);
}

/** A fresh chain, with nothing of the old one's rights. */
export function openEpoch(sim: Sim, till: Till, epoch: number): void {
  sim.tally.count('new epoch');
  sim.trace.note(`${till.id}.epoch`, epoch);
  sim.rights.archive(till);
  const before = till.tip;
  till.life += 1;
  till.isInRound = false;
  till.disk = emptyDisk(till.id, epoch);
  till.tip = { ...genesisTip(till.id, epoch) };
  till.rights = NO_RIGHTS;
  till.grants.clear();
  till.grantsAfter = 0;
  till.acknowledgedUpto = 0;
  till.cursor = unknownCursor;
  till.renewalIsComing = false;
  const continues = before.seq === 0 ? null : { epoch: before.epoch, seq: before.seq, hash: before.hash };
  const state = { schema: 'till-1' };
  append(sim, till, { kind: 'CHECKPOINT', body: { kind: 'CHECKPOINT', state, continues } });
}
