/** Cheap checks for campaigns of many runs: nothing is built unless something is wrong. */

export function mustBe<T extends string | number | boolean | null | undefined>(
  what: string,
  got: T,
  wanted: T,
): void {
  if (got !== wanted) throw new Error(`${what}: ${String(got)} instead of ${String(wanted)}`);
}

export function mustHold(what: string, holds: boolean): void {
  if (!holds) throw new Error(what);
}

/** Plain values of one shape. */
export const mustBeLike = (what: string, got: object, wanted: object): void =>
  mustBe(what, JSON.stringify(got), JSON.stringify(wanted));
