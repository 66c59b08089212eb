/** One line of a file of receipts, read field by field. What cannot be read is said so and never guessed. */
import { MAX_NAME_CHARS } from '../../shared/kernel/limits.ts';
import { type EpochMs, type Minor, minor } from '../../shared/kernel/units.ts';
import { zonedTimeMs } from './zoned-time.ts';

export const COLUMNS = [
  'InvoiceNo',
  'StockCode',
  'Description',
  'Quantity',
  'InvoiceDate',
  'UnitPrice',
  'CustomerID',
  'Country',
] as const;

const MAX_CODE_CHARS = 40;
/** More digits than any quantity or price that a till takes. */
const MAX_DIGITS = 12;

/** A price as it stands in the file: `tooFine` where it has parts of a penny. */
export type Price = { readonly minor: Minor; readonly tooFine: boolean };

export type ReceiptLine = {
  /** The line of the file; its first line names the columns. */
  readonly lineNo: number;
  /** As they stand in the file. */
  readonly fields: readonly string[];
  readonly invoice: string;
  readonly code: string;
  readonly description: string;
  readonly quantity: number;
  readonly atMs: EpochMs;
  readonly price: Price;
  /** Without leading zeros; empty for a guest. */
  readonly customer: string;
};

export type ReadLine =
  | { readonly kind: 'line'; readonly line: ReceiptLine }
  | { readonly kind: 'unreadable'; readonly lineNo: number; readonly fields: readonly string[] };

const INVOICE = /^[A-Z]?\d{1,9}$/;
const WHOLE = new RegExp(`^-?\\d{1,${MAX_DIGITS}}$`);
const DECIMAL = new RegExp(`^(-?)(\\d{1,${MAX_DIGITS}})(?:\\.(\\d{1,${MAX_DIGITS}}))?$`);
const CUSTOMER = /^\d{0,10}$/;

export function readReceiptLine(fields: readonly string[], lineNo: number): ReadLine {
  const [invoice = '', code = '', description = '', quantity = '', date = '', price = '', customer = ''] =
    fields;
  const atMs = zonedTimeMs(date);
  const unitPrice = readPrice(price);
  const readable =
    fields.length === COLUMNS.length &&
    INVOICE.test(invoice) &&
    isCode(code) &&
    description.length <= MAX_NAME_CHARS &&
    WHOLE.test(quantity) &&
    CUSTOMER.test(customer);
  if (!readable || atMs === null || unitPrice === null) return { kind: 'unreadable', lineNo, fields };
  const number = customer.replace(/^0+(?=\d)/, '');
  const line = { lineNo, fields, invoice, code, description: description.trim(), customer: number };
  return { kind: 'line', line: { ...line, quantity: Number(quantity), atMs, price: unitPrice } };
}

const isCode = (text: string): boolean =>
  text.length <= MAX_CODE_CHARS && /^[\x20-\x7e]+$/.test(text) && text.trim() === text;

/** Pounds to pence without a fraction on the way. */
function readPrice(text: string): Price | null {
  const [, sign, pounds, fraction = ''] = DECIMAL.exec(text) ?? [];
  if (pounds === undefined) return null;
  const pence = Number(pounds + fraction.padEnd(2, '0').slice(0, 2));
  return { minor: minor(sign === '-' ? 0 - pence : pence), tooFine: /[1-9]/.test(fraction.slice(2)) };
}
