/** Who buys here: members with a home store, and gift cards that anybody carries. */
import type { MemberId, OwnerId } from '../../shared/kernel/ids.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { Sim } from '../sim.ts';
import { dateOf } from '../world/calendar.ts';

export type Member = { readonly id: MemberId; readonly home: number };

export type People = { readonly members: readonly Member[]; readonly cards: readonly string[] };

export function drawPeople({ random, swarm }: Pick<Sim, 'random' | 'swarm'>): People {
  return {
    members: Array.from({ length: swarm.members }, (_, n) => ({
      id: `m${n}` as MemberId,
      home: random.below(swarm.stores),
    })),
    cards: Array.from({ length: swarm.cards }, (_, n) => `g${n}`),
  };
}

export const ownersOf = ({ members, cards }: People): readonly OwnerId[] => [
  ...members.map(({ id }) => id),
  ...cards.map((card): OwnerId => `card:${card}`),
];

/** Balances that are brought along from an older programme. */
export function openBalances({ random, hq, agenda, newId }: Sim, { members, cards }: People): void {
  const open = (owner: OwnerId, asset: 'points' | 'giftcard', amount: number): void =>
    void hq.ledger.post({
      kind: 'OPENING',
      ref: newId('opening'),
      owner,
      asset,
      amount,
      atMs: agenda.nowMs() as EpochMs,
      today: dateOf(agenda.nowMs()),
    });
  for (const { id } of members) if (random.chance(0.7)) open(id, 'points', random.between(50, 800));
  for (const card of cards) open(`card:${card}`, 'giftcard', random.between(1_000, 20_000));
}
