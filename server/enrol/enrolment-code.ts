/** One-time codes that turn a device into a till: 80 bits, ten minutes, once. HQ keeps only their hash. */
import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { StoreId } from '../../shared/kernel/ids.ts';
import { type EpochMs, epochMs } from '../../shared/kernel/units.ts';
import { ENROLMENT_CODE_TTL_MS } from '../../shared/protocol/enrol.ts';
import { sha256Hex } from '../crypto/digest.ts';
import type { Hq } from '../hq.ts';

export type EnrolmentCode = {
  readonly code: string;
  readonly tillName: string;
  readonly expiresAtMs: EpochMs;
};

const CODE_BYTES = 10;
/** Crockford's base32: no I, L, O, U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const KEEP_EXPIRED_MS = 24 * 60 * 60 * 1000;

export const codeHash = (code: string): string => sha256Hex(`OSP1-enrol\0${code}`);

/**
 * Null when there is no such store. Without a name the store's next till is meant, and codes that wait to be used count
 * as tills: two of them never stand for one till. `seed` makes the code the same in
 * every run, for automated ones.
 */
export async function makeEnrolmentCode(
  { db, nowMs }: Hq,
  wanted: { readonly store: StoreId; readonly tillName?: string; readonly seed?: number },
): Promise<EnrolmentCode | null> {
  const store = await db.selectFrom('store').select('id').where('id', '=', wanted.store).executeTakeFirst();
  if (!store) return null;
  const now = nowMs();
  const tillName = wanted.tillName ?? (await freeTillName({ db }, store.id, now));
  const code = formatCode(wanted.seed === undefined ? randomBytes(CODE_BYTES) : await seeded());
  const expiresAtMs = epochMs(now + ENROLMENT_CODE_TTL_MS);
  await db
    .deleteFrom('enrolment_code')
    .where('expires_at_ms', '<', now - KEEP_EXPIRED_MS)
    .execute();
  await db
    .insertInto('enrolment_code')
    .values({ hash: codeHash(code), store_id: store.id, till_name: tillName, expires_at_ms: expiresAtMs })
    .onConflict((conflict) => conflict.column('hash').doUpdateSet({ expires_at_ms: expiresAtMs }))
    .execute();
  return { code, tillName, expiresAtMs };

  /** Another code for each epoch of the till, so that a used one is never given out again. */
  async function seeded(): Promise<Uint8Array> {
    const till = await db
      .selectFrom('till')
      .select('epoch')
      .where('store_id', '=', wanted.store)
      .where('name', '=', tillName)
      .executeTakeFirst();
    const text = `demo code ${wanted.seed} ${wanted.store} ${tillName} ${till?.epoch ?? 0}`;
    return createHash('sha256').update(text).digest().subarray(0, CODE_BYTES);
  }
}

async function freeTillName({ db }: Pick<Hq, 'db'>, store: StoreId, now: EpochMs): Promise<string> {
  const tills = await db.selectFrom('till').select('name').where('store_id', '=', store).execute();
  const codes = await db
    .selectFrom('enrolment_code')
    .select('till_name as name')
    .where('store_id', '=', store)
    .where('used_at_ms', 'is', null)
    .where('expires_at_ms', '>', now)
    .execute();
  const taken = new Set([...tills, ...codes].map(({ name }) => name));
  let number = await nextTillNumber({ db }, store);
  while (taken.has(`Casa ${number}`)) number += 1;
  return `Casa ${number}`;
}

export async function nextTillNumber({ db }: Pick<Hq, 'db'>, store: StoreId): Promise<number> {
  const { last } = await db
    .selectFrom('till')
    .select(sql<number>`coalesce(max(number), 0)`.as('last'))
    .where('store_id', '=', store)
    .executeTakeFirstOrThrow();
  return last + 1;
}

/** Sixteen characters of five bits each, in groups of four. */
function formatCode(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = bits.match(/.{5}/g)?.map((five) => ALPHABET[Number.parseInt(five, 2)]) ?? [];
  return letters.join('').match(/.{4}/g)?.join('-') ?? '';
}
