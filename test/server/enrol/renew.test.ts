/** EPO-6: a till whose chain is sound gets its next epoch by itself, under its present key, once. */
import { expect, test } from 'vitest';
import { signatureHolds } from '../../../server/crypto/ed25519.ts';
import { documentHash } from '../../../server/crypto/hq-document.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import { zCertificate } from '../../../shared/protocol/enrol.ts';
import { openShop } from '../../support/hq/open-shop.ts';
import { call, pushEntries, tryCall } from '../../support/hq/signed-call.ts';
import { enrolTill } from '../../support/hq/test-hq.ts';
import { TillChain } from '../../support/till-chain.ts';

const SEED = '5e'.repeat(32);
const next = (till: TillChain): TillChain =>
  new TillChain({ till: till.till, epoch: till.epoch + 1, seed: SEED });

test('EPO-6 the next epoch is certified by HQ, and the same key asked for again gets the same one', async () => {
  const { shop, till } = await openShop();
  const renewed = next(till);
  const request = { epoch: 1, publicKey: renewed.key.publicKey };
  const { certificate, hqPublicKey } = await call(shop.app, till, 'renew', request);
  const { document, sig } = certificate;
  expect(signatureHolds({ publicKey: hqPublicKey, hash: documentHash(document), sig })).toBe(true);
  const said = zCertificate.parse(JSON.parse(document));
  expect(said).toMatchObject({ till: till.till, epoch: 2, publicKey: renewed.key.publicKey });
  const again = await call(shop.app, till, 'renew', request);
  expect(JSON.parse(again.certificate.document)).toMatchObject({ epoch: 2 });
  renewed.tick();
  expect(await pushEntries(shop.app, renewed)).toMatchObject({ wm: 1, epoch: 2 });
  till.tick();
  expect(await pushEntries(shop.app, till)).toMatchObject({ wm: 1, epoch: 1 });
});

test('EPO-6 two requests at once with one key open one epoch', async () => {
  const { shop, till } = await openShop();
  const request = { epoch: 1, publicKey: next(till).key.publicKey };
  const answers = await Promise.all([1, 2, 3].map(() => tryCall(shop.app, till, 'renew', request)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const { epoch } = await shop.hq.db.selectFrom('till').select('epoch').executeTakeFirstOrThrow();
  expect(epoch).toBe(2);
});

test('EPO-6 a replaced device gets no epoch under another key', async () => {
  const { shop, till } = await openShop();
  await call(shop.app, till, 'renew', { epoch: 1, publicKey: next(till).key.publicKey });
  const other = { epoch: 1, publicKey: 'ab'.repeat(32) };
  expect(await tryCall(shop.app, till, 'renew', other)).toMatchObject({ json: { code: 'REVOKED' } });
  await enrolTill(shop);
  const same = { epoch: 1, publicKey: next(till).key.publicKey };
  expect(await tryCall(shop.app, till, 'renew', same)).toMatchObject({ json: { code: 'REVOKED' } });
});

test.each([
  ['suspended', { suspended: true }],
  ['revoked', { revoked_at_ms: epochMs(1) }],
])('EPO-6 a till that is %s needs a code', async (_what, change) => {
  const { shop, till } = await openShop();
  await shop.hq.db.updateTable('chain').set(change).execute();
  const request = { epoch: 1, publicKey: next(till).key.publicKey };
  expect(await tryCall(shop.app, till, 'renew', request)).toMatchObject({
    status: 403,
    json: { code: 'REVOKED' },
  });
  expect(await shop.hq.db.selectFrom('till').select('epoch').executeTakeFirst()).toEqual({ epoch: 1 });
});

test('a request that names another epoch than the one that signed it is refused', async () => {
  const { shop, till } = await openShop();
  const request = { epoch: 2, publicKey: next(till).key.publicKey };
  expect(await tryCall(shop.app, till, 'renew', request)).toMatchObject({ json: { code: 'BAD_REQUEST' } });
});
