/** SHA-256 and HMAC over the exact texts of shared/ledger/texts.ts; everything in and out is lower-case hex. */
import { createHash, createHmac } from 'node:crypto';

export const sha256Hex = (data: string | Uint8Array): string =>
  createHash('sha256').update(data).digest('hex');

export const hmacHex = (keyHex: string, text: string): string =>
  createHmac('sha256', Buffer.from(keyHex, 'hex')).update(text, 'utf8').digest('hex');
