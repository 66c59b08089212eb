/** What a customer brings to the till: what it earns, and what they would like to spend of what they believe to have. */
import type { EntryId, OwnerId } from '../../shared/kernel/ids.ts';
import type { EntryPart } from '../../shared/ledger/entry.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';
import { availableAccount, leasedAccount } from '../../shared/posting/book/accounts.ts';
import type { Sim } from '../sim.ts';
import type { Basket, Spend } from './basket.ts';
import type { Member, People } from './people.ts';

const SPENT: readonly Asset[] = ['points', 'points', 'points', 'wallet', 'coupon:ten', 'stamps:coffee'];

export function drawBasket(sim: Sim, people: People, store: number): Basket {
  const { random, swarm, newId } = sim;
  const member = random.chance(swarm.basket.guests) ? null : drawMember(sim, people, store);
  const changesMind = random.chance(swarm.basket.changesMind);
  return {
    id: newId('entry') as EntryId,
    member: member?.id ?? null,
    earns: member ? drawEarns(sim, people) : [],
    spends: drawSpends(sim, people, member),
    changesMind,
  };
}

function drawMember({ random, swarm }: Sim, { members }: People, store: number): Member {
  const atHome = members.filter(({ home }) => home === store);
  return random.pick(atHome.length === 0 || random.chance(swarm.basket.awayFromHome) ? members : atHome);
}

type Earned = Omit<EntryPart, 'n'>;

function drawEarns({ random }: Sim, { members, cards }: People): readonly Earned[] {
  const earned = (asset: Asset, amount: number, more: Partial<Earned> = {}): Earned => ({
    effect: 'EARN',
    asset,
    amount,
    ...more,
  });
  const often = <T>(probability: number, value: () => T): readonly T[] =>
    random.chance(probability) ? [value()] : [];
  return [
    earned('points', random.between(1, 120), random.chance(0.05) ? { validDays: random.below(5) } : {}),
    ...often(0.2, () => earned('stamps:coffee', 1)),
    ...often(0.1, () => earned('coupon:ten', 1)),
    ...often(0.1, () => earned('wallet', random.between(10, 900))),
    ...often(0.03, () => earned('points', 50, { to: random.pick(members).id })),
    ...often(cards.length > 0 ? 0.03 : 0, () =>
      earned('giftcard', random.between(500, 5_000), { cardId: random.pick(cards) }),
    ),
  ];
}

function drawSpends(sim: Sim, { cards }: People, member: Member | null): readonly Spend[] {
  const { random, swarm } = sim;
  const spends: Spend[] = [];
  const add = (owner: OwnerId, asset: Asset): void => {
    if (spends.some((spend) => spend.owner === owner && spend.asset === asset)) return;
    const amount = drawAmount(sim, owner, asset);
    if (amount > 0) spends.push({ owner, asset, amount, asked: [] });
  };
  if (member && random.chance(swarm.basket.spends)) {
    add(member.id, random.pick(SPENT));
    if (random.chance(swarm.basket.spendsTwice)) add(member.id, random.pick(SPENT));
  }
  if (cards.length > 0 && random.chance(swarm.basket.spends / 5))
    add(`card:${random.pick(cards)}`, 'giftcard');
  return spends;
}

/** Members know about what they have; now and then they ask for more. */
function drawAmount({ random, hq, tally }: Sim, owner: OwnerId, asset: Asset): number {
  const { book } = hq.ledger;
  const leased = book
    .leasesOf(owner)
    .reduce(
      (sum, lease) => sum + (lease.asset === asset ? book.balance(leasedAccount(lease.id), asset) : 0),
      0,
    );
  const owned = book.balance(availableAccount(owner), asset) + leased;
  if (asset.startsWith('coupon:')) return owned > 0 || random.chance(0.05) ? 1 : 0;
  if (asset.startsWith('stamps:')) return owned >= 3 ? 3 : 0;
  if (random.chance(0.05)) {
    tally.count('asks for more than there is');
    return owned + random.between(1, 50);
  }
  return random.between(0, Math.max(1, Math.ceil(owned * (random.chance(0.7) ? 0.4 : 1))));
}
