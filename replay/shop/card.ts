import { createHash } from 'node:crypto';
import { asId, type MemberId } from '../../shared/kernel/ids.ts';
import { ean13CheckDigit } from '../../shared/scan/ean13.ts';

/** A customer's number of the file as a member's card: EAN-13 under GS1's in-store prefix 29 (SCN-2). */
export function cardNumber(customer: string): string {
  const digits = `29${customer.padStart(10, '0')}`;
  return `${digits}${ean13CheckDigit(digits)}`;
}

/** The same customer is the same member in every replay. */
export const memberId = (customer: string): MemberId =>
  asId(`m-${createHash('sha256').update(`replay member ${customer}`).digest('hex').slice(0, 24)}`);
