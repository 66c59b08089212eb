/** A tax by its id, its letter on the receipt, or its rate, among those that every store of the company charges. */
import type { Tax } from '../../../shared/catalog/product.ts';
import type { TaxId } from '../../../shared/kernel/ids.ts';
import { refused, taken, type Verdict } from './verdict.ts';

export function readTax(text: string, taxes: readonly Tax[]): Verdict<TaxId> {
  const wanted = text.trim();
  const named = taxes.filter(({ id, letter }) => [id, letter].some((name) => same(name, wanted)));
  const rate = /^(?:tva|ндс|vat)?\s*(\d{1,2})(?:[.,](\d{1,2}))?\s*%?$/i.exec(wanted);
  const percent = rate ? Number(rate[1]) * 100 + Number((rate[2] ?? '').padEnd(2, '0')) : null;
  const bps = NO_TAX.test(wanted) ? 0 : percent;
  const found = named.length > 0 ? named : taxes.filter(({ rateBps }) => rateBps === bps);
  const [only, ...others] = found;
  if (!only) return refused(`is no tax of this company; allowed are ${listTaxes(taxes)}`);
  return others.length > 0 ? refused(`fits several taxes; allowed are ${listTaxes(taxes)}`) : taken(only.id);
}

const NO_TAX = /^(без ндс|без налога|f[aă]r[aă] tva|scutit|exempt|no vat)$/i;

export const listTaxes = (taxes: readonly Tax[]): string =>
  taxes.map(({ id, rateBps }) => `${id} (${rateBps / 100} %)`).join(', ');

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
