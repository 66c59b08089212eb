/**
 * The plain programme in a general rules engine. It gets what it is good at: sums by category as ready facts, and one rule
 * per rule. What it fires is worked out here as cheaply as a till could use it: what each line costs and the points, with
 * nothing explained, taxed or redeemed.
 */
import { Engine, type Event, type RuleProperties } from 'json-rules-engine';
import { lineTotalMinor } from '../../../shared/basket/basket.ts';
import { weekdayOf } from '../../../shared/kernel/business-date.ts';
import { largestRemainder, mulDivHalfUp } from '../../../shared/kernel/rounding.ts';
import type { Seen } from '../../../shared/loyalty/seen/seen.ts';
import { CATEGORIES, categoryId } from './goods.ts';
import type { PlainRule } from './plain-programme.ts';

export type PlainResult = {
  /** By line, in the basket's order. */
  readonly discounts: readonly number[];
  readonly points: number;
};
export type GeneralEngine = (seen: Seen) => Promise<PlainResult>;

/** Every `perMinor` of the plain programme divides it, so points are added up without a fraction. */
const PARTS = 630_000;

type Sums = Record<string, number>;

export function generalEngine(rules: readonly PlainRule[]): GeneralEngine {
  const discounts = new Engine(rules.filter(({ kind }) => kind === 'percent').map(propertiesOf));
  const points = new Engine(rules.filter(({ kind }) => kind === 'points').map(propertiesOf));
  return async (seen) => {
    const facts = { tier: seen.member?.tierId ?? '', weekday: weekdayOf(seen.clock.businessDate) };
    const sums = sumsOf(seen);
    const taken = seen.lines.map(() => 0);
    for (const { category, percentBps } of await fired(discounts, { ...facts, ...sums })) {
      const off = mulDivHalfUp(sums[category] ?? 0, percentBps, 10_000);
      sums[category] = (sums[category] ?? 0) - off;
      spreadOver(seen, { category, off, taken });
    }
    let parts = 0;
    for (const { category, perMinor } of await fired(points, { ...facts, ...sums }))
      parts += (sums[category] ?? 0) * (PARTS / perMinor);
    return { discounts: taken, points: Math.floor(parts / PARTS) };
  };
}

const fired = async (engine: Engine, facts: Record<string, unknown>): Promise<readonly PlainRule[]> =>
  (await engine.run(facts)).events.map(({ params }: Event) => params as PlainRule);

type Off = { readonly category: string; readonly off: number; readonly taken: number[] };

function spreadOver({ lines }: Seen, { category, off, taken }: Off): void {
  const covered = lines
    .map((line, index) => ({ line, index }))
    .filter(({ line }) => line.categoryId === category)
    .sort((a, b) => (a.line.productId < b.line.productId ? -1 : 1));
  const shares = largestRemainder(
    off,
    covered.map(({ line }) => lineTotalMinor(line)),
  );
  for (const [at, { index }] of covered.entries()) taken[index] = (taken[index] ?? 0) + (shares[at] ?? 0);
}

function sumsOf({ lines }: Seen): Sums {
  const sums: Sums = {};
  for (let n = 0; n < CATEGORIES; n += 1) sums[categoryId(n)] = 0;
  for (const line of lines) sums[line.categoryId] = (sums[line.categoryId] ?? 0) + lineTotalMinor(line);
  return sums;
}

const propertiesOf = (rule: PlainRule): RuleProperties => ({
  name: rule.id,
  conditions: {
    all: [
      { fact: rule.category, operator: 'greaterThanInclusive', value: Math.max(1, rule.fromMinor) },
      ...(rule.tiers ? [{ fact: 'tier', operator: 'in', value: [...rule.tiers] }] : []),
      ...(rule.weekdays ? [{ fact: 'weekday', operator: 'in', value: [...rule.weekdays] }] : []),
    ],
  },
  event: { type: rule.kind, params: { ...rule } },
});
