/** Customers come to every till all day: they buy, and some bring goods back. */
import type { EffectId } from '../../shared/kernel/ids.ts';
import type { EntryPart } from '../../shared/ledger/entry.ts';
import type { Receipt } from '../check/receipts.ts';
import type { Sim } from '../sim.ts';
import { pokeRound } from '../till/round.ts';
import { serve } from '../till/serve.ts';
import { isServing, type Till } from '../till/till.ts';
import { takeBack } from '../till/unprinted.ts';
import { DAY_MS } from '../world/calendar.ts';
import { drawBasket } from './draw-basket.ts';
import type { People } from './people.ts';

export function openShop(sim: Sim, people: People, till: Till): void {
  const { agenda, random, swarm, tally } = sim;
  const next = (): void => {
    if (sim.healed() || till.gone) return;
    agenda.after(random.wait(DAY_MS / swarm.visitsPerTillAndDay), next);
    if (!isServing(till)) return tally.count('customer before a dark till');
    if (till.basket !== null) return tally.count('customer before a busy till');
    if (random.chance(swarm.basket.returns)) comeBack(sim, till);
    else serve(sim, till, drawBasket(sim, people, till.store));
  };
  agenda.after(random.wait(DAY_MS / swarm.visitsPerTillAndDay), next);
}

/** Whoever comes back comes soon, and some come again. */
const RECENT = 12;

/** Mostly to the till that sold; elsewhere the till asks HQ what was taken back so far, or believes the paper. */
function comeBack(sim: Sim, till: Till): void {
  const { random, receipts, tills, tally } = sim;
  const seller = random.chance(0.7) ? till : random.pick(tills);
  const sales = receipts.salesOf(seller.id);
  if (sales.length === 0) return;
  const sale = random.pick(sales.slice(-RECENT));
  tally.count(seller === till ? 'return at the till that sold' : 'return elsewhere');
  takeBack(sim, till, sale.entry, (part) => amountBack(sim, till, sale, part));
  pokeRound(sim, till);
}

function amountBack(sim: Sim, till: Till, { entry }: Receipt, part: EntryPart): number {
  const { random, network, hq } = sim;
  const id = `${entry.head.id}#${part.n}` as EffectId;
  const heard = network.isUp(till.store) && hq.up ? (hq.ledger.book.effect(id)?.undone ?? 0) : 0;
  const left = part.amount - Math.max(heard, till.undone.get(id) ?? 0);
  if (left <= 0) return 0;
  return random.chance(0.5) ? left : random.between(0, left);
}
