import { expect, test } from 'vitest';
import { documentHash, signDocument } from '../../../server/crypto/hq-document.ts';
import { demoCompany } from '../../../server/demo/demo-place.ts';
import { INLINE_ENTRIES } from '../../../server/posting/verifier.ts';
import { verifyLedger } from '../../../server/verify/verify-ledger.ts';
import { demoProgramme, goodsOf, memberRow, pullAllMembers } from '../../support/hq/demo-shop.ts';
import { pushEntries } from '../../support/hq/signed-call.ts';
import { enrolTill, startTestHq, type TestHq } from '../../support/hq/test-hq.ts';
import type { TillChain } from '../../support/till-chain.ts';

const LARGE = INLINE_ENTRIES * 3;

async function sellMany(shop: TestHq, till: TillChain, sales: number): Promise<void> {
  const [document] = await pullAllMembers(shop, till);
  for (let sale = 0; sale < sales; sale += 1)
    till.sale({ products: goodsOf('bread', 2), member: document ? memberRow(document) : null });
}

test('a large batch, judged by threads, is answered as a small one is', async () => {
  const shop = await startTestHq({ threads: 2 });
  const till = await enrolTill(shop, { programme: demoProgramme() });
  await sellMany(shop, till, LARGE);
  const forged = till.sale({
    products: goodsOf('dairy', 2),
    forgeHead: (head) => ({ ...head, programme: { version: 9, hash: '0'.repeat(64) } }),
  });
  const ack = await pushEntries(shop.app, till, [...till.wire()]);
  expect(ack).toMatchObject({ verdict: 'accepted', wm: LARGE + 1, quarantined: [forged.id] });
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('threads learn a programme that is published while they run', async () => {
  const shop = await startTestHq({ threads: 2 });
  const first = await enrolTill(shop, { programme: demoProgramme() });
  await sellMany(shop, first, LARGE);
  await pushEntries(shop.app, first);
  const { programme } = demoProgramme();
  const next = { ...programme, version: 2, rules: programme.rules.slice(0, 1) };
  const { document, sig } = signDocument(shop.hq.keys.signing, next);
  const hash = documentHash(document);
  const row = { company_id: demoCompany.id, version: 2, document, sig, hash };
  await shop.hq.db.insertInto('programme').values(row).execute();
  const second = await enrolTill(shop, { name: 'Casa 2', programme: { programme: next, hash } });
  await sellMany(shop, second, LARGE);
  expect(await pushEntries(shop.app, second)).toMatchObject({ wm: LARGE, quarantined: [] });
});

test('a programme of another schema stops no sale but its own', async () => {
  const shop = await startTestHq();
  const till = await enrolTill(shop, { programme: demoProgramme() });
  const old = { schema: 'puncta-programme/1', id: 'old', version: 2 };
  const { document, sig } = signDocument(shop.hq.keys.signing, old);
  const hash = documentHash(document);
  const row = { company_id: demoCompany.id, version: 2, document, sig, hash };
  await shop.hq.db.insertInto('programme').values(row).execute();
  till.sale({ products: goodsOf('bread', 2) });
  const under = till.sale({
    products: goodsOf('bread', 2),
    forgeHead: (head) => ({ ...head, programme: { version: 2, hash } }),
  });
  expect(await pushEntries(shop.app, till)).toMatchObject({ wm: 2, quarantined: [under.id] });
});

test('rubbish between good entries stops a large batch at its place', async () => {
  const shop = await startTestHq({ threads: 2 });
  const till = await enrolTill(shop);
  for (let count = 0; count < LARGE; count += 1) till.tick();
  const wire = till
    .wire()
    .map((entry, index) => (index === LARGE - 5 ? { ...entry, head: 'rubbish' } : entry));
  expect(await pushEntries(shop.app, till, wire)).toMatchObject({ verdict: 'gap', wm: LARGE - 5 });
});
