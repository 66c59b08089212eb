/**
 * Who a member is. Name and phone lie sealed under the member's own data key; that key lies wrapped by the key of HQ's
 * key file. Deleting one wrapped key shreds one member here; a backup made before holds it until the backup is deleted.
 */
import { createSecretKey, type KeyObject } from 'node:crypto';
import type { Transaction } from 'kysely';
import { asBusinessDate } from '../../shared/kernel/business-date.ts';
import type { MemberId } from '../../shared/kernel/ids.ts';
import type { Birthday } from '../../shared/loyalty/seen/member.ts';
import { pooledRandomBytes } from '../crypto/random-pool.ts';
import { DATA_KEY_BYTES, seal, unseal } from '../crypto/seal.ts';
import type { Database } from '../db/tables.ts';
import type { HqKeys } from '../keys/key-file.ts';

/** `phone` is international digits, or empty. */
export type Identity = {
  readonly name: string;
  readonly phone: string;
  readonly birthday?: Birthday | null;
};

export type SealedIdentity = {
  readonly wrapped_key: Buffer;
  readonly name_sealed: Buffer;
  readonly phone_sealed: Buffer;
  /** Null for a member who has not told it. */
  readonly birthday_sealed: Buffer | null;
};

export function sealIdentity(keys: HqKeys, member: MemberId, identity: Identity): SealedIdentity {
  const bytes = pooledRandomBytes(DATA_KEY_BYTES);
  const dataKey = createSecretKey(bytes);
  return {
    wrapped_key: seal(keys.memberKeyEncryptionKey, bytes, `key:${member}`),
    ...sealedUnder(dataKey, member, identity),
  };
}

/** Another name or phone under the member's own key, so that shredding it still shreds everything. */
export function resealIdentity(
  keys: HqKeys,
  member: MemberId,
  { wrapped_key, ...identity }: Identity & Pick<SealedIdentity, 'wrapped_key'>,
): SealedIdentity {
  const dataKey = createSecretKey(unseal(keys.memberKeyEncryptionKey, wrapped_key, `key:${member}`));
  return { wrapped_key, ...sealedUnder(dataKey, member, identity) };
}

function sealedUnder(
  dataKey: KeyObject,
  member: MemberId,
  { name, phone, birthday }: Identity,
): Omit<SealedIdentity, 'wrapped_key'> {
  return {
    name_sealed: seal(dataKey, Buffer.from(name, 'utf8'), `name:${member}`),
    phone_sealed: seal(dataKey, Buffer.from(phone, 'utf8'), `phone:${member}`),
    birthday_sealed: birthday
      ? seal(dataKey, Buffer.from(birthdayText(birthday), 'utf8'), `birthday:${member}`)
      : null,
  };
}

export function openIdentity(keys: HqKeys, member: MemberId, sealed: SealedIdentity): Required<Identity> {
  const dataKey = createSecretKey(unseal(keys.memberKeyEncryptionKey, sealed.wrapped_key, `key:${member}`));
  return {
    name: unseal(dataKey, sealed.name_sealed, `name:${member}`).toString('utf8'),
    phone: unseal(dataKey, sealed.phone_sealed, `phone:${member}`).toString('utf8'),
    birthday:
      sealed.birthday_sealed === null
        ? null
        : readBirthday(unseal(dataKey, sealed.birthday_sealed, `birthday:${member}`).toString('utf8')),
  };
}

const birthdayText = ({ monthDay, knownSince }: Birthday): string => `${monthDay} ${knownSince}`;

const readBirthday = (text: string): Birthday => ({
  monthDay: text.slice(0, 5),
  knownSince: asBusinessDate(text.slice(6)),
});

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
