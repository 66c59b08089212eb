import { expect, test } from 'vitest';
import { verifyLedger } from '../../../server/verify/verify-ledger.ts';
import { MAX_PUSH_BYTES } from '../../../shared/kernel/limits.ts';
import { routes } from '../../../shared/protocol/routes.ts';
import { demoProgramme, goodsOf, memberRow, pullAllMembers } from '../../support/hq/demo-shop.ts';
import { newNonce, post, pushEntries, signedHeaders, tryCall } from '../../support/hq/signed-call.ts';
import { enrolTill, startTestHq, type TestHq } from '../../support/hq/test-hq.ts';
import { seedFrom, TillChain } from '../../support/till-chain.ts';

const PULL = { collection: 'products', checkpoint: null, limit: 1 } as const;
const pullPath = routes.pull.path;
const pullBody = JSON.stringify(PULL);

async function openShop(): Promise<{ shop: TestHq; till: TillChain }> {
  const shop = await startTestHq();
  return { shop, till: await enrolTill(shop, { programme: demoProgramme() }) };
}

test('REQ-1 a request is taken once: the same nonce is refused', async () => {
  const { shop, till } = await openShop();
  const headers = signedHeaders(till, pullPath, pullBody, newNonce());
  const first = await post(shop.app, pullPath, { headers, body: pullBody });
  const again = await post(shop.app, pullPath, { headers, body: pullBody });
  expect([first.status, again.status, again.json]).toEqual([200, 401, { code: 'REPLAYED' }]);
});

const tampered: readonly {
  readonly name: string;
  readonly change: (headers: Record<string, string>) => Record<string, string>;
  readonly body?: string;
  readonly code: string;
}[] = [
  { name: 'another body', change: (headers) => headers, body: `${pullBody} `, code: 'BAD_SIGNATURE' },
  {
    name: 'another nonce',
    change: (headers) => ({ ...headers, 'puncta-nonce': newNonce() }),
    code: 'BAD_SIGNATURE',
  },
  {
    name: 'a signature of zeroes',
    change: (headers) => ({ ...headers, 'puncta-signature': '0'.repeat(128) }),
    code: 'BAD_SIGNATURE',
  },
  {
    name: 'a till that HQ does not know',
    change: (headers) => ({ ...headers, 'puncta-till': 'nobody' }),
    code: 'UNKNOWN_TILL',
  },
  {
    name: 'an epoch that was never given out',
    change: (headers) => ({ ...headers, 'puncta-epoch': '9' }),
    code: 'UNKNOWN_TILL',
  },
  {
    name: 'no signature at all',
    change: ({ 'puncta-signature': _dropped, ...rest }) => rest,
    code: 'BAD_REQUEST',
  },
  {
    name: 'another protocol version',
    change: (headers) => ({ ...headers, 'puncta-protocol': '999' }),
    code: 'WRONG_PROTOCOL',
  },
];

test.each(tampered)('REQ-1 $name is refused with $code', async ({ change, body = pullBody, code }) => {
  const { shop, till } = await openShop();
  const headers = change(signedHeaders(till, pullPath, pullBody));
  expect((await post(shop.app, pullPath, { headers, body })).json).toEqual({ code });
});

test('REQ-1 a signature for one path does not open another', async () => {
  const { shop, till } = await openShop();
  const headers = signedHeaders(till, routes.sync.path, pullBody);
  expect((await post(shop.app, pullPath, { headers, body: pullBody })).json).toEqual({
    code: 'BAD_SIGNATURE',
  });
});

test.each([
  ['', 'an empty body'],
  ['{', 'half a body'],
  ['[]', 'a list'],
  ['{"collection":"secrets","checkpoint":null,"limit":1}', 'an unknown collection'],
  ['{"collection":"products","checkpoint":null,"limit":1,"admin":true}', 'a field too many'],
  ['{"collection":"products","checkpoint":null,"limit":100000}', 'a limit past the limit'],
  ['\u0000', 'a zero byte'],
])('%j is a bad request (%s)', async (body) => {
  const { shop, till } = await openShop();
  const reply = await post(shop.app, pullPath, { headers: signedHeaders(till, pullPath, body), body });
  expect(reply).toEqual({ status: 400, json: { code: 'BAD_REQUEST' } });
});

test('a body past the limit is refused without being read', async () => {
  const { shop, till } = await openShop();
  const body = 'x'.repeat(MAX_PUSH_BYTES + 1);
  const headers = signedHeaders(till, routes.push.path, '');
  const reply = await post(shop.app, routes.push.path, { headers, body });
  expect(reply).toEqual({ status: 413, json: { code: 'TOO_LARGE' } });
});

test('an unknown path teaches nothing', async () => {
  const { shop } = await openShop();
  const response = await shop.app.inject({ method: 'GET', url: '/admin' });
  expect([response.statusCode, response.json()]).toEqual([404, { code: 'BAD_REQUEST' }]);
});

test('health answers while the database does', async () => {
  const { shop } = await openShop();
  expect((await shop.app.inject({ method: 'GET', url: '/health' })).json()).toEqual({ status: 'ok' });
});

test('characters that no database keeps stop the batch and nothing else', async () => {
  const { shop, till } = await openShop();
  till.tick();
  const [entry] = till.wire();
  const ack = await pushEntries(shop.app, till, entry ? [{ ...entry, body: '\u0000' }] : []);
  expect(ack).toMatchObject({ verdict: 'gap', wm: 0 });
  expect(await pushEntries(shop.app, till)).toMatchObject({ verdict: 'accepted', wm: 1 });
});

test('a revoked till gets nothing, but what it sends is stored and its points wait in suspense', async () => {
  const { shop, till } = await openShop();
  const [document] = await pullAllMembers(shop, till);
  till.sale({ products: goodsOf('dairy', 5), member: document ? memberRow(document) : null });
  const [sale] = till.entries;
  await shop.hq.db
    .updateTable('chain')
    .set({ revoked_at_ms: JSON.parse(sale?.head ?? '').atMs })
    .execute();
  for (const refusal of [
    await tryCall(shop.app, till, 'pull', PULL),
    await tryCall(shop.app, till, 'sync', {
      epoch: 1,
      appVersion: 'x',
      programmeVersion: 0,
      unsent: 0,
      grantsAfter: 0,
    }),
  ])
    expect(refusal).toEqual({ status: 403, json: { code: 'REVOKED' } });
  expect(await pushEntries(shop.app, till)).toMatchObject({ wm: 1, quarantined: [sale?.id] });
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('a replaced device may deliver what it holds, and gets nothing', async () => {
  const { shop, till } = await openShop();
  const next = await enrolTill(shop);
  till.tick();
  expect(await tryCall(shop.app, till, 'pull', PULL)).toMatchObject({ json: { code: 'REVOKED' } });
  expect(await pushEntries(shop.app, till)).toMatchObject({ verdict: 'accepted', wm: 1, epoch: 1 });
  next.tick();
  expect(await pushEntries(shop.app, next)).toMatchObject({ verdict: 'accepted', wm: 1, epoch: 2 });
});

test('a till whose key is not the enrolled one is refused', async () => {
  const { shop, till } = await openShop();
  const impostor = new TillChain({ till: till.till, epoch: till.epoch, seed: seedFrom('impostor') });
  expect(await tryCall(shop.app, impostor, 'pull', PULL)).toMatchObject({ json: { code: 'BAD_SIGNATURE' } });
});
