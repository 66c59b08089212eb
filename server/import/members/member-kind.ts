/**
 * Members: found by their card. Names and phones are sealed before they are staged, so that no plain one ever lies in
 * the database. What a member did at the tills (spend, visits, tier) is never overwritten: a file sets it for new ones.
 */
import { sql, type Transaction } from 'kysely';
import type { Database } from '../../db/tables.ts';
import { balanceFields, memberFields } from '../columns/member-fields.ts';
import type { ImportKind } from '../run/import-kind.ts';
import { lockRows } from '../run/settle-stage.ts';
import { isScannedAs } from '../values/code.ts';
import { checkMember, type ImportedMember, type MemberRules } from './member-row.ts';
import { createMemberStage, type MemberStaging, stageMembers } from './stage-members.ts';

type Trx = Transaction<Database>;

export const memberKind = (rules: MemberRules, staging: MemberStaging): ImportKind<ImportedMember> => ({
  fields: memberFields,
  keyField: 'card',
  personal: true,
  stageTable: 'import_member',
  createStage: createMemberStage,
  check: (row) => checkMember(row, rules),
  keyOf: ({ card }) => card,
  stage: (trx, rows) => stageMembers(trx, rows, staging),
  write,
  remarks,
  ...(BALANCE && { elsewhere: { field: BALANCE, hint: 'opening balances are taken by: import balances' } }),
  sample: () => null,
});

const BALANCE = balanceFields.find(({ name }) => name === 'balance');

/** Rows first, ascending by id, as everywhere; then the feed's lock, which the table's trigger takes. */
async function write(trx: Trx): Promise<void> {
  await lockRows(
    trx,
    sql`SELECT m.id FROM member m JOIN import_member s ON s.id = m.id AND NOT s.is_new
    ORDER BY m.id FOR UPDATE OF m`,
  );
  await sql`UPDATE member_identity i SET name_sealed = s.name_sealed, phone_sealed = s.phone_sealed,
      birthday_sealed = s.birthday_sealed
    FROM import_member s WHERE i.member_id = s.id AND NOT s.is_new`.execute(trx);
  // Tills know a member by label and phone hash, which stand in the member's document: its number moves.
  await sql`UPDATE member m SET visits = m.visits FROM import_member s WHERE m.id = s.id AND NOT s.is_new`.execute(
    trx,
  );
  await sql`INSERT INTO member (id, company_id, card_number, tier_id, spend_minor, visits, facts)
    SELECT id, company_id, card_number, tier_id, spend_minor, visits, facts FROM import_member WHERE is_new
    ORDER BY n`.execute(trx);
  await sql`INSERT INTO member_key (member_id, wrapped_key)
    SELECT id, wrapped_key FROM import_member WHERE is_new`.execute(trx);
  await sql`INSERT INTO member_identity (member_id, name_sealed, phone_sealed, birthday_sealed)
    SELECT id, name_sealed, phone_sealed, birthday_sealed FROM import_member WHERE is_new`.execute(trx);
}

const PAGE = 10_000;

async function remarks(trx: Trx): Promise<readonly string[]> {
  let [after, count] = [0, 0];
  for (;;) {
    const { rows } = await sql<{ n: number; card_number: string }>`
      SELECT n, card_number FROM import_member WHERE n > ${after} ORDER BY n LIMIT ${PAGE}`.execute(trx);
    count += rows.filter(({ card_number }) => !isScannedAs('memberCard', card_number)).length;
    after = rows.at(-1)?.n ?? 0;
    if (rows.length < PAGE) break;
  }
  return count === 0
    ? []
    : [
        `card numbers that no till reads as a card (P and 12 digits, or EAN-13 from 29…): ${count}; such members are found by phone`,
      ];
}
