/** A programme's figures and names in one language, each with the words and plural forms that it takes. */
import { formatCount, formatMoney, formatQuantity } from '../i18n/format.ts';
import type { BaseKey } from '../i18n/same-texts.ts';
import type { termsEn } from '../i18n/terms/en.ts';
import { i18nFor } from '../i18n/translate.ts';
import type { BusinessDate } from '../kernel/business-date.ts';
import { dayNumber } from '../kernel/calendar.ts';
import type { Language, Localized } from '../kernel/language.ts';
import { type Milli, type Minor, milli, minor } from '../kernel/units.ts';
import type { LabelKind, Programme } from '../loyalty/programme/programme.ts';

export type TermKey = BaseKey<keyof typeof termsEn>;
type Params = Readonly<Record<string, string | number>>;

export type TermWords = {
  readonly programme: Programme;
  readonly language: Language;
  readonly say: (key: TermKey, params?: Params) => string;
  /** A text that counts: `{{n}}` is the figure as the language writes it. */
  readonly count: (key: TermKey, count: number, params?: Params) => string;
  readonly of: (text: Localized) => string;
  readonly quoted: (name: string) => string;
  /** "A, B and C" */
  readonly list: (names: readonly string[]) => string;
  /** "A, B or C" */
  readonly choice: (names: readonly string[]) => string;
  readonly label: (kind: LabelKind, id: string) => string;
  readonly quotedLabel: (kind: LabelKind, id: string) => string;
  readonly money: (valueMinor: Minor) => string;
  readonly fromMoney: (valueMinor: Minor) => string;
  readonly points: (value: number) => string;
  readonly pointsFigure: (value: number) => string;
  readonly percent: (valueBps: number) => string;
  /** "1,5" */
  readonly factor: (valueBps: number) => string;
  readonly units: (quantityMilli: Milli) => string;
  readonly date: (date: BusinessDate) => string;
};

export function termWords(programme: Programme, language: Language): TermWords {
  const { t } = i18nFor(language);
  const say: TermWords['say'] = (key, params) => t(`terms:${key}`, { ...params });
  const figure = (count: number): string => formatCount(count, language);
  const count: TermWords['count'] = (key, value, params) =>
    say(key, { count: value, n: figure(value), ...params });
  const quoted = (name: string): string => say('quoted', { name });
  const pointsFigure = (value: number): string =>
    decimalText(value, POINT_DIGITS[programme.point.scale], language);
  return {
    programme,
    language,
    say,
    count,
    of: (text) => text[language],
    quoted,
    list: (names) => andFormat(language).format(names),
    choice: (names) => orFormat(language).format(names),
    label: (kind, id) => labelOf(programme, kind, id)?.[language] ?? quoted(id),
    quotedLabel: (kind, id) => quoted(labelOf(programme, kind, id)?.[language] ?? id),
    money: (value) => moneyText('money', value, { programme, language, say }),
    fromMoney: (value) => moneyText('fromMoney', value, { programme, language, say }),
    points: (value) =>
      programme.point.name
        ? say('amount.named', { n: pointsFigure(value), name: programme.point.name[language] })
        : say('amount.points', { count: value / programme.point.scale, n: pointsFigure(value) }),
    pointsFigure,
    percent: (valueBps) => say('percent', { n: decimalText(valueBps, 2, language) }),
    factor: (valueBps) => decimalText(valueBps, 4, language),
    units: (quantity) =>
      quantity % 1000 === 0
        ? say('units', { count: quantity / 1000, n: figure(quantity / 1000) })
        : say('kilograms', { n: formatQuantity(quantity, 'kilogram', language) }),
    date: (date) => dateFormat(language).format((dayNumber(date) - EPOCH_DAY) * DAY_MS),
  };
}

export const ofUnits = (words: TermWords, units: number): string => words.units(milli(units * 1000));

export function labelOf({ labels }: Programme, kind: LabelKind, id: string): Localized | null {
  const named = labels?.[kind];
  return named && Object.hasOwn(named, id) ? (named[id] ?? null) : null;
}

const NAMED_CURRENCIES = ['MDL', 'RON', 'EUR', 'RUB', 'GBP'] as const;

/** Whole amounts are written without decimals, as people say them. */
function moneyText(
  kind: 'money' | 'fromMoney',
  value: Minor,
  { programme, language, say }: Pick<TermWords, 'programme' | 'language' | 'say'>,
): string {
  const n = hundredthsFixed(value, language);
  const code = NAMED_CURRENCIES.find((each) => each === programme.currencyCode);
  if (code !== undefined) return say(`${kind}.${code}`, { count: value / 100, n });
  const plain = `${n} ${programme.currencyCode}`;
  return kind === 'money' ? plain : say('fromMoney', { n: plain });
}

const hundredthsFixed = (value: number, language: Language): string =>
  value % 100 === 0
    ? formatCount(value / 100, language)
    : formatMoney(minor(value), { code: '', exponent: 2 }, language);

const POINT_DIGITS = { 1: 0, 10: 1, 100: 2 } as const;

/** "5", "2,5", "0,25": an integer of `1/10^digits` with no more decimals than it needs. */
function decimalText(value: number, digits: number, language: Language): string {
  const sign = value < 0 ? '-' : '';
  const figures = String(Math.abs(value)).padStart(digits + 1, '0');
  const text = digits === 0 ? figures : `${figures.slice(0, -digits)}.${figures.slice(-digits)}`;
  return numberFormat(language).format(`${sign}${text}` as `${number}`);
}

const DAY_MS = 86_400_000;
const EPOCH_DAY = dayNumber('1970-01-01' as BusinessDate);
const LOCALE = { ro: 'ro-MD', ru: 'ru-MD', en: 'en-GB' } as const satisfies Record<Language, string>;

const dateFormat = perLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }),
);
const numberFormat = perLanguage((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 4 }));
const andFormat = perLanguage((locale) => new Intl.ListFormat(locale, { type: 'conjunction' }));
const orFormat = perLanguage((locale) => new Intl.ListFormat(locale, { type: 'disjunction' }));

/** Formats are dear to make and cheap to use. */
function perLanguage<T>(make: (locale: string) => T): (language: Language) => T {
  const made = new Map<Language, T>();
  return (language) => {
    const known = made.get(language);
    if (known !== undefined) return known;
    const value = make(LOCALE[language]);
    made.set(language, value);
    return value;
  };
}
