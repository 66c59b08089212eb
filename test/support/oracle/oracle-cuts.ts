/** What one price rule would take off the lines as they stand, if it were alone. */
import type { FreeGoodsGive } from '../../../shared/loyalty/programme/give.ts';
import type { Rule } from '../../../shared/loyalty/programme/rule.ts';
import { compare, floor, halfUp, minus, ratio, sum, times, whole } from './fraction.ts';
import { covers, inOrder, type OracleLine, quantityOf } from './oracle-line.ts';
import { alike, exactWorth, pickUnits, type Reached, worth } from './pick-units.ts';
import { type Part, shareOut } from './share-out.ts';

export type Judged = { readonly rule: Rule; readonly sumAtStart: number };

/** What a rule takes off these units together. */
type Cut = Reached & { readonly amount: number };

/** LIM-13, LIM-14: at most so much, so that a limit is never passed by a fraction. */
export const shareLimit = (bps: number | undefined, of: number): number =>
  bps === undefined ? Number.MAX_SAFE_INTEGER : floor(ratio(of * bps, 10_000));

/** A limit takes from each what it would have taken, in proportion. */
export function cutsOf(one: Judged, lines: readonly OracleLine[], allowance: number): readonly Cut[] {
  const { limits } = one.rule;
  const most = Math.min(
    allowance,
    limits?.discountPerReceiptMinor ?? Number.MAX_SAFE_INTEGER,
    shareLimit(limits?.shareOfReceiptBps, one.sumAtStart),
  );
  return capped(unlimited(one, lines), most);
}

function unlimited({ rule, sumAtStart }: Judged, lines: readonly OracleLine[]): readonly Cut[] {
  const { give } = rule;
  const most = Number.MAX_SAFE_INTEGER;
  const covered = lines.filter((line) => covers(rule.on, line)).sort(inOrder);
  const all = covered.map((of) => ({ of, picked: of.units.map((_, index) => index) }));
  switch (give.kind) {
    case 'percentOff': {
      const reached = give.units ? pickUnits(give.units, covered).flatMap(alike) : all;
      return percent(reached, give.percentBps, Math.min(most, give.capMinor ?? most));
    }
    case 'amountOff':
      return spread(all, Math.min(most, give.amountMinor));
    case 'amountOffEach': {
      const reached = (give.units ? pickUnits(give.units, covered) : all).flatMap(alike);
      const further = give.furtherMinor ?? give.amountMinor;
      return capped(
        reached.map((cut) => ({ ...cut, amount: offEach(cut, give.amountMinor, further) })),
        Math.min(most, give.capMinor ?? most),
      );
    }
    case 'fixedPrice': {
      const reached = (give.units ? pickUnits(give.units, covered) : all).flatMap(alike);
      return capped(
        reached.map((cut) => ({ ...cut, amount: downTo(cut, give.priceMinor) })),
        most,
      );
    }
    case 'quantityBreaks': {
      const step = give.steps.findLast(({ fromMilli }) => fromMilli <= quantityOf(covered));
      return percent(all, step?.percentBps ?? 0, most);
    }
    case 'receiptBreaks': {
      const step = give.steps.findLast(({ fromMinor }) => fromMinor <= sumAtStart);
      return percent(all, step?.percentBps ?? 0, most);
    }
    case 'freeGoods':
      return capped(free(give, covered, sumAtStart), most);
    default:
      return [];
  }
}

/** GFT-1, GFT-3: as many times as what is left to be bought gives a right to, the cheapest units first. */
function free(
  { units, forEvery }: FreeGoodsGive,
  covered: readonly OracleLine[],
  sumAtStart: number,
): readonly Cut[] {
  const all = covered.reduce((total, of) => total + of.units.length, 0);
  for (let wanted = forEvery ? all : 1; wanted > 0; wanted -= 1) {
    const picked = pickUnits({ pick: 'cheapest', count: wanted * units }, covered).flatMap(alike);
    const given = picked.reduce((total, each) => total + each.picked.length, 0);
    const isBought =
      forEvery === undefined ||
      ('units' in forEvery
        ? all - given >= wanted * forEvery.units
        : sumAtStart - halfUp(sum(picked.map(exactWorth))) >= wanted * forEvery.sumMinor);
    if (isBought) return picked.map((each) => ({ ...each, amount: worth(each) }));
  }
  return [];
}

/** Weighed goods are priced by the kilogram. */
const perKilogram = ({ line }: OracleLine, priceMinor: number): number =>
  halfUp(ratio(priceMinor * line.quantityMilli, 1_000));

/** A unit that costs less than this already stays as it is. */
function downTo(cut: Reached, priceMinor: number): number {
  const { of, picked } = cut;
  if (of.line.unit !== 'piece') return worth(cut) - perKilogram(of, priceMinor);
  const over = picked.map((index) => minus(of.units[index] ?? whole(0), whole(priceMinor)));
  return halfUp(sum(over.filter((each) => compare(each, whole(0)) > 0)));
}

/** Never more than a unit costs; the line's first unit has an amount of its own. */
function offEach(cut: Reached, firstMinor: number, furtherMinor: number): number {
  const { of, picked } = cut;
  if (of.line.unit !== 'piece') return Math.min(worth(cut), perKilogram(of, firstMinor));
  return halfUp(
    sum(
      picked.map((index, n) => {
        const cost = of.units[index] ?? whole(0);
        const off = whole(n === 0 ? firstMinor : furtherMinor);
        return compare(off, cost) < 0 ? off : cost;
      }),
    ),
  );
}

/** Down to the floor of these units. */
const roomOf = (reached: Reached): number => {
  const { of, picked } = reached;
  const floorMinor = -floor(ratio(-of.floor * picked.length, of.units.length));
  return Math.max(0, worth(reached) - floorMinor);
};

/** Rounded half up once, on all that it reaches. */
function percent(reached: readonly Reached[], bps: number, most: number): readonly Cut[] {
  const total = halfUp(times(sum(reached.map(exactWorth)), ratio(bps, 10_000)));
  return spread(reached, Math.min(total, most));
}

function spread(reached: readonly Reached[], total: number): readonly Cut[] {
  const parts: readonly Part[] = reached.map((each) => ({ weight: exactWorth(each), room: roomOf(each) }));
  const shares = shareOut(total, parts);
  return reached.map((each, index) => ({ ...each, amount: shares[index] ?? 0 }));
}

/** What is taken from each is its own affair, down to its floor; only a limit on all of it is spread. */
function capped(cuts: readonly Cut[], most: number): readonly Cut[] {
  const own = cuts.map((cut) => ({ ...cut, amount: Math.max(0, Math.min(cut.amount, roomOf(cut))) }));
  const total = own.reduce((all, { amount }) => all + amount, 0);
  if (total <= most) return own;
  const shares = shareOut(
    most,
    own.map(({ amount }) => ({ weight: whole(amount), room: amount })),
  );
  return own.map((cut, index) => ({ ...cut, amount: shares[index] ?? 0 }));
}
