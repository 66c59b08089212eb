/** What a scanned or typed text means. The first rule that fits wins; the order is the table below. */
import { type Failure, failure } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { hasEan13Shape, isEan13 } from './ean13.ts';

export type Scan =
  | { readonly kind: 'product'; readonly code: string }
  | { readonly kind: 'memberCard'; readonly cardNumber: string }
  | { readonly kind: 'phone'; readonly digits: string };

export const MAX_SCAN_CHARS = 64;

/** Member cards: `P` and twelve digits as printed, or EAN-13 under GS1's in-store prefix 29. */
const CARD = /^P\d{12}$/i;
const CARD_PREFIX = '29';
const PHONE = /^\+?\d[\d ()-]{5,18}$/;
const IN_HOUSE_CODE = /^\d{4,8}$|^\d{12}$|^\d{14}$/;

export function readScan(text: string): Result<Scan> {
  const trimmed = text.trim();
  if (trimmed.length === 0 || trimmed.length > MAX_SCAN_CHARS) return unknown(trimmed);
  if (CARD.test(trimmed)) return ok({ kind: 'memberCard', cardNumber: trimmed.toUpperCase() });
  if (hasEan13Shape(trimmed)) return readEan13(trimmed);
  if (trimmed.startsWith('+') || /^0\d{8,9}$/.test(trimmed)) return readPhone(trimmed);
  if (IN_HOUSE_CODE.test(trimmed)) return ok({ kind: 'product', code: trimmed });
  return unknown(trimmed);
}

/** A text typed into the member field: a card or a full phone number, never goods. */
export function readMemberKey(text: string): Result<Scan> {
  const trimmed = text.trim();
  if (CARD.test(trimmed)) return ok({ kind: 'memberCard', cardNumber: trimmed.toUpperCase() });
  if (isEan13(trimmed) && trimmed.startsWith(CARD_PREFIX))
    return ok({ kind: 'memberCard', cardNumber: trimmed });
  return readPhone(trimmed);
}

function readEan13(code: string): Result<Scan> {
  if (!isEan13(code)) return fail(failure('SCAN-CHECKSUM', { code }));
  return ok(
    code.startsWith(CARD_PREFIX) ? { kind: 'memberCard', cardNumber: code } : { kind: 'product', code },
  );
}

function readPhone(text: string): Result<Scan> {
  const digits = text.replace(/\D/g, '');
  return PHONE.test(text) && digits.length >= 8 && digits.length <= 15
    ? ok({ kind: 'phone', digits })
    : fail(failure('MEMBER-INPUT'));
}

const unknown = (code: string): { readonly ok: false; readonly failure: Failure } =>
  fail(failure('SCAN-UNKNOWN', { code: code.slice(0, MAX_SCAN_CHARS) }));
