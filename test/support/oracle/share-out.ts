/** DSC-2, DSC-3 and RED-4 in the plainest way: in proportion, largest remainder, and nobody takes more than there is room. */
import { compare, type Fraction, floor, minus, ratio, sum, times, whole } from './fraction.ts';

export type Part = { readonly weight: Fraction; readonly room: number };

/** Parts in their order; where the room is less than the total, the room is all that is given. */
export function shareOut(total: number, parts: readonly Part[]): readonly number[] {
  const given = parts.map(() => 0);
  let rest = Math.min(
    total,
    parts.reduce((all, { room }) => all + room, 0),
  );
  let open = parts.map((_, index) => index).filter((index) => compare(weightAt(parts, index), whole(0)) > 0);
  for (;;) {
    const exact = exactShares(rest, parts, open);
    const full = open.filter(
      (index) => compare(exact.get(index) ?? whole(0), whole(roomAt(parts, index))) > 0,
    );
    if (full.length === 0) return rounded(given, exact, rest);
    for (const index of full) {
      given[index] = roomAt(parts, index);
      rest -= roomAt(parts, index);
    }
    open = open.filter((index) => !full.includes(index));
  }
}

function exactShares(
  rest: number,
  parts: readonly Part[],
  open: readonly number[],
): ReadonlyMap<number, Fraction> {
  const all = sum(open.map((index) => weightAt(parts, index)));
  return new Map(
    open.map((index) => [index, times(whole(rest), times(weightAt(parts, index), inverse(all)))]),
  );
}

function rounded(
  given: readonly number[],
  exact: ReadonlyMap<number, Fraction>,
  rest: number,
): readonly number[] {
  const shares = [...given];
  for (const [index, share] of exact) shares[index] = floor(share);
  let missing = rest - [...exact.keys()].reduce((all, index) => all + (shares[index] ?? 0), 0);
  const byRemainder = [...exact].sort(
    ([a, one], [b, two]) => compare(minus(two, whole(floor(two))), minus(one, whole(floor(one)))) || a - b,
  );
  for (const [index] of byRemainder) {
    if (missing <= 0) break;
    shares[index] = (shares[index] ?? 0) + 1;
    missing -= 1;
  }
  return shares;
}

const inverse = ({ over, under }: Fraction): Fraction =>
  over === 0n ? whole(0) : times(ratio(1, 1), { over: under, under: over });
const weightAt = (parts: readonly Part[], index: number): Fraction => parts[index]?.weight ?? whole(0);
const roomAt = (parts: readonly Part[], index: number): number => parts[index]?.room ?? 0;
