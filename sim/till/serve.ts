/**
 * One basket becomes one SALE (R2). Rights held here pay at once; what is missing is asked of HQ; what cannot be had is
 * left out, and the sale goes on without it. Paying itself never waits.
 */

import type { ChosenLeases } from '../../shared/lease/choose-leases.ts';
import type { EntryBody } from '../../shared/ledger/body.ts';
import type { EntryPart } from '../../shared/ledger/entry.ts';
import type { Basket, Spend } from '../shop/basket.ts';
import type { Sim } from '../sim.ts';
import { append } from './append.ts';
import { abandonAll, askRight } from './ask-right.ts';
import { mayTalk, pokeRound } from './round.ts';
import { clockOf, nextAtMs, type Till, unusedGrants } from './till.ts';

export function serve(sim: Sim, till: Till, basket: Basket): void {
  till.basket = basket;
  if (clockOf(sim, till) === 'suspect' && basket.spends.length > 0) {
    sim.tally.count('spend declined: clock suspect');
    basket.spends = [];
  }
  goOn(sim, till, basket);
}

function goOn(sim: Sim, till: Till, basket: Basket): void {
  const chosen = basket.spends.map((spend) => ({ spend, leases: choose(sim, till, basket, spend) }));
  const missing = chosen.find(({ leases }) => leases.short > 0);
  if (!missing) return sell(sim, till, basket, chosen);
  const { spend, leases } = missing;
  const drop = (): void => {
    basket.spends = basket.spends.filter((each) => each !== spend);
  };
  if (spend.asked.length > 0 || !mayTalk(sim, till)) {
    sim.tally.count(spend.asked.length > 0 ? 'spend declined: short' : 'spend declined: outside the window');
    drop();
    return goOn(sim, till, basket);
  }
  askRight(sim, till, {
    basket,
    spend,
    amount: leases.short,
    onEnd: (granted) => {
      if (!granted) drop();
      goOn(sim, till, basket);
    },
  });
}

const choose = (sim: Sim, till: Till, basket: Basket, { owner, asset, amount }: Spend): ChosenLeases =>
  sim.protocol.chooseLeases(till.rights, unusedGrants(till), {
    owner,
    asset,
    amount,
    atMs: nextAtMs(sim, till),
    holder: { till: till.id, epoch: till.disk.epoch },
    basketId: basket.id,
  });

type Chosen = { readonly spend: Spend; readonly leases: ChosenLeases };

function sell(sim: Sim, till: Till, basket: Basket, chosen: readonly Chosen[]): void {
  const spent = chosen.flatMap(({ spend, leases }) => spentParts(spend, leases));
  const parts: readonly EntryPart[] = [...basket.earns, ...spent].map((part, index) => ({
    n: index + 1,
    ...part,
  }));
  const grants = chosen.flatMap(({ leases }) => leases.grants);
  const signed = grants.flatMap(({ lease }) => {
    const document = till.grants.get(lease)?.document;
    return document === undefined ? [] : [{ document, sig: '' }];
  });
  const body = saleBody(signed);
  till.basket = null;
  count(sim, till, chosen);
  const { id, member } = basket;
  const isDone = append(sim, till, { kind: 'SALE', id, member, parts, body }, (entry) =>
    sim.receipts.issue(entry, till.store),
  );
  if (!isDone) return;
  for (const { lease } of grants) till.grants.delete(lease);
  abandonAll(sim, till);
  pokeRound(sim, till);
}

const spentParts = ({ owner, asset }: Spend, { parts }: ChosenLeases): readonly Omit<EntryPart, 'n'>[] =>
  parts.map(({ lease, amount, intent }) => ({
    effect: 'REDEEM',
    asset,
    amount,
    lease,
    ...(owner.startsWith('card:') ? { cardId: owner.slice('card:'.length) } : {}),
    ...(intent === null ? {} : { intent }),
  }));

/** Of a sale's body the folds of rights read nothing but the grants; prices are not the simulation's question. */
const saleBody = (grants: readonly { document: string; sig: string }[]): EntryBody =>
  ({ kind: 'SALE', ...(grants.length > 0 ? { grants } : {}) }) as unknown as EntryBody;

function count({ tally, network, healed }: Sim, till: Till, chosen: readonly Chosen[]): void {
  for (const { leases } of chosen) {
    if (leases.parts.some(({ intent }) => intent !== null)) tally.count('spend by a right asked for');
    else tally.count('spend by rights held');
    if (leases.parts.length > 1) tally.count('spend over several leases');
    if (!healed() && !network.isUp(till.store)) tally.count('spend while the line was cut');
  }
}
