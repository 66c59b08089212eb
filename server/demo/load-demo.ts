/** Loads the demo shop in one transaction, once: a second call finds it there and changes nothing. */
import { createHash, randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Transaction } from 'kysely';
import type { Cashier } from '../../shared/catalog/staff.ts';
import { assert } from '../../shared/kernel/assert.ts';
import { type BusinessDate, businessDateOf } from '../../shared/kernel/business-date.ts';
import type { CashierId, TierId } from '../../shared/kernel/ids.ts';
import type { Programme } from '../../shared/loyalty/programme/programme.ts';
import { zProgramme } from '../../shared/loyalty/programme/programme-schema.ts';
import { tierForSpend } from '../../shared/loyalty/tier/tier.ts';
import { documentHash, signDocument } from '../crypto/hq-document.ts';
import { inTransaction } from '../db/retry.ts';
import type { Database } from '../db/tables.ts';
import { insertStore } from '../enrol/insert-store.ts';
import { hashPin } from '../enrol/pin-hash.ts';
import type { Hq } from '../hq.ts';
import type { MemberFacts } from '../members/facts.ts';
import { insertIdentities, sealIdentity } from '../members/identity.ts';
import { postOpenings } from '../posting/post-openings.ts';
import { demoActivity } from './demo-activity.ts';
import { demoGoods } from './demo-goods.ts';
import { type DemoMember, demoMembers } from './demo-members.ts';
import { demoCompany, demoStaff, demoStore } from './demo-place.ts';

type Trx = Transaction<Database>;
type Loading = Pick<Hq, 'db' | 'keys' | 'nowMs'>;

/** What is told once and kept nowhere. */
export type DemoPin = { readonly cashier: CashierId; readonly pin: string };

/** Null when the demo shop is there already. `seed` makes the PINs the same in every run, for automated ones. */
export async function loadDemo(hq: Loading, seed: number | null): Promise<readonly DemoPin[] | null> {
  const pins = demoStaff.map(({ id }) => ({ cashier: id, pin: makePin(seed, id) }));
  const hashes = await Promise.all(pins.map(({ cashier, pin }) => hashDemoPin(hq, cashier, pin)));
  const loaded = await inTransaction(hq.db, async (trx) => {
    const company = { id: demoCompany.id, name: demoCompany.name, tax_number: demoCompany.taxNumber };
    const made = await trx
      .insertInto('company')
      .values(company)
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!made) return false;
    await insertStore(trx, demoStore);
    await insertStaff(trx, hashes);
    await insertGoods(trx);
    const programme = await insertProgramme(trx, hq);
    await insertMembers(trx, hq, programme);
    return true;
  });
  return loaded ? pins : null;
}

/** Six digits; from the operating system's randomness unless a seed is given. */
function makePin(seed: number | null, cashier: CashierId): string {
  const number =
    seed === null
      ? randomInt(1_000_000)
      : createHash('sha256').update(`demo PIN ${seed} ${cashier}`).digest().readUInt32BE() % 1_000_000;
  return String(number).padStart(6, '0');
}

const hashDemoPin = (hq: Loading, cashier: CashierId, pin: string): Promise<string> =>
  hashPin({ pepper: hq.keys.pinPepper(demoStore.id), cashier, pin });

async function insertStaff(trx: Trx, hashes: readonly string[]): Promise<void> {
  const rows = demoStaff.map((cashier: Cashier, index) => ({
    ...cashier,
    store_id: demoStore.id,
    pin_hash: hashes[index] ?? '',
    active: true,
  }));
  await trx.insertInto('cashier').values(rows).execute();
}

async function insertGoods(trx: Trx): Promise<void> {
  const rows = demoGoods().map(({ categoryId, priceMinor, taxId, ...product }) => ({
    ...product,
    company_id: demoCompany.id,
    category_id: categoryId,
    price_minor: priceMinor,
    tax_id: taxId,
  }));
  await trx.insertInto('product').values(rows).execute();
}

async function insertProgramme(trx: Trx, hq: Loading): Promise<Programme> {
  const programme = readDemoProgramme();
  const { document, sig } = signDocument(hq.keys.signing, programme);
  await trx
    .insertInto('programme')
    .values({
      company_id: demoCompany.id,
      version: programme.version,
      document,
      sig,
      hash: documentHash(document),
    })
    .execute();
  return programme;
}

export const readDemoProgramme = (): Programme =>
  zProgramme.parse(
    JSON.parse(readFileSync(join(import.meta.dirname, '../../data/demo/programme.json'), 'utf8')),
  );

async function insertMembers(trx: Trx, hq: Loading, programme: Programme): Promise<void> {
  const members = demoMembers();
  const today = businessDateOf(hq.nowMs(), demoStore.timeZone);
  const rows = members.map((member, index) => ({
    ...memberRow(programme, member),
    facts: JSON.stringify(memberFacts(member, members[index - 1], today)),
  }));
  await trx.insertInto('member').values(rows).execute();
  const sealed = members.map((each) => ({ member_id: each.id, ...sealIdentity(hq.keys, each.id, each) }));
  await insertIdentities(trx, sealed);
  const openings = members.flatMap(({ id, points }) =>
    points > 0 ? [{ member: id, asset: 'points' as const, amount: points }] : [],
  );
  const company = demoCompany.id;
  await postOpenings(trx, { key: hq.keys.signing, nowMs: hq.nowMs(), company, today, openings });
}

const memberRow = (programme: Programme, { id, cardNumber, spendMinor, visits }: DemoMember) => ({
  id,
  company_id: demoCompany.id,
  card_number: cardNumber,
  tier_id: startingTier(programme, spendMinor),
  spend_minor: spendMinor,
  visits,
});

/** Who has not bought anything yet was brought by the member before. */
const memberFacts = (member: DemoMember, before: DemoMember | undefined, today: BusinessDate): MemberFacts =>
  member.visits > 0 || !before ? demoActivity(member, today) : { referredBy: before.id };

function startingTier(programme: Programme, spendMinor: DemoMember['spendMinor']): TierId {
  const tier = tierForSpend(programme, spendMinor);
  assert(tier, 'the first tier starts at 0');
  return tier.id;
}
