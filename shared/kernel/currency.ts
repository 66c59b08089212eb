/** ISO 4217 code and its number of decimals; the smallest unit is 10^-exponent. */
export type Currency = { readonly code: string; readonly exponent: 0 | 2 };
