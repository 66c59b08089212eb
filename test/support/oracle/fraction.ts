/** Exact fractions, slow and plain: the oracle rounds nowhere but where the specification says so. */
export type Fraction = { readonly over: bigint; readonly under: bigint };

export const whole = (value: number): Fraction => ({ over: BigInt(value), under: 1n });
export const ratio = (over: number, under: number): Fraction => reduced(BigInt(over), BigInt(under));
export const ZERO = whole(0);

export const plus = (a: Fraction, b: Fraction): Fraction =>
  reduced(a.over * b.under + b.over * a.under, a.under * b.under);
export const minus = (a: Fraction, b: Fraction): Fraction =>
  reduced(a.over * b.under - b.over * a.under, a.under * b.under);
export const times = (a: Fraction, b: Fraction): Fraction => reduced(a.over * b.over, a.under * b.under);
export const divided = (a: Fraction, b: Fraction): Fraction => reduced(a.over * b.under, a.under * b.over);
export const sum = (values: readonly Fraction[]): Fraction => values.reduce(plus, ZERO);

export const compare = (a: Fraction, b: Fraction): number => {
  const difference = a.over * b.under - b.over * a.under;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

/** Towards minus infinity. */
export function floor({ over, under }: Fraction): number {
  const quotient = over / under;
  return Number(over % under !== 0n && over < 0n ? quotient - 1n : quotient);
}

/** Of a fraction that is not negative. */
export const halfUp = (value: Fraction): number => floor(plus(value, ratio(1, 2)));
export const ceiling = (value: Fraction): number => -floor(minus(ZERO, value));

function reduced(over: bigint, under: bigint): Fraction {
  if (under === 1n) return { over, under };
  const sign = under < 0n ? -1n : 1n;
  const by = gcd(over < 0n ? -over : over, under < 0n ? -under : under) || 1n;
  return { over: (sign * over) / by, under: (sign * under) / by };
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));
