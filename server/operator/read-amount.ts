/** Amounts as an operator types them: "+50", "-12.50", "1200"; in whole points and money, as tills show them. */
import { MAX_EARNED } from '../../shared/kernel/limits.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';
import type { Units } from '../status/hq-status.ts';

const AMOUNT = /^([+\u2212-]?)(\d{1,13})(?:[.,](\d{1,2}))?$/;

/** In the asset's smallest unit; null for what is no amount of it, 0 included. */
export function readAmount(given: string, asset: Asset, units: Units): number | null {
  const [, sign, whole = '', fraction = ''] = AMOUNT.exec(given) ?? [];
  const digits = fractionDigits(asset, units);
  if (sign === undefined || fraction.length > digits) return null;
  const amount = Number(whole + fraction.padEnd(digits, '0'));
  if (amount === 0 || amount > MAX_EARNED) return null;
  return sign === '' || sign === '+' ? amount : -amount;
}

function fractionDigits(asset: Asset, { pointsScale, currency }: Units): number {
  if (asset === 'points') return Math.log10(pointsScale ?? 1);
  return asset === 'wallet' || asset === 'giftcard' ? (currency?.exponent ?? 0) : 0;
}
