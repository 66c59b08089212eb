/** Figures as people write them ("23.90"), as integers. No fraction is formed on the way. */
import { z } from 'zod';
import { MAX_QUANTITY_MILLI, MAX_TENDER_MINOR, MAX_UNIT_PRICE_MINOR } from '../../shared/kernel/limits.ts';
import { type Milli, type Minor, milli, minor, type Points, points } from '../../shared/kernel/units.ts';

const MAX_POINTS = 1_000_000_000;
const DECIMAL = /^(\d{1,12})(?:\.(\d{1,3}))?$/;

/** The figure times 10^digits, or null when it is none or has more decimals than that. */
export function parseDecimal(text: string, digits: number): number | null {
  const [, whole, fraction = ''] = DECIMAL.exec(text) ?? [];
  if (whole === undefined) return null;
  const kept = fraction.replace(/0+$/, '');
  return kept.length > digits ? null : Number(`${whole}${kept.padEnd(digits, '0')}`);
}

/** `most` is in whole units. */
const decimal = (digits: number, most: number) =>
  z.union([z.string(), z.number()]).transform((value, context) => {
    const parsed = parseDecimal(String(value), digits);
    if (parsed !== null && parsed <= most * 10 ** digits) return parsed;
    const params = parsed === null ? { problem: 'decimal' } : { problem: 'tooLarge', max: most };
    context.addIssue({ code: 'custom', params });
    return z.NEVER;
  });

/** Money with up to two decimals. */
export const zMoneyText: z.ZodType<Minor> = decimal(2, MAX_TENDER_MINOR / 100).transform(minor);
export const zPriceText: z.ZodType<Minor> = decimal(2, MAX_UNIT_PRICE_MINOR / 100).transform(minor);
/** Pieces or kilograms with up to three decimals. */
export const zQuantityText: z.ZodType<Milli> = decimal(3, MAX_QUANTITY_MILLI / 1000).transform(milli);
/** Points with the decimals of the programme's scale. */
export const zPointsText = (scale: 1 | 10 | 100): z.ZodType<Points> =>
  decimal(scale === 1 ? 0 : scale === 10 ? 1 : 2, MAX_POINTS).transform(points);
/** Percent with up to two decimals, in basis points. */
export const zPercentText = decimal(2, 100);
