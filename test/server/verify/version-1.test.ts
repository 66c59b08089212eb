/** A ledger that an earlier version began. */

import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { loadStatement } from '../../../server/statement/load-statement.ts';
import { isExplained } from '../../../server/statement/statement-text.ts';
import { verifyLedger } from '../../../server/verify/verify-ledger.ts';
import { asVersion1 } from '../../support/hq/as-version-1.ts';
import { goodsOf } from '../../support/hq/demo-shop.ts';
import { grantedTo, openSpendingShop, spend } from '../../support/hq/rights.ts';
import { pushEntries } from '../../support/hq/signed-call.ts';
import { giveBack } from '../../support/hq/spent-shop.ts';

test('OPR-3 records of version 1 are folded as they stand, and what follows is computed on them', async () => {
  const { shop, till, member } = await openSpendingShop();
  const sale = till.sale({ products: goodsOf('dairy', 4), member });
  await pushEntries(shop.app, till);
  await asVersion1(shop);
  expect(await verifyLedger(shop.hq)).toMatchObject({ records: 181, findings: [] });
  spend(till, member, await grantedTo(shop, till, { owner: member.id, amount: 60 }), 50);
  giveBack(till, member, sale);
  expect(await pushEntries(shop.app, till)).toMatchObject({ wm: 3, quarantined: [] });
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
  const { rows } = await sql`SELECT undone FROM effect_undone`.execute(shop.hq.db);
  expect(rows).toEqual([{ undone: 1 }]);
  expect(isExplained(await loadStatement(shop.hq, member.id))).toBe(true);
});

test('OPR-3 a balance of version 1 that was changed is found', async () => {
  const { shop } = await openSpendingShop();
  await asVersion1(shop);
  await sql`UPDATE lot SET remaining = remaining - 1 WHERE remaining > 0`.execute(shop.hq.db);
  expect((await verifyLedger(shop.hq)).findings.join('\n')).toContain('lots a:');
});
