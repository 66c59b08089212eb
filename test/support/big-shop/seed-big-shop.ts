/**
 * A shop as large as wanted, beside the demo shop's own goods and members: written through HQ's own sealing and posting,
 * in batches, because a million members are many.
 */
import { createHash } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { inTransaction } from '../../../server/db/retry.ts';
import type { Database } from '../../../server/db/tables.ts';
import { textArray } from '../../../server/db/text-array.ts';
import { cardNumber } from '../../../server/demo/demo-members.ts';
import { demoCompany, demoStore } from '../../../server/demo/demo-place.ts';
import type { Hq } from '../../../server/hq.ts';
import { sealIdentity } from '../../../server/members/identity.ts';
import { postOpenings } from '../../../server/posting/post-openings.ts';
import { businessDateOf } from '../../../shared/kernel/business-date.ts';
import { asId, type MemberId } from '../../../shared/kernel/ids.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import { uuidV7 } from '../../../shared/kernel/uuid-v7.ts';
import { ean13CheckDigit } from '../../../shared/scan/ean13.ts';

export type BigShop = {
  readonly products: number;
  readonly members: number;
  /** Every so manieth member starts with points; 0 for none. */
  readonly pointsEvery?: number;
};

const BATCH = 2_000;
const FIRST_CARD = 1_000_000;
const JOINED_MS = Date.UTC(2025, 5, 1);

type Seeding = Pick<Hq, 'db' | 'keys' | 'nowMs'>;

export async function seedBigShop(
  hq: Seeding,
  { products, members, pointsEvery = 10 }: BigShop,
): Promise<void> {
  for (const range of ranges(products)) await inTransaction(hq.db, (trx) => insertProducts(trx, range));
  for (const range of ranges(members))
    await inTransaction(hq.db, (trx) => insertMembers(trx, hq, { range, pointsEvery }));
  await sql`ANALYZE product, member, account`.execute(hq.db);
}

export const bigShopCode = (index: number): string => {
  const twelve = `485${String(index).padStart(9, '0')}`;
  return `${twelve}${ean13CheckDigit(twelve)}`;
};

export const bigShopCard = (index: number): string => cardNumber(FIRST_CARD + index);
export const bigShopPhone = (index: number): string => `3737${String(index).padStart(7, '0')}`;

function* ranges(count: number): Generator<readonly number[]> {
  for (let from = 0; from < count; from += BATCH)
    yield Array.from({ length: Math.min(BATCH, count - from) }, (_, offset) => from + offset);
}

async function insertProducts(trx: Transaction<Database>, range: readonly number[]): Promise<void> {
  const text = (of: (index: number) => string) => sql`${textArray(range.map(of))}::text[]`;
  await sql`
    INSERT INTO product (id, company_id, code, name, category_id, tags, price_minor, tax_id, unit)
    SELECT id, ${demoCompany.id}, code, name, 'grocery', '{}', price, 'A', 'piece'
    FROM unnest(${text((index) => `big-${index}`)}, ${text(bigShopCode)}, ${text(productName)},
      ${range.map((index) => 100 + (index % 9_000))}::bigint[]) AS big (id, code, name, price)`.execute(trx);
}

const productName = (index: number): string => `Marfă ${index}, ambalaj de ${1 + (index % 12)} bucăți`;

async function insertMembers(
  trx: Transaction<Database>,
  { keys, nowMs }: Seeding,
  { range, pointsEvery }: { range: readonly number[]; pointsEvery: number },
): Promise<void> {
  const text = (of: (index: number) => string) => sql`${textArray(range.map(of))}::text[]`;
  await sql`
    INSERT INTO member (id, company_id, card_number, tier_id, spend_minor, visits)
    SELECT id, ${demoCompany.id}, card, 'bronze', spend, visits
    FROM unnest(${text(memberId)}, ${text(bigShopCard)}, ${range.map((index) => (index * 37) % 400_000)}::bigint[],
      ${range.map((index) => index % 40)}::int[]) AS big (id, card, spend, visits)`.execute(trx);
  const sealed = new Map(
    range.map((index) => {
      const identity = { name: `Maria Ceban ${index}`, phone: bigShopPhone(index) };
      return [index, sealIdentity(keys, memberId(index), identity)] as const;
    }),
  );
  const bytes = (name: 'name_sealed' | 'phone_sealed' | 'wrapped_key') =>
    text((index) => sealed.get(index)?.[name].toString('hex') ?? '');
  await sql`
    INSERT INTO member_identity (member_id, name_sealed, phone_sealed)
    SELECT id, decode(name, 'hex'), decode(phone, 'hex')
    FROM unnest(${text(memberId)}, ${bytes('name_sealed')}, ${bytes('phone_sealed')}) AS big (id, name, phone)`.execute(
    trx,
  );
  await sql`
    INSERT INTO member_key (member_id, wrapped_key)
    SELECT id, decode(key, 'hex') FROM unnest(${text(memberId)}, ${bytes('wrapped_key')}) AS big (id, key)`.execute(
    trx,
  );
  const openings = range
    .filter((index) => pointsEvery > 0 && index % pointsEvery === 0)
    .map((index) => ({ member: memberId(index), asset: 'points' as const, amount: 1 + (index % 500) }));
  if (openings.length === 0) return;
  const today = businessDateOf(nowMs(), demoStore.timeZone);
  await postOpenings(trx, { key: keys.signing, nowMs: nowMs(), company: demoCompany.id, today, openings });
}

/** Random like real ones, and the same in every run: their order is not the order of joining. */
function memberId(index: number): MemberId {
  const random = createHash('sha256').update(`big member ${index}`).digest().subarray(0, 10);
  return asId(uuidV7(epochMs(JOINED_MS + index * 1_000), new Uint8Array(random)));
}
