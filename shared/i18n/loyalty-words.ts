/** Amounts of whatever a member can own, as people say them, for screens and for paper. */
import type { Currency } from '../kernel/currency.ts';
import type { Language, Localized } from '../kernel/language.ts';
import { type Milli, type Minor, minor, ONE_UNIT_MILLI, points } from '../kernel/units.ts';
import { formatCount, formatMoney, formatMoneyWithUnit, formatPoints, formatQuantity } from './format.ts';
import type { LoyaltyKey } from './loyalty/en.ts';
import { i18nFor } from './translate.ts';

export type LoyaltyMeasures = {
  readonly language: Language;
  readonly currency: Currency;
  readonly scale: 1 | 10 | 100;
  /** What the programme calls its points; absent: points. */
  readonly pointName?: Localized | undefined;
};

export type Counted =
  | 'stamps'
  | 'coupon'
  | 'ticket'
  | 'visits'
  | 'pieces'
  | 'streakDays'
  | 'streakWeeks'
  | 'streakMonths';

export function loyaltyText(
  language: Language,
  key: LoyaltyKey,
  params: Readonly<Record<string, string | number>> = {},
): string {
  return i18nFor(language).t(`loyalty:${key}`, { ...params });
}

/** "7 stamps", "12,40 lei", "37 puncte"; a quest's progress and a badge are bare figures. */
export function assetAmount(asset: string, amount: number, measures: LoyaltyMeasures): string {
  const { language, currency, scale, pointName } = measures;
  const kind = kindOf(asset);
  switch (kind) {
    case 'points': {
      const n = formatPoints(points(amount), scale, language);
      return pointName
        ? loyaltyText(language, 'amount.named', { n, name: pointName[language] })
        : loyaltyText(language, 'amount.points', { n, count: amount / scale });
    }
    case 'wallet':
    case 'giftcard':
      return formatMoneyWithUnit(minor(amount), currency, language);
    case 'stamps':
    case 'coupon':
    case 'ticket':
      return countText(kind, amount, language);
    default:
      return formatCount(amount, language);
  }
}

export const countText = (what: Counted, count: number, language: Language): string =>
  loyaltyText(language, `amount.${what}`, { n: formatCount(count, language), count });

/** Whole thousandths of pieces are pieces; anything finer was weighed. */
export const quantityText = (quantityMilli: number, language: Language): string =>
  quantityMilli % ONE_UNIT_MILLI === 0
    ? countText('pieces', quantityMilli / ONE_UNIT_MILLI, language)
    : loyaltyText(language, 'amount.kilograms', {
        n: formatQuantity(quantityMilli as Milli, 'kilogram', language),
      });

export const assetTitle = (asset: string, language: Language): string =>
  loyaltyText(language, `asset.${kindOf(asset)}`);

export type ProgressFigures = {
  readonly have: number;
  readonly target: number;
  readonly count?: 'spend' | 'visits' | 'units' | 'streakDays' | 'streakWeeks' | 'streakMonths';
};

/** "7 of 10", "120,00 of 500,00 lei": the unit once. */
export function progressText({ have, target, count }: ProgressFigures, measures: LoyaltyMeasures): string {
  const { language, currency } = measures;
  const [haveText, targetText] =
    count === 'spend'
      ? [formatMoney(minor(have), currency, language), formatMoneyWithUnit(minor(target), currency, language)]
      : [formatCount(have, language), formatCount(target, language)];
  return loyaltyText(language, 'progress', { have: haveText, target: targetText });
}

/** What is still missing to a tier, in the tiers' measure. */
export function tierDistance(
  measure: 'spend' | 'visits' | 'points',
  short: number,
  measures: LoyaltyMeasures,
): string {
  if (measure === 'points') return assetAmount('points', short, measures);
  return measure === 'visits'
    ? countText('visits', short, measures.language)
    : formatMoneyWithUnit(short as Minor, measures.currency, measures.language);
}

const KINDS = ['points', 'wallet', 'giftcard', 'stamps', 'coupon', 'ticket', 'quest', 'badge'] as const;
type AssetKind = (typeof KINDS)[number];

const kindOf = (asset: string): AssetKind =>
  KINDS.find((kind) => asset === kind || asset.startsWith(`${kind}:`)) ?? 'points';
