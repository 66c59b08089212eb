/** Earning rules and receipts with readable defaults, and what came of them as short texts. */
import type { BasketLine } from '../../../shared/basket/basket.ts';
import { minor } from '../../../shared/kernel/units.ts';
import { compileProgramme } from '../../../shared/loyalty/compile/compile-programme.ts';
import { compute } from '../../../shared/loyalty/compute.ts';
import type { Outcome } from '../../../shared/loyalty/outcome/outcome.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { Rule } from '../../../shared/loyalty/programme/rule.ts';
import type { Seen } from '../../../shared/loyalty/seen/seen.ts';
import { basketOf, product, seen } from './basket.ts';
import { rule } from './prices.ts';
import { programme } from './programme.ts';

/** 1 for every 10.00. */
export const onePerTen = (changes: Partial<Omit<Rule, 'give'>> = {}): Rule =>
  rule('base', { kind: 'earnPerMoney', rate: { amount: 1, perMinor: minor(1000) } }, changes);

/** One piece for so much. */
export const goodsFor = (
  priceMinor: number,
  changes: Parameters<typeof product>[0] = {},
): readonly BasketLine[] =>
  basketOf({ product: product({ priceMinor: minor(priceMinor), ...changes }) }).lines;

export type Receipt = { readonly lines: readonly BasketLine[] } & Partial<Seen>;

/** What a receipt brings by these rules. */
export const receipt = (
  rules: readonly Rule[],
  { lines, ...changes }: Receipt,
  more: Partial<Programme> = {},
): Outcome => compute(compileProgramme(programme({ rules, ...more })), seen(lines, changes));

/** "31 base", in the order told. */
export const told = ({ explanation }: Outcome): readonly string[] =>
  explanation.fired.map(({ amount, part }) => `${amount} ${part}`);

/** "EARN 5 stamps:coffee". */
export const moved = ({ effects }: Outcome): readonly string[] =>
  effects.map(({ effect, amount, asset }) => `${effect} ${amount} ${asset}`);

export const missed = ({ explanation }: Outcome): readonly string[] =>
  explanation.missed.map(({ ruleId, reason }) => `${ruleId} ${reason.kind}`);
