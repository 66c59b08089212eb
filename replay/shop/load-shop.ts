/** Puts the replay's company, store, programme, goods and members into HQ. What is there already stays as it is. */
import { randomInt } from 'node:crypto';
import type { Transaction } from 'kysely';
import { documentHash, signDocument } from '../../server/crypto/hq-document.ts';
import { inTransaction } from '../../server/db/retry.ts';
import type { Database } from '../../server/db/tables.ts';
import { insertStore } from '../../server/enrol/insert-store.ts';
import { hashPin } from '../../server/enrol/pin-hash.ts';
import type { Hq } from '../../server/hq.ts';
import { OperatorError } from '../../server/operator-error.ts';
import { assert } from '../../shared/kernel/assert.ts';
import { minor } from '../../shared/kernel/units.ts';
import { cardNumber, memberId } from './card.ts';
import { productOf } from './goods.ts';
import { replayCashier, replayCompany, replayStore } from './place.ts';
import { readReplayProgramme } from './programme.ts';
import type { Survey } from './survey.ts';

type Trx = Transaction<Database>;

const ROWS_PER_STATEMENT = 1_000;

export async function loadShop(hq: Hq, survey: Pick<Survey, 'goods' | 'customers'>): Promise<void> {
  await requireNobodyElse(hq);
  await inTransaction(hq.db, async (trx) => {
    await insertPlace(trx);
    await insertProgramme(trx, hq);
    await insertGoods(trx, survey);
    await insertMembers(trx, survey);
  });
}

/** A PIN for this run only: it is kept nowhere, so every run gives its cashier another. */
export async function givePin(hq: Hq): Promise<string> {
  const pin = String(randomInt(1_000_000)).padStart(6, '0');
  const { id: cashier, name, role, language } = replayCashier;
  const pin_hash = await hashPin({ pepper: hq.keys.pinPepper(replayStore.id), cashier, pin });
  await hq.db
    .insertInto('cashier')
    .values({ id: cashier, store_id: replayStore.id, name, role, language, pin_hash, active: true })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ pin_hash }))
    .execute();
  return pin;
}

/** HQ's clock is set back by years for a replay: in a database with a real shop in it that would be damage. */
async function requireNobodyElse({ db }: Hq): Promise<void> {
  const other = await db
    .selectFrom('company')
    .select('name')
    .where('id', '!=', replayCompany.id)
    .executeTakeFirst();
  if (other)
    throw new OperatorError(`This database holds ${other.name}. A replay wants a database of its own.`);
}

async function insertPlace(trx: Trx): Promise<void> {
  await trx
    .insertInto('company')
    .values({ id: replayCompany.id, name: replayCompany.name, tax_number: replayCompany.taxNumber })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await insertStore(trx, replayStore);
}

async function insertProgramme(trx: Trx, { keys }: Hq): Promise<void> {
  const programme = readReplayProgramme();
  const { document, sig } = signDocument(keys.signing, programme);
  await trx
    .insertInto('programme')
    .values({
      company_id: replayCompany.id,
      version: programme.version,
      document,
      sig,
      hash: documentHash(document),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function insertGoods(trx: Trx, { goods }: Pick<Survey, 'goods'>): Promise<void> {
  const rows = [...goods.values()].map(productOf).map(({ categoryId, priceMinor, taxId, ...product }) => ({
    ...product,
    company_id: replayCompany.id,
    category_id: categoryId,
    price_minor: priceMinor,
    tax_id: taxId,
  }));
  for (const some of chunks(rows))
    await trx
      .insertInto('product')
      .values(some)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

/** Numbers are all that the file says of its customers: they have no name and no phone here either. */
async function insertMembers(trx: Trx, { customers }: Pick<Survey, 'customers'>): Promise<void> {
  const [firstTier] = readReplayProgramme().tiers;
  assert(firstTier, 'a programme has a tier');
  const rows = [...customers].map((customer) => ({
    id: memberId(customer),
    company_id: replayCompany.id,
    card_number: cardNumber(customer),
    tier_id: firstTier.id,
    spend_minor: minor(0),
    visits: 0,
  }));
  for (const some of chunks(rows))
    await trx
      .insertInto('member')
      .values(some)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

function* chunks<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT)
    yield rows.slice(from, from + ROWS_PER_STATEMENT);
}
