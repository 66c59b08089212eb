import { argon2Verify } from 'hash-wasm';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { signatureHolds } from '../../../server/crypto/ed25519.ts';
import { documentHash } from '../../../server/crypto/hq-document.ts';
import { demoStaff } from '../../../server/demo/demo-place.ts';
import { loadDemo } from '../../../server/demo/load-demo.ts';
import { makeEnrolmentCode } from '../../../server/enrol/enrolment-code.ts';
import { pepperedPin } from '../../../server/enrol/pin-hash.ts';
import { ENROL_TRIES_PER_MINUTE } from '../../../server/routes/enrol-tries.ts';
import { assert } from '../../../shared/kernel/assert.ts';
import { asId } from '../../../shared/kernel/ids.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import {
  ENROLMENT_CODE_SHAPE,
  ENROLMENT_CODE_TTL_MS,
  zEnrolResponse,
} from '../../../shared/protocol/enrol.ts';
import { PROTOCOL_VERSION } from '../../../shared/protocol/version.ts';
import { post, type Reply } from '../../support/hq/signed-call.ts';
import { DEMO_STORE, enrolTill, startTestHq, type TestHq } from '../../support/hq/test-hq.ts';
import { DEMO_SEED } from '../../support/hq/test-keys.ts';

const PUBLIC_KEY = 'ab'.repeat(32);
const headers = { 'puncta-protocol': String(PROTOCOL_VERSION), 'content-type': 'application/json' };

const enrol = ({ app }: TestHq, code: string, till: string | null = null): Promise<Reply> =>
  post(app, '/osp1/enrol', { headers, body: JSON.stringify({ till, code, publicKey: PUBLIC_KEY }) });

async function newCode(shop: TestHq, tillName = 'Casa 1'): Promise<string> {
  const made = await makeEnrolmentCode(shop.hq, { store: asId(DEMO_STORE), tillName });
  assert(made, 'the demo store is there');
  return made.code;
}

test('a code of eighty bits makes a till, with a certificate that HQ signed', async () => {
  const shop = await startTestHq();
  const code = await newCode(shop);
  expect(code).toMatch(ENROLMENT_CODE_SHAPE);
  const { status, json } = await enrol(shop, code);
  expect(status).toBe(200);
  const { certificate, hqPublicKey, storeKey, pinPepper } = zEnrolResponse.parse(json);
  const { document, sig } = certificate;
  expect(signatureHolds({ publicKey: hqPublicKey, hash: documentHash(document), sig })).toBe(true);
  expect(JSON.parse(document)).toMatchObject({ till: `${DEMO_STORE}-1`, epoch: 1, publicKey: PUBLIC_KEY });
  expect(storeKey).toBe(shop.hq.keys.storeKey(asId(DEMO_STORE)));
  expect(pinPepper).toBe(shop.hq.keys.pinPepper(asId(DEMO_STORE)));
});

test('ENR-1 a code works once', async () => {
  const shop = await startTestHq();
  const code = await newCode(shop);
  expect((await enrol(shop, code)).status).toBe(200);
  expect(await enrol(shop, code)).toEqual({ status: 404, json: { code: 'CODE_INVALID' } });
});

test('of two devices that try one code at once, one becomes the till', async () => {
  const shop = await startTestHq();
  const code = await newCode(shop);
  const replies = await Promise.all([enrol(shop, code), enrol(shop, code)]);
  expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([200, 404]));
});

test('ENR-1 a code is good for ten minutes', async () => {
  const shop = await startTestHq();
  const code = await newCode(shop);
  shop.setNow(epochMs(shop.hq.nowMs() + ENROLMENT_CODE_TTL_MS));
  expect(await enrol(shop, code)).toEqual({ status: 410, json: { code: 'CODE_EXPIRED' } });
});

test('EPO-3 a code of another till, or of none yet, is refused and stays good for its own', async () => {
  const shop = await startTestHq();
  const first = await newCode(shop, 'Casa 1');
  const otherTill = { status: 409, json: { code: 'CODE_OTHER_TILL' } };
  expect(await enrol(shop, first, `${DEMO_STORE}-1`)).toEqual(otherTill);
  expect((await enrol(shop, first)).status).toBe(200);
  const second = await newCode(shop, 'Casa 2');
  expect(await enrol(shop, second, `${DEMO_STORE}-1`)).toEqual(otherTill);
  expect((await enrol(shop, second)).status).toBe(200);
  const { status, json } = await enrol(shop, await newCode(shop, 'Casa 1'), `${DEMO_STORE}-1`);
  expect(status).toBe(200);
  expect(JSON.parse(zEnrolResponse.parse(json).certificate.document)).toMatchObject({ epoch: 2 });
});

test('ENR-1 two codes for new tills, made before either is used, make two tills', async () => {
  const shop = await startTestHq();
  const make = () => makeEnrolmentCode(shop.hq, { store: asId(DEMO_STORE) });
  const [first, second] = [await make(), await make()];
  expect([first?.tillName, second?.tillName]).toEqual(['Casa 1', 'Casa 2']);
  for (const made of [second, first]) expect((await enrol(shop, made?.code ?? '')).status).toBe(200);
  const tills = await shop.hq.db.selectFrom('till').select(['name', 'epoch']).orderBy('name').execute();
  expect(tills).toEqual([
    { name: 'Casa 1', epoch: 1 },
    { name: 'Casa 2', epoch: 1 },
  ]);
});

test('a code that was never made is invalid', async () => {
  const shop = await startTestHq();
  expect(await enrol(shop, '0000-0000-0000-0000')).toEqual({ status: 404, json: { code: 'CODE_INVALID' } });
});

test('HQ keeps no code, only its hash', async () => {
  const shop = await startTestHq();
  const code = await newCode(shop);
  const rows = await shop.hq.db.selectFrom('enrolment_code').selectAll().execute();
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(code);
});

test('a new device under a known name is the same till in its next epoch', async () => {
  const shop = await startTestHq();
  const first = await enrolTill(shop, { name: 'Casa 1' });
  const second = await enrolTill(shop, { name: 'Casa 1' });
  const other = await enrolTill(shop, { name: 'Casa 2' });
  expect([first, second, other].map(({ till, epoch }) => [till, epoch])).toEqual([
    [`${DEMO_STORE}-1`, 1],
    [`${DEMO_STORE}-1`, 2],
    [`${DEMO_STORE}-2`, 1],
  ]);
});

test('somebody who guesses codes is soon asked to wait', async () => {
  const shop = await startTestHq();
  for (let tries = 0; tries < ENROL_TRIES_PER_MINUTE; tries += 1) await enrol(shop, '0000-0000-0000-0000');
  expect(await enrol(shop, await newCode(shop))).toEqual({ status: 429, json: { code: 'TOO_MANY' } });
  await sql`UPDATE enrol_try SET since = since - interval '60 seconds'`.execute(shop.hq.db);
  expect((await enrol(shop, await newCode(shop))).status).toBe(200);
});

test('there is no code for a store that does not exist', async () => {
  const shop = await startTestHq();
  expect(await makeEnrolmentCode(shop.hq, { store: asId('nowhere') })).toBeNull();
});

test('the demo shop is loaded once; its PINs are told once and verify against their hashes', async () => {
  const shop = await startTestHq({ demo: false });
  const pins = await loadDemo(shop.hq, DEMO_SEED);
  expect(pins?.map((each) => each.pin)).toEqual([
    expect.stringMatching(/^\d{6}$/),
    expect.stringMatching(/^\d{6}$/),
  ]);
  expect(await loadDemo(shop.hq, DEMO_SEED)).toBeNull();
  for (const { cashier, pin } of pins ?? []) {
    const { pin_hash } = await shop.hq.db
      .selectFrom('cashier')
      .select('pin_hash')
      .where('id', '=', cashier)
      .executeTakeFirstOrThrow();
    const password = pepperedPin(shop.hq.keys.pinPepper(asId(DEMO_STORE)), cashier, pin);
    expect(await argon2Verify({ password, hash: pin_hash })).toBe(true);
    expect(await argon2Verify({ password: `${password}0`, hash: pin_hash })).toBe(false);
  }
  expect(demoStaff).toHaveLength(2);
});

test('without a seed the PINs are other ones each time', async () => {
  const pins = await Promise.all(
    [1, 2].map(async () => loadDemo((await startTestHq({ demo: false })).hq, null)),
  );
  expect(pins[0]).not.toEqual(pins[1]);
});
