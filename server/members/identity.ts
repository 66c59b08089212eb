/**
 * Who a member is. Name and phone lie sealed under the member's own data key; that key lies wrapped by the key of HQ's
 * key file. Deleting one wrapped key shreds one member here; a backup made before holds it until the backup is deleted.
 */
import { createSecretKey } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { MemberId } from '../../shared/kernel/ids.ts';
import { pooledRandomBytes } from '../crypto/random-pool.ts';
import { DATA_KEY_BYTES, seal, unseal } from '../crypto/seal.ts';
import type { Database } from '../db/tables.ts';
import type { HqKeys } from '../keys/key-file.ts';

/** `phone` is international digits, or empty. */
export type Identity = { readonly name: string; readonly phone: string };

export type SealedIdentity = {
  readonly wrapped_key: Buffer;
  readonly name_sealed: Buffer;
  readonly phone_sealed: Buffer;
};

export function sealIdentity(keys: HqKeys, member: MemberId, { name, phone }: Identity): SealedIdentity {
  const bytes = pooledRandomBytes(DATA_KEY_BYTES);
  const dataKey = createSecretKey(bytes);
  return {
    wrapped_key: seal(keys.memberKeyEncryptionKey, bytes, `key:${member}`),
    name_sealed: seal(dataKey, Buffer.from(name, 'utf8'), `name:${member}`),
    phone_sealed: seal(dataKey, Buffer.from(phone, 'utf8'), `phone:${member}`),
  };
}

/** Another name or phone under the member's own key, so that shredding it still shreds everything. */
export function resealIdentity(
  keys: HqKeys,
  member: MemberId,
  { wrapped_key, name, phone }: Identity & Pick<SealedIdentity, 'wrapped_key'>,
): SealedIdentity {
  const dataKey = createSecretKey(unseal(keys.memberKeyEncryptionKey, wrapped_key, `key:${member}`));
  return {
    wrapped_key,
    name_sealed: seal(dataKey, Buffer.from(name, 'utf8'), `name:${member}`),
    phone_sealed: seal(dataKey, Buffer.from(phone, 'utf8'), `phone:${member}`),
  };
}

export function openIdentity(keys: HqKeys, member: MemberId, sealed: SealedIdentity): Identity {
  const dataKey = createSecretKey(unseal(keys.memberKeyEncryptionKey, sealed.wrapped_key, `key:${member}`));
  return {
    name: unseal(dataKey, sealed.name_sealed, `name:${member}`).toString('utf8'),
    phone: unseal(dataKey, sealed.phone_sealed, `phone:${member}`).toString('utf8'),
  };
}

export async function insertIdentities(
  trx: Transaction<Database>,
  sealed: readonly (SealedIdentity & { readonly member_id: MemberId })[],
): Promise<void> {
  if (sealed.length === 0) return;
  const keys = sealed.map(({ member_id, wrapped_key }) => ({ member_id, wrapped_key }));
  const identities = sealed.map(({ wrapped_key: _kept, ...identity }) => identity);
  await trx.insertInto('member_key').values(keys).execute();
  await trx.insertInto('member_identity').values(identities).execute();
}
