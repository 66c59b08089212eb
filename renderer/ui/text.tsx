/** Texts and figures in the cashier's language. */
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { I18nProvider as AriaLanguage } from 'react-aria-components';
import { I18nextProvider, useTranslation } from 'react-i18next';
import type { SaleUnit } from '../../shared/catalog/product.ts';
import {
  currencyName,
  formatBytes,
  formatMoney,
  formatMoneyWithUnit,
  formatPoints,
  formatQuantity,
  formatTime,
} from '../../shared/i18n/format.ts';
import { i18nFor } from '../../shared/i18n/translate.ts';
import type { UiKey } from '../../shared/i18n/ui/en.ts';
import type { Currency } from '../../shared/kernel/currency.ts';
import type { Failure } from '../../shared/kernel/failure.ts';
import type { Language, Localized } from '../../shared/kernel/language.ts';
import { type EpochMs, type Milli, type Minor, minor, type Points } from '../../shared/kernel/units.ts';

/** How this shop counts; before enrolment nothing is counted. */
export type Measures = { readonly currency: Currency; readonly timeZone: string };
type Place = Measures & { readonly language: Language };

const PlaceContext = createContext<Place | null>(null);

export function TextProvider(props: Place & { readonly children: ReactNode }) {
  const { language, currency, timeZone, children } = props;
  const place = useMemo(() => ({ language, currency, timeZone }), [language, currency, timeZone]);
  return (
    <PlaceContext value={place}>
      <I18nextProvider i18n={i18nFor(language)}>
        <AriaLanguage locale={language}>{children}</AriaLanguage>
      </I18nextProvider>
    </PlaceContext>
  );
}

type Params = Readonly<Record<string, string | number>>;

/** Reads a text; a number named `count` picks the plural form. */
export function useText(): (key: UiKey, params?: Params) => string {
  const { t } = useTranslation('ui');
  return t as unknown as (key: UiKey, params?: Params) => string;
}

export type Figures = {
  readonly language: Language;
  readonly money: (value: Minor) => string;
  /** An amount without decimals, for notes and coins that have none. */
  readonly wholeUnits: (value: Minor) => string;
  readonly moneyWithUnit: (value: Minor) => string;
  readonly unit: string;
  readonly quantity: (value: Milli, unit: SaleUnit) => string;
  readonly points: (value: Points, scale: 1 | 10 | 100) => string;
  readonly bytes: (count: number) => string;
  readonly time: (atMs: EpochMs) => string;
  readonly name: (text: Localized) => string;
  readonly currency: Currency;
};

export function useFigures(): Figures {
  const place = useContext(PlaceContext);
  if (!place) throw new Error('figures stand inside a TextProvider');
  return useMemo(() => figuresOf(place), [place]);
}

const figuresOf = ({ language, currency, timeZone }: Place): Figures => ({
  language,
  currency,
  money: (value) => formatMoney(value, currency, language),
  wholeUnits: (value) =>
    formatMoney(minor(value / 10 ** currency.exponent), { code: currency.code, exponent: 0 }, language),
  moneyWithUnit: (value) => formatMoneyWithUnit(value, currency, language),
  unit: currencyName(currency, language),
  quantity: (value, unit) => formatQuantity(value, unit, language),
  points: (value, scale) => formatPoints(value, scale, language),
  bytes: (count) => formatBytes(count, language),
  time: (atMs) => formatTime(atMs, timeZone, language),
  name: (text) => text[language],
});

const MINOR = /Minor$/;

/** A failure's sentence. A parameter `shortMinor` fills `{{short}}`, written as money. */
export function useFailureText(): (failure: Failure) => string {
  const { t } = useTranslation('failures');
  const { moneyWithUnit } = useFigures();
  return ({ code, params = {} }) =>
    (t as unknown as (key: string, params: Params) => string)(code, readable(params, moneyWithUnit));
}

/** Parameters that end in `Minor` as money under the name without it. */
export const readable = (params: Params, money: (value: Minor) => string): Params =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) =>
      MINOR.test(name) && typeof value === 'number'
        ? [name.replace(MINOR, ''), money(minor(value))]
        : [name, value],
    ),
  );
