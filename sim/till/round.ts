/**
 * One round with HQ: what the shipped cursor says is to be sent, then what HQ has not acknowledged by its id, then SYNC,
 * then what ended epochs left. Answers that come too late count for pushes only, which may be believed at any time.
 */
import { answerPush, type PushAnswer } from '../hq/push-desk.ts';
import { transaction } from '../hq/transaction.ts';
import type { Sim } from '../sim.ts';
import { HOUR_MS, minuteOfDay } from '../world/calendar.ts';
import { genesisTip } from './disk.ts';
import type { SimEntry } from './entry.ts';
import { considerRenewal } from './renew.ts';
import { syncWithHq } from './sync-round.ts';
import { type Till, wallMs } from './till.ts';

const TIMEOUT_MS = 15_000;

/** Whether the store's policy lets this till talk at this time of its day. */
export function mayTalk(sim: Sim, till: Till): boolean {
  const { window } = till;
  if (window === null || sim.healed()) return true;
  const minute = minuteOfDay(wallMs(sim, till));
  return minute >= window.from && minute < window.to;
}

/** There is something new to send; a round that is under way will take it along. */
export function pokeRound(sim: Sim, till: Till): void {
  if (till.isInRound || !till.up || till.gone || !mayTalk(sim, till)) return;
  startRound(sim, till, { withSync: false });
}

type Round = { readonly life: number; readonly withSync: boolean; sentUpto: number };

export function startRound(sim: Sim, till: Till, { withSync }: Pick<Round, 'withSync'>): void {
  till.isInRound = true;
  const round: Round = { life: till.life, withSync, sentUpto: 0 };
  stepRound(sim, till, round);
}

const endRound = (till: Till, round: Round): void => {
  if (till.life === round.life) till.isInRound = false;
};

function stepRound(sim: Sim, till: Till, round: Round): void {
  if (till.life !== round.life || !till.up) return;
  const step = sim.protocol.nextPush(till.cursor, till.tip.seq);
  if (step.kind === 'ask') return exchange(sim, till, round, []);
  if (step.kind === 'send') return sendOn(sim, till, round, step);
  const upto = step.kind === 'done' ? (till.cursor.watermark ?? 0) : till.tip.seq;
  const rest = unacknowledged(sim, till, { afterSeq: round.sentUpto, upto });
  if (rest.length > 0) {
    round.sentUpto = rest.at(-1)?.head.seq ?? upto;
    return exchange(sim, till, round, rest);
  }
  considerRenewal(sim, till);
  if (round.withSync && till.life === round.life)
    syncWithHq(sim, till, {
      life: round.life,
      onEnd: () => endRound(till, round),
      poke: () => pokeRound(sim, till),
    });
  else endRound(till, round);
}

/** Sometimes several pushes are on their way at once: then they overtake each other, and HQ sees gaps. */
function sendOn(sim: Sim, till: Till, round: Round, step: { fromSeq: number; count: number }): void {
  const { pushesAtOnce, pushEntries } = sim.swarm;
  const size = Math.min(step.count, pushEntries);
  for (let n = 0; n < pushesAtOnce; n++) {
    const from = step.fromSeq - 1 + n * size;
    const batch = till.disk.records.slice(from, from + size);
    if (batch.length > 0) exchange(sim, till, round, batch, n === 0);
  }
}

function unacknowledged(
  sim: Sim,
  till: Till,
  { afterSeq, upto }: { afterSeq: number; upto: number },
): readonly SimEntry[] {
  const { records } = till.disk;
  let first = Math.max(afterSeq, till.acknowledgedUpto);
  while (first < upto && till.acknowledged.has((records[first] as SimEntry).head.id)) first += 1;
  if (afterSeq === 0) till.acknowledgedUpto = first;
  return records.slice(first, Math.min(upto, first + sim.swarm.pushEntries));
}

/** `leads`: its answer, or the lack of one, moves the round on. */
function exchange(sim: Sim, till: Till, round: Round, entries: readonly SimEntry[], leads = true): void {
  const { epoch } = till.disk;
  const before = till.cursor.watermark;
  let waits = leads;
  sim.network.call<PushAnswer>(till.store, {
    atHq: () => transaction(sim, sim.hq, () => answerPush(sim, sim.hq, { till: till.id, epoch, entries })),
    onAnswer: (answer) => {
      if (till.life !== round.life || !till.up || answer.epoch !== till.disk.epoch) return;
      keepAck(sim, till, answer);
      if (!waits) return;
      waits = false;
      const isStuck = entries.length > 0 && !till.cursor.fork && answer.wm <= (before ?? -1);
      if (isStuck && sim.swarm.pushesAtOnce === 1) endRound(till, round);
      else stepRound(sim, till, round);
    },
  });
  if (!leads) return;
  sim.agenda.after(TIMEOUT_MS, () => {
    if (!waits) return;
    waits = false;
    endRound(till, round);
  });
}

function keepAck(sim: Sim, till: Till, answer: PushAnswer): void {
  for (const id of answer.held) till.acknowledged.add(id);
  if (answer.hqTimeMs > till.hqWord.timeMs)
    till.hqWord = { logIndex: answer.logIndex, timeMs: answer.hqTimeMs };
  const ours = answer.wm === 0 ? genesisTip(till.id, till.disk.epoch).hash : hashAt(till, answer.wm);
  const isFork = answer.suspended || ours !== answer.head;
  const verdict = isFork ? 'fork' : answer.verdict;
  if (isFork && !till.cursor.fork) sim.tally.count('till learned of a fork');
  till.cursor = sim.protocol.afterAck(till.cursor, { wm: answer.wm, verdict });
}

const hashAt = (till: Till, seq: number): string | undefined => till.disk.records[seq - 1]?.hash;

/** Every so often, for ever: a whole round. */
export function keepTalking(sim: Sim, till: Till): void {
  const everyMs = sim.healed() ? 2 * HOUR_MS : sim.swarm.syncEveryMs;
  sim.agenda.after(everyMs / 2 + sim.random.below(everyMs), () => {
    if (till.gone) return;
    if (till.up && !till.isInRound && mayTalk(sim, till)) {
      startRound(sim, till, { withSync: true });
    }
    keepTalking(sim, till);
  });
}
