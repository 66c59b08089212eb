/** OPR-4: one owner's balance, line by line. */
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { findOwner } from '../../../server/statement/find-owner.ts';
import { loadStatement, type Statement } from '../../../server/statement/load-statement.ts';
import { type StatedLeg, statementLines } from '../../../server/statement/statement.ts';
import { isExplained, statementText } from '../../../server/statement/statement-text.ts';
import { assert } from '../../../shared/kernel/assert.ts';
import { asBusinessDate } from '../../../shared/kernel/business-date.ts';
import { LANGUAGES } from '../../../shared/kernel/language.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import { openShop } from '../../support/hq/open-shop.ts';
import { openSpentShop, type SpentShop } from '../../support/hq/spent-shop.ts';

const pointsIn = ({ assets }: Statement) => {
  const stated = assets.find(({ asset }) => asset === 'points');
  assert(stated, 'the member has points');
  return stated;
};

const statementOf = ({ shop, member }: SpentShop): Promise<Statement> => loadStatement(shop.hq, member.id);

test('OPR-4 the lines add up to the balance, whatever has happened', async () => {
  const statement = await statementOf(await openSpentShop());
  expect(isExplained(statement)).toBe(true);
  for (const { lines, total, balances } of statement.assets) {
    expect(lines.reduce((sum, { change }) => sum + change, 0)).toBe(total);
    expect(Object.values(balances).reduce((sum, amount) => sum + amount, 0)).toBe(total);
  }
});

test('OPR-4 each line says what happened and where', async () => {
  const points = pointsIn(await statementOf(await openSpentShop()));
  expect(points.lines.map(({ happening }) => happening)).toEqual([
    'opening',
    'leased',
    'leased',
    'leased',
    'earned',
    'takenBack',
    'earned',
    'spent',
    'returned',
    'returned',
    'returned',
    'leased',
    'earned',
    'earned',
    'returned',
    'earned',
    'leased',
  ]);
  const spent = points.lines.find(({ happening }) => happening === 'spent');
  expect(spent).toMatchObject({
    change: -50,
    record: { entry: { till: 's-centru-1', seq: 3, kind: 'SALE' } },
  });
});

test('OPR-4 what waits is told, and what tills hold', async () => {
  const points = pointsIn(await statementOf(await openSpentShop()));
  expect(points.inReview).toBeGreaterThan(0);
  expect(points.leases).toMatchObject([{ till: 's-centru-1', remaining: 15, state: 'ACTIVE' }]);
  expect(points.balances.leased).toBe(15);
});

test('OPR-4 a balance that its lines do not explain is told', async () => {
  const shop = await openSpentShop();
  await sql`UPDATE account SET balance = balance + 3 WHERE id = ${`a:${shop.member.id}`} AND asset = 'points'`.execute(
    shop.shop.hq.db,
  );
  const statement = await statementOf(shop);
  expect(isExplained(statement)).toBe(false);
  expect(statementText(statement, 'x', 'en').join('\n')).toContain('BUT THE BALANCE IS');
});

describe.each(LANGUAGES)('in %s', (language) => {
  test('OPR-4 it is text without holes, and names nobody', async () => {
    const shop = await openSpentShop();
    const text = statementText(await statementOf(shop), '2900…', language).join('\n');
    expect(text).not.toMatch(/undefined|NaN|\{\w+\}/);
    expect(text).toContain('s-centru-1-1-3');
    expect(text).toContain('Maria');
    expect(text).not.toContain(shop.member.id);
  });
});

test('OPR-4 an owner is found by id or card; an erased one by id only; a stranger not at all', async () => {
  const { shop, member } = await openShop();
  const { db } = shop.hq;
  expect(await findOwner(db, member.id)).toBe(member.id);
  expect(await findOwner(db, member.cardNumber)).toBe(member.id);
  await sql`INSERT INTO gift_card SELECT 'card:7001', company_id FROM member LIMIT 1`.execute(db);
  expect(await findOwner(db, '7001')).toBe('card:7001');
  expect(await findOwner(db, 'card:7001')).toBe('card:7001');
  await sql`UPDATE member SET erased = true`.execute(db);
  expect(await findOwner(db, member.cardNumber)).toBeNull();
  expect(await findOwner(db, member.id)).toBe(member.id);
  expect(await findOwner(db, "' OR 1=1")).toBeNull();
  expect(await findOwner(db, 'x'.repeat(10_000))).toBeNull();
});

test('OPR-4 an owner of whom nothing was posted has an empty statement', async () => {
  const { shop } = await openShop();
  await sql`INSERT INTO gift_card SELECT 'card:7001', company_id FROM member LIMIT 1`.execute(shop.hq.db);
  const statement = await loadStatement(shop.hq, 'card:7001');
  expect(isExplained(statement)).toBe(true);
  expect(statementText(statement, '7001', 'en')).toHaveLength(2);
});

describe('what a movement is called', () => {
  const leg = (debit: string, credit: string, change: Partial<StatedLeg> = {}): StatedLeg => ({
    logIndex: 1,
    effectId: `${debit}${credit}#1`,
    asset: 'points',
    debit,
    credit,
    amount: 5,
    lastDay: null,
    record: { kind: 'ENTRY', atMs: epochMs(1), by: null, reason: null, entry: null },
    ...change,
  });
  const own = (account: string): boolean => /^[apd]:m$|^l:mine$/.test(account);
  const named = (debit: string, credit: string) => statementLines([leg(debit, credit)], own)[0];

  test.each([
    ['h:issued', 'a:m', 'earned', 5],
    ['h:issued', 'p:m', 'earned', 5],
    ['h:issued', 'd:m', 'repaid', 5],
    ['s:t', 'a:m', 'resolved', 5],
    ['p:m', 'a:m', 'activated', 0],
    ['a:m', 'l:mine', 'leased', 0],
    ['l:mine', 'a:m', 'returned', 0],
    ['l:mine', 'h:redeemed', 'spent', -5],
    ['h:redeemed', 'a:m', 'refunded', 5],
    ['a:m', 'h:issued', 'takenBack', -5],
    ['d:m', 'h:issued', 'owed', -5],
    ['a:m', 'h:expired', 'expired', -5],
    ['h:expired', 'a:m', 'unexpired', 5],
    ['h:adjusted', 'a:m', 'adjusted', 5],
    ['a:m', 'h:adjusted', 'adjusted', -5],
    ['h:risk', 'a:m', 'lent', 5],
    ['a:m', 'h:risk', 'lentBack', -5],
    ['a:m', 'a:other', 'moved', -5],
  ])('OPR-4 from %s to %s: %s, %i', (debit, credit, happening, change) => {
    expect(named(debit, credit)).toMatchObject({ happening, change, balance: change });
  });

  test('OPR-4 legs of one effect are one line, with the first day that any of it ends', () => {
    const both = { effectId: 'e#1' };
    const lines = statementLines(
      [
        leg('h:issued', 'd:m', { ...both, amount: 2 }),
        leg('h:issued', 'a:m', { ...both, amount: 3, lastDay: asBusinessDate('2026-03-01') }),
        leg('h:issued', 'a:m', { ...both, amount: 4, lastDay: asBusinessDate('2026-02-01') }),
        leg('h:issued', 'a:m', { effectId: 'f#1', logIndex: 2, amount: 1 }),
      ],
      own,
    );
    expect(
      lines.map(({ happening, change, balance, lastDay }) => [happening, change, balance, lastDay]),
    ).toEqual([
      ['repaid', 2, 2, null],
      ['earned', 7, 9, '2026-02-01'],
      ['earned', 1, 10, null],
    ]);
  });
});
