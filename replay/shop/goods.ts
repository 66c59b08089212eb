/**
 * RPL-4: what a stock code stands for. Codes are compared without regard to case: the file writes the same goods both
 * ways. Postage, carriage and lines typed by hand are services, gift vouchers are money paid ahead; both are sold and
 * earn nothing.
 */
import { createHash } from 'node:crypto';
import type { Product } from '../../shared/catalog/product.ts';
import { asId } from '../../shared/kernel/ids.ts';
import type { Minor } from '../../shared/kernel/units.ts';

const BOOKKEEPING = new Set(['AMAZONFEE', 'B', 'BANK CHARGES', 'CRUK', 'D', 'S']);
const SERVICES = new Set(['C2', 'DOT', 'M', 'POST']);
const VOUCHER = /^GIFT_\d{4}_\d{2,3}$/;
/** What an id may be made of. */
const PLAIN = /^[0-9A-Z_.-]{1,60}$/;
const CHRISTMAS = /\b(CHRISTMAS|XMAS)\b/;

/** Tags that the programme's rules look for. */
export const TAGS = { service: 'service', voucher: 'voucher', christmas: 'christmas' } as const;

export const stockCode = (code: string): string => code.toUpperCase();

export const isBookkeeping = (code: string): boolean => BOOKKEEPING.has(stockCode(code));

/** `code` as `stockCode` gives it. */
export type Goods = { readonly code: string; readonly name: string; readonly priceMinor: Minor };

export function productOf({ code, name, priceMinor }: Goods): Product {
  const kind = SERVICES.has(code) ? TAGS.service : VOUCHER.test(code) ? TAGS.voucher : null;
  const isChristmas = kind === null && CHRISTMAS.test(name);
  return {
    id: asId(`p-${PLAIN.test(code) ? code : createHash('sha256').update(code).digest('hex').slice(0, 32)}`),
    code,
    name,
    categoryId: asId(kind ?? 'goods'),
    tags: [...(kind === null ? [] : [kind]), ...(isChristmas ? [TAGS.christmas] : [])],
    priceMinor,
    taxId: asId(kind === TAGS.voucher ? 'Z' : 'A'),
    unit: 'piece',
  };
}
