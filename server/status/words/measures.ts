/** Amounts and times of a status as people read them. */
import {
  formatCount,
  formatDate,
  formatDateTime,
  formatMoney,
  formatPoints,
} from '../../../shared/i18n/format.ts';
import { loyaltyText } from '../../../shared/i18n/loyalty-words.ts';
import type { BusinessDate } from '../../../shared/kernel/business-date.ts';
import type { Language } from '../../../shared/kernel/language.ts';
import { type EpochMs, epochMs, minor, points } from '../../../shared/kernel/units.ts';
import type { Asset } from '../../../shared/loyalty/asset.ts';
import { MOST_COUNTED, type Units } from '../hq-status.ts';

export type Measures = {
  readonly asset: (asset: Asset) => string;
  /** The figure alone: the asset stands beside it. */
  readonly amount: (asset: Asset | null, amount: number) => string;
  readonly count: (count: number) => string;
  readonly time: (atMs: EpochMs) => string;
  readonly day: (date: BusinessDate) => string;
  /** The day of a moment, in the shop's zone. */
  readonly dayOf: (atMs: EpochMs) => string;
};

export const measuresOf = (units: Units, language: Language): Measures => ({
  asset: (asset) => assetText(asset, language),
  amount: (asset, amount) => {
    if (Math.abs(amount) >= MOST_COUNTED)
      return `${amount < 0 ? '≤ -' : '≥ '}${formatCount(MOST_COUNTED, language)}`;
    if (asset === 'points' && units.pointsScale !== null)
      return formatPoints(points(amount), units.pointsScale, language);
    if ((asset === 'wallet' || asset === 'giftcard') && units.currency !== null)
      return formatMoney(minor(amount), units.currency, language);
    return formatCount(amount, language);
  },
  count: (count) => formatCount(count, language),
  time: (atMs) => formatDateTime(atMs, units.timeZone, language),
  day: (date) => formatDate(noonOf(date), 'UTC', language),
  dayOf: (atMs) => formatDate(atMs, units.timeZone, language),
});

const noonOf = (date: BusinessDate): EpochMs => epochMs(Date.parse(`${date}T12:00:00Z`));

type NamedAsset = 'points' | 'wallet' | 'giftcard' | 'stamps' | 'coupon' | 'ticket' | 'quest' | 'badge';

/** "Puncte", "Ștampile: coffee": the name that the programme gives them is on the till. */
export function assetText(asset: Asset, language: Language): string {
  const [kind = '', id] = asset.split(':');
  const name = loyaltyText(language, `asset.${kind as NamedAsset}`);
  return id === undefined ? name : `${name}: ${id}`;
}
