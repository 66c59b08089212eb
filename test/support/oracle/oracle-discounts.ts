/**
 * Price rules, unit by unit: what each would take if it were alone on the lines as they stand, which of them are taken, and
 * what is left. Written from the specification and from what the document's types say.
 */
import type { FreeGoodsGive, UnitPick } from '../../../shared/loyalty/programme/give.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { Rule } from '../../../shared/loyalty/programme/rule.ts';
import { compare, type Fraction, floor, halfUp, minus, ratio, sum, times, whole } from './fraction.ts';
import { covers, inOrder, leftOf, type OracleLine, quantityOf, takeOff } from './oracle-line.ts';
import { type Part, shareOut } from './share-out.ts';

/** Units of one line, by their index, and what a rule takes off them together. */
type Cut = { readonly of: OracleLine; readonly picked: readonly number[]; readonly amount: number };
type Judged = { readonly rule: Rule; readonly sumAtStart: number };

const PRICE_KINDS = [
  'percentOff',
  'amountOff',
  'amountOffEach',
  'fixedPrice',
  'quantityBreaks',
  'receiptBreaks',
  'freeGoods',
];

export function discount(programme: Programme, lines: readonly OracleLine[]): void {
  const rules = programme.rules.filter(({ give }) => PRICE_KINDS.includes(give.kind)).sort(byId);
  const goods = leftOf(lines.filter(({ line }) => line.giftCardId === undefined));
  const allowance = { left: shareLimit(programme.limits?.discountShareOfReceiptBps, goods) };
  const exclusive = best(
    judged(
      rules.filter(({ stack }) => stack?.exclusive === true),
      lines,
    ),
    lines,
    allowance.left,
  );
  if (exclusive) return apply(exclusive, lines, allowance);
  const others = rules.filter(({ stack }) => stack?.exclusive !== true);
  for (const { combine, rules: group } of groupsOf(programme, others)) {
    const holding = judged(group, lines);
    const taken = combine === 'all' ? holding : [best(holding, lines, allowance.left)];
    for (const each of taken) if (each) apply(each, lines, allowance);
  }
}

const byId = (a: Rule, b: Rule): number => (a.id < b.id ? -1 : 1);

type Group = { readonly combine: 'best' | 'all'; readonly rules: readonly Rule[] };

/** STK-1 … STK-3: listed groups, named ones by id, rules on named goods one by one, then what covers everything. */
function groupsOf({ stackGroups = [] }: Programme, rules: readonly Rule[]): readonly Group[] {
  const groupOf = ({ stack, on }: Rule): string | null =>
    stack?.group ?? (Object.keys(on?.include ?? {}).length === 0 ? 'basket' : null);
  const listed = stackGroups.map(({ id }) => id);
  const named = rules.map(groupOf).filter((id): id is string => id !== null);
  const unlisted = [...new Set(named)].filter((id) => !listed.includes(id) && id !== 'basket').sort();
  const group = (id: string): Group => ({
    combine: stackGroups.find((each) => each.id === id)?.combine ?? 'best',
    rules: rules.filter((rule) => groupOf(rule) === id),
  });
  return [
    ...listed.map(group),
    ...unlisted.map(group),
    ...rules
      .filter((rule) => groupOf(rule) === null)
      .map((rule) => ({ combine: 'best' as const, rules: [rule] })),
    ...(listed.includes('basket') ? [] : [group('basket')]),
  ];
}

function judged(rules: readonly Rule[], lines: readonly OracleLine[]): readonly Judged[] {
  return rules.flatMap((rule) => {
    const covered = lines.filter((line) => covers(rule.on, line));
    const filling = rule.from?.on ? lines.filter((line) => covers(rule.from?.on, line)) : covered;
    if (leftOf(filling) < (rule.from?.sumMinor ?? 0)) return [];
    if (quantityOf(filling) < (rule.from?.quantityMilli ?? 0)) return [];
    return [{ rule, sumAtStart: leftOf(covered) }];
  });
}

/** The one that saves most; among equals the smaller id, as rules come in that order. */
function best(each: readonly Judged[], lines: readonly OracleLine[], allowance: number): Judged | null {
  let found: { judged: Judged; saves: number } | null = null;
  for (const one of each) {
    const saves = cutsOf(one, lines, allowance).reduce((all, { amount }) => all + amount, 0);
    if (saves > (found?.saves ?? 0)) found = { judged: one, saves };
  }
  return found?.judged ?? null;
}

function apply(one: Judged, lines: readonly OracleLine[], allowance: { left: number }): void {
  for (const { of, picked, amount } of cutsOf(one, lines, allowance.left)) {
    takeOff(of, picked, amount, one.rule.id);
    allowance.left -= amount;
  }
}

/** LIM-13, LIM-14: at most so much, so that a limit is never passed by a fraction. */
const shareLimit = (bps: number | undefined, of: number): number =>
  bps === undefined ? Number.MAX_SAFE_INTEGER : floor(ratio(of * bps, 10_000));

/** A limit takes from each what it would have taken, in proportion. */
function cutsOf(one: Judged, lines: readonly OracleLine[], allowance: number): readonly Cut[] {
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

type Reached = Omit<Cut, 'amount'>;

const exactWorth = ({ of, picked }: Reached) => sum(picked.map((index) => of.units[index] ?? whole(0)));
const worth = (reached: Reached): number => halfUp(exactWorth(reached));

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

/** A line's units that cost the same are told apart from its others: each kind has its own way to the floor. */
function alike({ of, picked }: Reached): readonly Reached[] {
  const rest = [...picked];
  const kinds: Reached[] = [];
  for (let first = rest[0]; first !== undefined; first = rest[0]) {
    const price = of.units[first] ?? whole(0);
    const same = rest.filter((index) => compare(of.units[index] ?? whole(0), price) === 0);
    kinds.push({ of, picked: same });
    rest.splice(0, rest.length, ...rest.filter((index) => !same.includes(index)));
  }
  return kinds;
}

type Unit = { readonly of: OracleLine; readonly index: number; readonly price: Fraction };

/** DSC-6 … DSC-8: units by price, equal ones in the order of their lines; free ones are not there. */
function pickUnits(pick: UnitPick, covered: readonly OracleLine[]): readonly Reached[] {
  const units = covered
    .flatMap((of) => of.units.map((price, index) => ({ of, index, price })))
    .filter(({ price }) => compare(price, whole(0)) > 0);
  const taken =
    pick.pick === 'each'
      ? covered.flatMap((of) =>
          pickedOf(
            pick,
            units.filter((unit) => unit.of === of),
          ),
        )
      : pickedOf(pick, units);
  return covered.flatMap((of) => {
    const picked = taken.filter((unit) => unit.of === of).map(({ index }) => index);
    return picked.length > 0 ? [{ of, picked }] : [];
  });
}

/** Equal units stand in the order of their lines from the end that is wanted. */
function pickedOf(
  { pick, count, groupOf = 1, every, buy }: UnitPick,
  units: readonly Unit[],
): readonly Unit[] {
  const dearest =
    pick === 'cheapest'
      ? [...units].sort((a, b) => compare(a.price, b.price)).reverse()
      : [...units].sort((a, b) => compare(b.price, a.price));
  const wanted = (group: readonly Unit[], most: number): readonly Unit[] =>
    pick === 'cheapest' ? [...group].reverse().slice(0, most) : group.slice(0, most);
  if (every !== undefined) return groups(dearest, every).flatMap((group) => wanted(group, 1));
  if (buy !== undefined)
    return groups(dearest, buy + (count ?? 1)).flatMap((group) => wanted(group, count ?? 1));
  const inGroups = groups(dearest, groupOf).flat();
  const all = pick === 'each' || groupOf > 1 ? inGroups.length : 1;
  return wanted(inGroups, count ?? all);
}

/** Whole ones only. */
function groups(units: readonly Unit[], size: number): readonly (readonly Unit[])[] {
  const number = Math.floor(units.length / size);
  return Array.from({ length: number }, (_, n) => units.slice(n * size, (n + 1) * size));
}
