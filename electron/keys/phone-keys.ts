/** How a store finds a member by phone without holding any phone: hashes under the store's key. */
import { internationalDigits, lastSix } from '../../shared/scan/phone.ts';
import { hmacHex } from './digest.ts';

export type PhoneKeys = { readonly phoneHmac: string; readonly phoneLast6Hmac: string };

export function phoneKeys(digits: string, store: { storeKey: string; countryCode: string }): PhoneKeys {
  const international = internationalDigits(digits, store.countryCode);
  return {
    phoneHmac: hmacHex(store.storeKey, `phone:${international}`),
    phoneLast6Hmac: hmacHex(store.storeKey, `last6:${lastSix(international)}`),
  };
}
