/**
 * A cashier's day as data: the same seed gives the same baskets. Half of them, from the first quarter to the last, are
 * sold while HQ is down, and the till is restarted in the middle. One regular comes again and again, and pays with
 * points whenever they may be spent: with HQ, without it, and right after the restart.
 */
export type PlannedBasket = {
  readonly n: number;
  readonly scans: readonly { readonly code: string; readonly pieces: number }[];
  readonly cardNumber: string | null;
  /** As many points as are proposed while HQ is there, a few while it is not; never before HQ has seen the member here. */
  readonly pays: 'proposed' | 'few' | 'none';
  readonly hqUp: boolean;
  readonly restartBeforePay: boolean;
  readonly payment: 'exact' | 'over';
  /** Full enough to be worth a picture: a member, several lines, change. */
  readonly isPictured: boolean;
};

export const BASKETS = 60;
/** Of the demo's members: one with points enough for a day. */
export const REGULAR = 4;
export const FEW_POINTS = 10;
const PICTURED = 3;
const PICTURED_LINES = 5;
const REGULAR_LINES = 3;

export function planDay(input: {
  codes: readonly string[];
  cards: readonly string[];
  seed: number;
  baskets?: number;
}): readonly PlannedBasket[] {
  const random = generator(input.seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const baskets = input.baskets ?? BASKETS;
  const firstDown = Math.floor(baskets / 4) + 1;
  const lastDown = Math.floor((baskets * 3) / 4);
  const restartAt = Math.floor(baskets / 2) + 1;
  const regularAt = [1, PICTURED, firstDown, restartAt, lastDown + 1];
  const regular = input.cards[REGULAR - 1] ?? null;
  return Array.from({ length: baskets }, (_, index) => {
    const n = index + 1;
    const isPictured = n === PICTURED || n === restartAt;
    const hqUp = n < firstDown || n > lastDown;
    const isRegular = regularAt.includes(n);
    const few = 1 + Math.floor(random() ** 2 * 8);
    const lines = isPictured ? PICTURED_LINES : isRegular ? Math.max(few, REGULAR_LINES) : few;
    return {
      n,
      scans: Array.from({ length: lines }, () => ({
        code: pick(input.codes),
        pieces: random() < 0.2 ? 2 + Math.floor(random() * 3) : 1,
      })),
      cardNumber: isRegular ? regular : random() < 0.65 ? pick(input.cards) : null,
      pays: !isRegular || n === 1 || firstDown === 1 ? 'none' : hqUp ? 'proposed' : 'few',
      hqUp,
      restartBeforePay: n === restartAt,
      payment: random() < 0.4 && !isPictured ? 'exact' : 'over',
      isPictured,
    };
  });
}

/** Mulberry32: a small generator with a printed seed; the plan needs repeatability, not secrecy. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
