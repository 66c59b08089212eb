/** EPO-5: what ended epochs hold and HQ does not is delivered under the old number, until HQ has all of it. */
import { answerPush, type PushAnswer } from '../hq/push-desk.ts';
import { transaction } from '../hq/transaction.ts';
import type { Sim } from '../sim.ts';
import type { OldChain, Till } from './till.ts';

export function deliverOlder(sim: Sim, till: Till): void {
  const chain = till.older[0];
  if (!chain) return;
  const missing = chain.entries.filter(({ head }) => !till.acknowledged.has(head.id));
  if (missing.length === 0) {
    till.older = till.older.slice(1);
    return deliverOlder(sim, till);
  }
  send(sim, till, chain, missing.slice(0, Math.max(50, sim.swarm.pushEntries)));
}

function send(sim: Sim, till: Till, { epoch }: OldChain, entries: OldChain['entries']): void {
  sim.tally.count('push of an ended epoch');
  sim.network.call<PushAnswer>(till.store, {
    atHq: () => transaction(sim, sim.hq, () => answerPush(sim, sim.hq, { till: till.id, epoch, entries })),
    onAnswer: ({ held }) => {
      if (till.gone) return;
      const before = till.acknowledged.size;
      for (const id of held) till.acknowledged.add(id);
      if (till.up && till.acknowledged.size > before) deliverOlder(sim, till);
    },
  });
}
