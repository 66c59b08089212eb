/** Goods, rules and baskets for the rules on prices, in whole lei, as the tables of docs/spec/loyalty.md write them. */
import type { BasketLine } from '../../../shared/basket/basket.ts';
import { asId, type ProductId, type RuleId } from '../../../shared/kernel/ids.ts';
import { milli, minor } from '../../../shared/kernel/units.ts';
import { compileProgramme } from '../../../shared/loyalty/compile/compile-programme.ts';
import { compute } from '../../../shared/loyalty/compute.ts';
import type { Outcome } from '../../../shared/loyalty/outcome/outcome.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { Reward, Rule } from '../../../shared/loyalty/programme/rule.ts';
import type { Seen } from '../../../shared/loyalty/seen/seen.ts';
import { memberRow, product, seen } from './basket.ts';
import { programme } from './programme.ts';

/** A document's piece as it is written: ids and amounts without their brands. */
type Written<T> = T extends string
  ? string
  : T extends number
    ? number
    : { readonly [K in keyof T]: Written<T[K]> };

const named = (id: string) => ({ ro: id, ru: id, en: id });

export const rule = (id: string, give: Written<Rule['give']>, more: Written<Partial<Rule>> = {}): Rule =>
  ({ id, name: named(id), give, ...more }) as Rule;

export const reward = (
  id: string,
  give: Written<Reward['give']>,
  more: Written<Partial<Reward>> & { readonly cost: Written<Reward['cost']> },
): Reward => ({ id, name: named(id), give, ...more }) as Reward;

export const on = (...products: readonly string[]) => ({ on: { include: { products } } });

type Goods = { readonly [K in keyof BasketLine]?: unknown } & { readonly pieces?: number };

/** `['mug', 20, { pieces: 2 }]`: name, price in lei, and what else a line says. */
export function lines(...goods: readonly (readonly [string, number, Goods?])[]): readonly BasketLine[] {
  return goods.map(([id, lei, { pieces = 1, ...more } = {}], index) => {
    const { categoryId, taxId, unit } = product();
    const line = {
      n: index + 1,
      productId: asId<ProductId>(id),
      code: id,
      name: id,
      categoryId,
      taxId,
      unit,
    };
    const amounts = {
      unitPriceMinor: minor(Math.round(lei * 100)),
      quantityMilli: milli(Math.round(pieces * 1000)),
    };
    return { ...line, ...amounts, tags: [], ...more } as BasketLine;
  });
}

export const lei = (amount: number) => minor(Math.round(amount * 100));

type Shop = {
  readonly rules?: readonly Rule[];
  readonly programme?: Written<Partial<Programme>>;
  readonly seen?: Written<Partial<Seen>>;
};

export const price = (goods: readonly BasketLine[], shop: Shop): Outcome =>
  compute(
    compileProgramme(programme({ rules: shop.rules ?? [], ...(shop.programme as Partial<Programme>) })),
    seen(goods, shop.seen as Partial<Seen>),
  );

/** What was taken off each line, in lei, in the order of the basket. */
export const taken = (outcome: Outcome): readonly number[] =>
  outcome.lines.map(({ discountMinor }) => discountMinor / 100);

export const takenBy = (outcome: Outcome, ruleId: string): number =>
  outcome.lines
    .flatMap(({ cuts }) => cuts)
    .reduce((sum, cut) => (cut.ruleId === ruleId ? sum + cut.amountMinor : sum), 0) / 100;

export const toPay = (outcome: Outcome): number => outcome.totalMinor / 100;

export const holding = (balances: Readonly<Record<string, number>>) =>
  memberRow({
    balances: Object.entries(balances).map(([asset, available]) => ({
      asset,
      available,
      pending: 0,
      leased: 0,
      inReview: 0,
      expiring: [],
    })),
  });

export const ruleId = (id: string): RuleId => asId<RuleId>(id);
