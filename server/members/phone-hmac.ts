/** How a store finds a member by phone without holding phones: hashes under the store's own key. */
import { lastSix } from '../../shared/scan/phone.ts';
import { hmacHex } from '../crypto/digest.ts';

export const phoneHmac = (storeKey: string, phone: string): string =>
  phone === '' ? '' : hmacHex(storeKey, `phone:${phone}`);

export const phoneLast6Hmac = (storeKey: string, phone: string): string =>
  phone === '' ? '' : hmacHex(storeKey, `last6:${lastSix(phone)}`);
