/** Sales with a member who owns enough, and what comes back of them. */
import type { BasketLine } from '../../../shared/basket/basket.ts';
import { bps, milli, minor } from '../../../shared/kernel/units.ts';
import { compileProgramme } from '../../../shared/loyalty/compile/compile-programme.ts';
import { compute } from '../../../shared/loyalty/compute.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { Return, SaleFacts } from '../../../shared/loyalty/returns/return.ts';
import { returnGoods } from '../../../shared/loyalty/returns/return-goods.ts';
import type { Seen } from '../../../shared/loyalty/seen/seen.ts';
import { memberRow, product, seen } from './basket.ts';
import { programme } from './programme.ts';

export const goods = (id: string, price: number, pieces = 1, changes = {}) => ({
  product: product({ id, code: id, priceMinor: minor(price), ...changes }),
  pieces,
});
export const balance = (asset: string, available: number) => ({
  asset,
  available,
  pending: 0,
  leased: 0,
  inReview: 0,
  expiring: [],
});
export const name = { ro: 'x', ru: 'x', en: 'x' };
export const member = memberRow({ balances: [balance('points', 10_000), balance('wallet', 10_000)] });

export function saleOf(
  lines: readonly BasketLine[],
  changes: Partial<Seen> = {},
  document: Partial<Programme> = {},
): SaleFacts {
  const compiled = compileProgramme(
    programme({ redemption: { as: 'discount', shareOfReceiptBps: bps(10_000) }, ...document }),
  );
  const what = seen(lines, { member, ...changes });
  const outcome = compute(compiled, what);
  if (outcome.refusals.length > 0) throw new Error(JSON.stringify(outcome.refusals));
  return { compiled, seen: what, outcome };
}

export type Back = Readonly<Record<number, number>>;
export const linesOf = (back: Back) =>
  Object.entries(back).map(([n, pieces]) => ({ n: Number(n), quantityMilli: milli(pieces * 1000) }));

export function back(sale: SaleFacts, now: Back, ...before: readonly Back[]): Return {
  const result = returnGoods({ sale, before: before.map(linesOf), now: linesOf(now) });
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}
