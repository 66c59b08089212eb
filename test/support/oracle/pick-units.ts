/** Which units a rule reaches (DSC-6 … DSC-8). */
import type { UnitPick } from '../../../shared/loyalty/programme/give.ts';
import { compare, type Fraction, halfUp, sum, whole } from './fraction.ts';
import type { OracleLine } from './oracle-line.ts';

/** Units of one line, by their index. */
export type Reached = { readonly of: OracleLine; readonly picked: readonly number[] };

export const exactWorth = ({ of, picked }: Reached) =>
  sum(picked.map((index) => of.units[index] ?? whole(0)));
export const worth = (reached: Reached): number => halfUp(exactWorth(reached));

/** A line's units that cost the same are told apart from its others: each kind has its own way to the floor. */
export function alike({ of, picked }: Reached): readonly Reached[] {
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
export function pickUnits(pick: UnitPick, covered: readonly OracleLine[]): readonly Reached[] {
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
