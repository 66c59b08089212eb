/**
 * A right for one basket (protocol.md section 7): INTENT is durable before the first question, there are at most three of
 * them, and every no, every silence and every change of mind ends in ABANDON. What happens in which state is the shipped
 * table's word.
 */
import type { IntentId } from '../../shared/kernel/ids.ts';
import type { IntentEvent } from '../../shared/lease/intent-transitions.ts';
import type { LeaseAnswer } from '../hq/lease-desk.ts';
import { answerLease } from '../hq/lease-desk.ts';
import { transaction } from '../hq/transaction.ts';
import type { Asked, Basket, Spend } from '../shop/basket.ts';
import type { Sim } from '../sim.ts';
import { append } from './append.ts';
import type { Till } from './till.ts';

const TRIES = 3;
const TRY_MS = 4_000;

export type Wanted = {
  readonly basket: Basket;
  readonly spend: Spend;
  readonly amount: number;
  /** The right is here, or there is none: the basket goes on. */
  readonly onEnd: (granted: boolean) => void;
};

export function askRight(sim: Sim, till: Till, wanted: Wanted): void {
  const asked: Asked = { intent: sim.newId('intent') as IntentId, state: 'none' };
  wanted.spend.asked.push(asked);
  const { basket, spend, amount } = wanted;
  const { append: kind, to } = sim.protocol.intentTransitions.none.asked;
  asked.state = to;
  if (kind === 'INTENT') {
    const { owner, asset } = spend;
    const body = { kind, intent: asked.intent, basketId: basket.id, owner, asset, amount } as const;
    if (!append(sim, till, { kind, body, member: basket.member })) return;
  }
  ask(sim, till, { ...wanted, asked, tries: 0 });
}

type Asking = Wanted & { readonly asked: Asked; readonly tries: number };

function ask(sim: Sim, till: Till, asking: Asking): void {
  const { asked, spend, amount, tries } = asking;
  const { life } = till;
  const isStill = (): boolean => till.life === life && till.up && asked.state === 'asked';
  if (tries >= TRIES) return end(sim, till, asking, 'timedOut');
  const { owner, asset } = spend;
  const request = { epoch: till.disk.epoch, intent: asked.intent, owner, asset, amount };
  let waits = true;
  sim.network.call<LeaseAnswer>(till.store, {
    atHq: () => {
      const known = sim.hq.tills.get(till.id);
      return known ? transaction(sim, sim.hq, () => answerLease(sim, sim.hq, known, request)) : null;
    },
    onAnswer: (answer) => {
      if (till.life !== life || !till.up) return;
      if (answer.kind === 'granted' && asked.state !== 'asked')
        sim.tally.count('grant after the end of its intent');
      if (answer.kind === 'granted') return granted(sim, till, asking, answer.grant);
      if (!isStill() || !waits || answer.kind === 'recalling') return;
      waits = false;
      end(sim, till, asking, 'denied');
    },
  });
  sim.agenda.after(TRY_MS, () => {
    if (!waits || !isStill()) return;
    waits = false;
    ask(sim, till, { ...asking, tries: tries + 1 });
  });
}

function granted(
  sim: Sim,
  till: Till,
  asking: Asking,
  signed: Extract<LeaseAnswer, { kind: 'granted' }>['grant'],
): void {
  const { asked, onEnd, basket } = asking;
  const before = asked.state;
  step(sim, till, asked, 'granted');
  if (sim.protocol.shell.keepsLateGrants || asked.state === 'granted')
    till.grants.set(signed.grant.lease, signed);
  if (before !== 'asked' || asked.state !== 'granted') return;
  if (!basket.changesMind) return onEnd(true);
  sim.tally.count('right given back because the customer changed their mind');
  end(sim, till, asking, 'cancelled');
}

function end(sim: Sim, till: Till, { asked, spend, onEnd }: Asking, event: IntentEvent): void {
  sim.tally.count(`spend declined: ${event}`);
  if (!sim.network.isUp(till.store)) sim.tally.count('declined while the line was cut');
  if (step(sim, till, asked, event, spend)) onEnd(false);
}

/** False when the till fell over it. */
function step(sim: Sim, till: Till, asked: Asked, event: IntentEvent, spend?: Spend): boolean {
  const { to, append: kind } = sim.protocol.intentTransitions[asked.state][event];
  asked.state = to;
  if (kind !== 'ABANDON' || !spend) return true;
  forget(till, asked.intent);
  return append(sim, till, { kind, body: { kind, intent: asked.intent, owner: spend.owner } });
}

/** Those that no basket in work waits for: all of them at a restart (R13). */
export function abandonAll(sim: Sim, till: Till): void {
  const open = sim.protocol.intentsToAbandon(till.rights, { keep: till.basket?.id ?? null });
  for (const { intent, owner } of open) {
    sim.tally.count('intent abandoned after a restart');
    forget(till, intent);
    if (!append(sim, till, { kind: 'ABANDON', body: { kind: 'ABANDON', intent, owner } })) return;
  }
}

function forget(till: Till, intent: IntentId): void {
  for (const [lease, { grant }] of till.grants) if (grant.intent === intent) till.grants.delete(lease);
}
