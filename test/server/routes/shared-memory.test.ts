/** Two HQ processes on one database, as their routes see it: what one has been told, the other knows. */
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { buildApp } from '../../../server/app/build-app.ts';
import { clearAway } from '../../../server/app/housekeeping.ts';
import { documentHash, signDocument } from '../../../server/crypto/hq-document.ts';
import { connect } from '../../../server/db/connect.ts';
import { demoCompany } from '../../../server/demo/demo-place.ts';
import type { Hq } from '../../../server/hq.ts';
import { makeVerifier } from '../../../server/posting/verifier.ts';
import { ENROL_TRIES_PER_MINUTE, mayTryToEnrol } from '../../../server/routes/enrol-tries.ts';
import { forgetNonces, NONCE_HOURS, takeNonce } from '../../../server/routes/nonces.ts';
import { asId } from '../../../shared/kernel/ids.ts';
import { routes } from '../../../shared/protocol/routes.ts';
import { PROTOCOL_VERSION } from '../../../shared/protocol/version.ts';
import { demoProgramme, goodsOf } from '../../support/hq/demo-shop.ts';
import { newNonce, post, pushEntries, signedHeaders } from '../../support/hq/signed-call.ts';
import { enrolTill, startTestHq, type TestHq } from '../../support/hq/test-hq.ts';

const BODY = JSON.stringify({ collection: 'products', checkpoint: null, limit: 1 });
const PATH = routes.pull.path;

/** The same HQ once more, with connections and caches of its own. */
function secondProcess(first: TestHq): TestHq {
  const db = connect(first.url);
  const hq: Hq = { ...first.hq, db, verifier: makeVerifier(db, 0) };
  const app = buildApp(hq);
  onTestFinished(async () => {
    await app.close();
    await db.destroy();
  });
  return { ...first, hq, app };
}

test('REQ-1 OPS-1 a nonce that one HQ process has taken is refused by every other', async () => {
  const first = await startTestHq();
  const second = secondProcess(first);
  const till = await enrolTill(first);
  const headers = signedHeaders(till, PATH, BODY);
  const asked = await post(first.app, PATH, { headers, body: BODY });
  const repeated = await post(second.app, PATH, { headers, body: BODY });
  expect([asked.status, repeated.status, repeated.json]).toEqual([200, 401, { code: 'REPLAYED' }]);
});

test('OPS-1 of one request sent to two processes at the same moment, one is answered', async () => {
  const first = await startTestHq();
  const second = secondProcess(first);
  const till = await enrolTill(first);
  for (let round = 0; round < 10; round += 1) {
    const headers = signedHeaders(till, PATH, BODY);
    const replies = await Promise.all(
      [first, second].map(({ app }) => post(app, PATH, { headers, body: BODY })),
    );
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401]);
  }
});

test('OPS-1 tries to enrol are counted over all processes, by network', async () => {
  const first = await startTestHq();
  const second = secondProcess(first);
  const dbs = [first.hq.db, second.hq.db];
  const tryFrom = (address: string, at: number) => mayTryToEnrol(dbs[at % 2] ?? first.hq.db, address);
  for (let tries = 0; tries < ENROL_TRIES_PER_MINUTE; tries += 1)
    expect(await tryFrom('2001:db8:1:2::1', tries)).toBe(true);
  expect(await tryFrom('2001:db8:1:2:ffff::9', 1)).toBe(false);
  expect(await tryFrom('2001:db8:1:3::1', 0)).toBe(true);
  expect(await tryFrom('::ffff:10.0.0.7', 0)).toBe(true);
});

test.each([
  [['127.0.0.1'], [429, 404]],
  [undefined, [429, 429]],
])(
  'tries are counted by the address that a proxy names, where the proxy is trusted: %j',
  async (trustProxy, codes) => {
    const { hq } = await startTestHq();
    const app = buildApp(hq, trustProxy ? { trustProxy } : {});
    onTestFinished(() => app.close());
    const tryFrom = async (address: string): Promise<number> => {
      const { statusCode } = await app.inject({
        method: 'POST',
        url: routes.enrol.path,
        payload: JSON.stringify({ till: null, code: '0000-0000-0000-0000', publicKey: 'ab'.repeat(32) }),
        headers: {
          'content-type': 'application/json',
          'puncta-protocol': String(PROTOCOL_VERSION),
          'x-forwarded-for': address,
        },
      });
      return statusCode;
    };
    for (let tries = 0; tries < ENROL_TRIES_PER_MINUTE; tries += 1) await tryFrom('203.0.113.7');
    expect([await tryFrom('203.0.113.7'), await tryFrom('203.0.113.8')]).toEqual(codes);
  },
);

test.each([
  '',
  'unknown',
  '10.0.0.7',
  '::',
  '::1',
  'fe80::1%eth0',
  '2001:db8::',
  '1:2:3:4:5:6:7:8',
  '64:ff9b::10.0.0.7',
])('an address written as %j is counted', async (address) => {
  const { hq } = await startTestHq({ demo: false });
  expect(await mayTryToEnrol(hq.db, address)).toBe(true);
});

test('nonces and tries that are old enough are cleared away in pieces, younger ones stay', async () => {
  const { hq } = await startTestHq({ demo: false });
  const till = asId<Parameters<typeof takeNonce>[1]>('s-1');
  for (let nonce = 0; nonce < 5; nonce += 1) await takeNonce(hq.db, till, newNonce());
  const old = sql`make_interval(hours => ${NONCE_HOURS}, secs => 1)`;
  await sql`UPDATE request_nonce SET taken_at = taken_at - ${old}`.execute(hq.db);
  const young = newNonce();
  await takeNonce(hq.db, till, young);
  await mayTryToEnrol(hq.db, '10.0.0.7');
  await sql`UPDATE enrol_try SET since = since - interval '60 seconds'`.execute(hq.db);
  expect([await forgetNonces(hq.db, 2), await forgetNonces(hq.db, 2)]).toEqual([2, 2]);
  await clearAway(hq.db);
  const left = await hq.db.selectFrom('request_nonce').select('nonce').execute();
  expect(left).toEqual([{ nonce: young }]);
  expect(await hq.db.selectFrom('enrol_try').selectAll().execute()).toEqual([]);
});

test('OPS-1 a programme that another process publishes judges the next push', async () => {
  const first = await startTestHq();
  const second = secondProcess(first);
  const { programme } = demoProgramme();
  const till = await enrolTill(first, { programme: demoProgramme() });
  till.sale({ products: goodsOf('dairy') });
  expect(await pushEntries(second.app, till)).toMatchObject({ wm: 1, quarantined: [] });

  const next = { ...programme, version: programme.version + 1 };
  const { document, sig } = signDocument(first.hq.keys.signing, next);
  const hash = documentHash(document);
  await first.hq.db
    .insertInto('programme')
    .values({ company_id: demoCompany.id, version: next.version, document, sig, hash })
    .execute();
  const other = await enrolTill(first, { name: 'Casa 2', programme: { programme: next, hash } });
  other.sale({ products: goodsOf('dairy') });
  expect(await pushEntries(second.app, other)).toMatchObject({ wm: 1, quarantined: [] });
});
