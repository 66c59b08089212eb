/** Members and their opening balances into a real database; nobody's name or phone is ever told or stored in plain. */
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { cardNumber, demoMembers } from '../../../server/demo/demo-members.ts';
import { demoCompany, demoStore } from '../../../server/demo/demo-place.ts';
import { latestPositions } from '../../../server/feed/change-order.ts';
import { openIdentity } from '../../../server/members/identity.ts';
import { verifyLedger } from '../../../server/verify/verify-ledger.ts';
import { pullAllMembers } from '../../support/hq/demo-shop.ts';
import { enrolTill, startTestHq, type TestHq } from '../../support/hq/test-hq.ts';
import { importInto, summary, tempFile } from './import-into.ts';

const CARD_1 = cardNumber(900_001);
const CARD_2 = cardNumber(900_002);
const FILE = [
  'Номер карты;Фамилия;Имя;Телефон;Сумма покупок',
  `${CARD_1};Ткач;Ольга;069 123 456;25 000,50`,
  `${CARD_2};Popa;Ion;69123457;`,
  'P000000000777;Rusu;Ana;+373 (69) 123-458;0',
  '',
].join('\n');

async function memberByCard({ hq }: TestHq, card: string) {
  const row = await hq.db
    .selectFrom('member')
    .selectAll()
    .where('card_number', '=', card)
    .executeTakeFirstOrThrow();
  const sealed = await hq.db
    .selectFrom('member_identity')
    .innerJoin('member_key', 'member_key.member_id', 'member_identity.member_id')
    .select(['wrapped_key', 'name_sealed', 'phone_sealed', 'birthday_sealed'])
    .where('member_identity.member_id', '=', row.id)
    .executeTakeFirstOrThrow();
  return { ...row, ...openIdentity(hq.keys, row.id, sealed) };
}

const feed = async ({ hq }: TestHq): Promise<string> =>
  (await latestPositions(hq.db, { company: demoCompany.id, store: demoStore.id })).members;

describe('members', () => {
  test('IMP-13 IMP-14 are sealed, found by card and phone, and stand in the tier of what they bring', async () => {
    const shop = await startTestHq();
    const said = await importInto(shop.hq, 'members', tempFile(FILE));
    expect(summary(said)).toBe('added 3, changed 0, same 0, refused 0');
    expect(await memberByCard(shop, CARD_1)).toMatchObject({
      name: 'Ольга Ткач',
      phone: '37369123456',
      spend_minor: 2_500_050,
      tier_id: 'gold',
    });
    expect(await memberByCard(shop, CARD_2)).toMatchObject({ phone: '37369123457', tier_id: 'bronze' });
    const pulled = await pullAllMembers(shop, await enrolTill(shop));
    expect(pulled.find(({ cardNumber: card }) => card === 'P000000000777')).toMatchObject({
      label: 'A. R. •• 3458',
    });
  });

  test('IMP-13 no name and no phone lies readable in any table, not even while it is staged', async () => {
    const { hq } = await startTestHq();
    await importInto(hq, 'members', tempFile(FILE));
    const { rows } = await sql<{ text: string }>`
      SELECT member::text || encode(name_sealed, 'escape') || encode(phone_sealed, 'escape') AS text
      FROM member JOIN member_identity ON member_id = member.id`.execute(hq.db);
    for (const secret of ['Popa', 'Ольга', '69123456'])
      expect(rows.some(({ text }) => text.includes(secret))).toBe(false);
  });

  test('IMP-2 the same file twice changes nothing, and no feed moves', async () => {
    const shop = await startTestHq();
    await importInto(shop.hq, 'members', tempFile(FILE));
    const before = await feed(shop);
    expect(summary(await importInto(shop.hq, 'members', tempFile(FILE)))).toBe(
      'added 0, changed 0, same 3, refused 0',
    );
    expect(await feed(shop)).toBe(before);
  });

  test('IMP-3 IMP-13 a new phone is taken and reaches tills; what the member did since then stays', async () => {
    const shop = await startTestHq();
    await importInto(shop.hq, 'members', tempFile(FILE));
    await shop.hq.db.updateTable('member').set({ visits: 9 }).where('card_number', '=', CARD_1).execute();
    const before = await feed(shop);
    const said = await importInto(
      shop.hq,
      'members',
      tempFile(`card;phone;spend;visits\n${CARD_1};069999999;1;1\n${CARD_2};;1;1\n`),
    );
    expect(summary(said)).toBe('added 0, changed 1, same 1, refused 0');
    expect(await memberByCard(shop, CARD_1)).toMatchObject({
      name: 'Ольга Ткач',
      phone: '37369999999',
      visits: 9,
      spend_minor: 2_500_050,
    });
    expect(await feed(shop)).not.toBe(before);
  });

  test('IMP-4 a refused row is told by line, column and reason, never by what it says', async () => {
    const { hq } = await startTestHq();
    const bad = `card;name;phone;tier\n${CARD_1};Secretescu;0123;bronze\n${CARD_1.slice(0, 5)}E+12;Secretescu;069123456;\n${CARD_2};Secretescu;069123456;platină\nP000000000001;A;;\nP000000000001;B;;\n`;
    const said = await importInto(hq, 'members', tempFile(bad));
    expect(said.lines.filter((line) => line.startsWith('line '))).toEqual([
      'line 2: "phone" has 6 digits with its country; a phone has 8 to 15',
      'line 3: "card" was cut by a spreadsheet: give the column the format "text" (or "0") and save again',
      'line 4: "tier" is no tier of the programme; allowed are bronze, silver, gold',
      'line 6: "card" stands in line 5 already',
    ]);
    for (const secret of ['Secretescu', '0123', '069123456', CARD_1])
      expect(said.lines.join('\n')).not.toContain(secret);
  });

  test('a card of an erased member, or of another company, is not given again', async () => {
    const { hq } = await startTestHq();
    await hq.db
      .insertInto('company')
      .values({ id: 'alta' as never, name: 'Alta', tax_number: '1' })
      .execute();
    await importInto(hq, 'members', tempFile(FILE), { company: 'mercur' });
    await hq.db.updateTable('member').set({ erased: true }).where('card_number', '=', CARD_1).execute();
    await hq.db
      .updateTable('member')
      .set({ company_id: 'alta' as never })
      .where('card_number', '=', CARD_2)
      .execute();
    const said = await importInto(hq, 'members', tempFile(FILE), { company: 'mercur' });
    expect(said.lines).toContain(
      'line 2: "Номер карты" was a member who has been erased; it is not given again',
    );
    expect(said.lines).toContain('line 3: "Номер карты" belongs to another company in this HQ');
  });

  test('IMP-9 cards that no till reads as cards are taken, and said', async () => {
    const { hq } = await startTestHq();
    const said = await importInto(hq, 'members', tempFile('card;phone\n00012345;069123456\n'));
    expect(said.lines.at(-2)).toContain(
      'card numbers that no till reads as a card (P and 12 digits, or EAN-13 from 29…): 1;',
    );
    expect(summary(said)).toBe('added 1, changed 0, same 0, refused 0');
  });
});

describe('opening balances', () => {
  const balances = `card;puncte\n${CARD_1};150\n${CARD_2};0\n`;

  async function shopWithMembers(): Promise<TestHq> {
    const shop = await startTestHq();
    await importInto(shop.hq, 'members', tempFile(FILE));
    return shop;
  }

  test("IMP-15 are HQ's own records: the ledger verifies, and tills see them", async () => {
    const shop = await shopWithMembers();
    const before = await feed(shop);
    const said = await importInto(shop.hq, 'balances', tempFile(balances));
    expect(summary(said)).toBe('added 1, changed 0, same 1, refused 0');
    expect((await verifyLedger(shop.hq)).findings).toEqual([]);
    const pulled = await pullAllMembers(shop, await enrolTill(shop));
    const member = pulled.find(({ cardNumber: card }) => card === CARD_1);
    expect(member?.balances).toMatchObject([{ asset: 'points', available: 150 }]);
    expect(await feed(shop)).not.toBe(before);
  });

  test('IMP-15 the same file again posts nothing; another amount is refused', async () => {
    const shop = await shopWithMembers();
    await importInto(shop.hq, 'balances', tempFile(balances));
    const before = await feed(shop);
    expect(summary(await importInto(shop.hq, 'balances', tempFile(balances)))).toBe(
      'added 0, changed 0, same 2, refused 0',
    );
    expect(await feed(shop)).toBe(before);
    const said = await importInto(shop.hq, 'balances', tempFile(balances.replace('150', '160')));
    expect(said.lines).toContain(
      'line 2: "puncte" the opening balance is 150 already and is set once; later corrections are adjustments',
    );
    expect((await verifyLedger(shop.hq)).findings).toEqual([]);
  });

  test('IMP-15 other assets open beside points, and add to what a member has already', async () => {
    const shop = await shopWithMembers();
    const [demo] = demoMembers().filter(({ points }) => points > 0);
    const file = tempFile(`card;balance\n${demo?.cardNumber};12,50\n`);
    expect(summary(await importInto(shop.hq, 'balances', file, { asset: 'wallet' }))).toMatch(/^added 1/);
    const { hq } = shop;
    const held = await hq.db
      .selectFrom('account')
      .select(['asset', 'balance'])
      .where('member_id', '=', demo?.id ?? ('' as never))
      .orderBy('asset')
      .execute();
    expect(held).toEqual([
      { asset: 'points', balance: demo?.points },
      { asset: 'wallet', balance: 1_250 },
    ]);
    expect((await verifyLedger(hq)).findings).toEqual([]);
  });

  test('IMP-15 points earned before the opening are kept beside it', async () => {
    const shop = await shopWithMembers();
    const { hq } = shop;
    const { id } = await memberByCard(shop, CARD_1);
    await hq.db
      .insertInto('account')
      .values({ id: `a:${id}`, asset: 'points', kind: 'available', member_id: id, balance: 40 })
      .execute();
    await importInto(hq, 'balances', tempFile(balances));
    const account = await hq.db.selectFrom('account').select('balance').where('id', '=', `a:${id}`).execute();
    expect(account).toEqual([{ balance: 190 }]);
  });

  test('IMP-4 an unknown card, a negative or a broken amount refuses the row', async () => {
    const shop = await shopWithMembers();
    const file = tempFile(`card;balance\nP999999999999;5\n${CARD_1};-5\n${CARD_2};1,5\n`);
    expect(
      (await importInto(shop.hq, 'balances', file)).lines.filter((line) => line.startsWith('line ')),
    ).toEqual([
      'line 2: "card" no member has this card; import members first',
      'line 3: "balance" is negative',
      'line 4: "balance" must be a whole number',
    ]);
  });
});

describe('for which company', () => {
  test('there is none yet', async () => {
    const { hq } = await startTestHq({ demo: false });
    const said = await importInto(hq, 'members', tempFile(FILE));
    expect(said.lines.at(-1)).toContain('There is no company in this HQ yet.');
  });

  test('there are several, or it is unknown', async () => {
    const { hq } = await startTestHq();
    await hq.db
      .insertInto('company')
      .values({ id: 'alta' as never, name: 'Alta', tax_number: '1' })
      .execute();
    const list = 'There are: alta (Alta), mercur (Mercur Market SRL).';
    expect((await importInto(hq, 'members', tempFile(FILE))).lines).toEqual([
      `Say for which company with --company ID. ${list}`,
    ]);
    expect((await importInto(hq, 'members', tempFile(FILE), { company: 'x' })).lines).toEqual([
      `There is no company x. ${list}`,
    ]);
    expect((await importInto(hq, 'members', tempFile(FILE), { company: 'alta' })).lines).toEqual([
      'alta has no store yet, so its currency and its taxes are not known.',
    ]);
  });
});
