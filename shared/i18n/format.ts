/**
 * Numbers as people read them. Fractions are written from integers as decimal text, which Intl accepts, so no float is
 * ever formed.
 */
import type { Currency } from '../kernel/currency.ts';
import type { Language } from '../kernel/language.ts';
import type { EpochMs, Milli, Minor, Points } from '../kernel/units.ts';

const LOCALE = { ro: 'ro-MD', ru: 'ru-MD', en: 'en-GB' } as const satisfies Record<Language, string>;

/** "1.234,50": the figures alone, as columns of a receipt or a basket want them. */
export function formatMoney(valueMinor: Minor, currency: Currency, language: Language): string {
  const digits = currency.exponent;
  return numberFormat(language, digits).format(decimalText(valueMinor, digits));
}

/** "1.234,50 lei": figures with the currency's usual name. */
export const formatMoneyWithUnit = (valueMinor: Minor, currency: Currency, language: Language): string =>
  `${formatMoney(valueMinor, currency, language)} ${currencyName(currency, language)}`;

export function currencyName(currency: Currency, language: Language): string {
  const names = CURRENCY_NAMES[currency.code];
  return names ? names[language] : currency.code;
}

const CURRENCY_NAMES: Readonly<Record<string, Record<Language, string>>> = {
  MDL: { ro: 'lei', ru: 'лей', en: 'MDL' },
  RON: { ro: 'lei', ru: 'лей', en: 'RON' },
  RUB: { ro: 'ruble', ru: '₽', en: 'RUB' },
  EUR: { ro: '€', ru: '€', en: '€' },
};

export function formatPoints(value: Points, scale: 1 | 10 | 100, language: Language): string {
  const digits = scale === 1 ? 0 : scale === 10 ? 1 : 2;
  return numberFormat(language, digits).format(decimalText(value, digits));
}

/** "1.240": whole things. */
export const formatCount = (count: number, language: Language): string =>
  numberFormat(language, 0).format(decimalText(count, 0));

/** "2" pieces, "0,350" kilograms. */
export function formatQuantity(quantityMilli: Milli, unit: 'piece' | 'kilogram', language: Language): string {
  if (unit === 'piece') return numberFormat(language, 0).format(decimalText(quantityMilli / 1000, 0));
  return numberFormat(language, 3).format(decimalText(quantityMilli, 3));
}

/** "810 MB", "1,2 GB": as much as somebody needs who has to make room. */
export function formatBytes(bytes: number, language: Language): string {
  const unit = bytes < BYTES_PER_GB ? 'megabyte' : 'gigabyte';
  const per = unit === 'megabyte' ? BYTES_PER_MB : BYTES_PER_GB;
  return remembered(
    byteFormats,
    `${language}${unit}`,
    () => new Intl.NumberFormat(LOCALE[language], { style: 'unit', unit, maximumFractionDigits: 1 }),
  ).format(Math.floor((bytes * 10) / per) / 10);
}

const BYTES_PER_MB = 1_000_000;
const BYTES_PER_GB = 1_000_000_000;
const byteFormats = new Map<string, Intl.NumberFormat>();

export const formatDateTime = (atMs: EpochMs, timeZone: string, language: Language): string =>
  dateFormat(language, timeZone, 'dateTime').format(atMs);

/** "01.03.2027": for a day in the shop's zone. */
export const formatDate = (atMs: EpochMs, timeZone: string, language: Language): string =>
  dateFormat(language, timeZone, 'date').format(atMs);

export const formatTime = (atMs: EpochMs, timeZone: string, language: Language): string =>
  dateFormat(language, timeZone, 'time').format(atMs);

type DecimalText = `${number}`;

function decimalText(value: number, digits: number): DecimalText {
  if (digits === 0) return String(value) as DecimalText;
  const sign = value < 0 ? '-' : '';
  const text = String(Math.abs(value)).padStart(digits + 1, '0');
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}` as DecimalText;
}

const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(language: Language, digits: number): Intl.NumberFormat {
  return remembered(
    numberFormats,
    `${language}${digits}`,
    () =>
      new Intl.NumberFormat(LOCALE[language], {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }),
  );
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(
  language: Language,
  timeZone: string,
  kind: 'time' | 'date' | 'dateTime',
): Intl.DateTimeFormat {
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const date = { day: '2-digit', month: '2-digit', year: 'numeric' } as const;
  return remembered(
    dateFormats,
    `${language}${timeZone}${kind}`,
    () =>
      new Intl.DateTimeFormat(LOCALE[language], {
        timeZone,
        ...(kind === 'date' ? {} : time),
        ...(kind === 'time' ? {} : date),
      }),
  );
}

function remembered<T>(made: Map<string, T>, key: string, make: () => T): T {
  const known = made.get(key);
  if (known !== undefined) return known;
  const value = make();
  made.set(key, value);
  return value;
}
