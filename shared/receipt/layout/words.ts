/** The receipt's words and figures in its own language. */
import { currencyName, formatDate, formatDateTime, formatMoney, formatPoints } from '../../i18n/format.ts';
import { assetAmount, assetTitle, type LoyaltyMeasures } from '../../i18n/loyalty-words.ts';
import type { ReceiptKey } from '../../i18n/receipt/en.ts';
import { i18nFor } from '../../i18n/translate.ts';
import type { Localized } from '../../kernel/language.ts';
import type { Bps, EpochMs, Minor, Points } from '../../kernel/units.ts';
import type { Asset } from '../../loyalty/asset.ts';
import type { AssetNames, Receipt } from '../model.ts';
import { FIXED_SPACE } from './paper-text.ts';

export type Words = {
  readonly say: (key: ReceiptKey, params?: Readonly<Record<string, string | number>>) => string;
  /** "12 de puncte", "7 ștampile", "3,20 lei". */
  readonly asset: (asset: Asset, amount: number, measures: LoyaltyMeasures) => string;
  /** The name of a card or draw, else what such assets are called. */
  readonly assetName: (asset: Asset, names: AssetNames) => string;
  readonly money: (valueMinor: Minor) => string;
  readonly moneyWithUnit: (valueMinor: Minor) => string;
  readonly currency: string;
  readonly points: (value: Points, scale: 1 | 10 | 100) => string;
  readonly rate: (rateBps: Bps) => string;
  readonly date: (atMs: EpochMs) => string;
  readonly dateTime: (atMs: EpochMs) => string;
  readonly of: (text: Localized) => string;
};

export function wordsFor({ language, currency, timeZone }: Receipt): Words {
  const { t } = i18nFor(language);
  const unit = currencyName(currency, language);
  const say: Words['say'] = (key, params) => t(`receipt:${key}`, { ...params });
  return {
    say,
    asset: (asset, amount, measures) => assetAmount(asset, amount, measures),
    assetName: (asset, names) => names[asset]?.[language] ?? assetTitle(asset, language),
    money: (valueMinor) => formatMoney(valueMinor, currency, language),
    moneyWithUnit: (valueMinor) => formatMoney(valueMinor, currency, language) + FIXED_SPACE + unit,
    currency: unit,
    points: (value, scale) => formatPoints(value, scale, language),
    rate: (rateBps) => `${percentText(formatMoney(rateBps as number as Minor, HUNDREDTHS, language))}%`,
    date: (atMs) => formatDate(atMs, timeZone, language),
    dateTime: (atMs) => formatDateTime(atMs, timeZone, language),
    of: (text) => text[language],
  };
}

/** Basis points are hundredths of a percent, so they are written as money with two decimals is. */
const HUNDREDTHS = { code: 'BPS', exponent: 2 } as const;

const percentText = (text: string): string => text.replace(/[.,]00$/, '').replace(/([.,]\d)0$/, '$1');
