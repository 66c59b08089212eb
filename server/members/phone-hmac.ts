/** How a store finds a member by phone without holding phones: hashes under the store's own key. */
import { createHmac, createSecretKey } from 'node:crypto';
import { lastSix } from '../../shared/scan/phone.ts';

export type PhoneHashes = { readonly phoneHmac: string; readonly phoneLast6Hmac: string };

/** For one store's key in hex. Who has no phone is found by none: both are empty. */
export function phoneHasher(storeKey: string): (phone: string) => PhoneHashes {
  // Made once: from bytes, each hash would take four times as long.
  const key = createSecretKey(storeKey, 'hex');
  const hash = (text: string): string => createHmac('sha256', key).update(text, 'utf8').digest('hex');
  return (phone) =>
    phone === ''
      ? { phoneHmac: '', phoneLast6Hmac: '' }
      : { phoneHmac: hash(`phone:${phone}`), phoneLast6Hmac: hash(`last6:${lastSix(phone)}`) };
}
