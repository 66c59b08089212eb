/** OPS-6: HQ's log at its most talkative, under requests full of people and secrets, with a database that refuses them. */

import { once } from 'node:events';
import { connect as openSocket } from 'node:net';
import { Writable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { buildApp } from '../../../server/app/build-app.ts';
import { demoMembers } from '../../../server/demo/demo-members.ts';
import { makeEnrolmentCode } from '../../../server/enrol/enrolment-code.ts';
import { asBusinessDate } from '../../../shared/kernel/business-date.ts';
import { asId, type IntentId } from '../../../shared/kernel/ids.ts';
import { type RouteName, routes } from '../../../shared/protocol/routes.ts';
import { demoProgramme, goodsOf, memberRow, pullAllMembers } from '../../support/hq/demo-shop.ts';
import { newNonce, post, type SignedHeaders, signedHeaders } from '../../support/hq/signed-call.ts';
import { DEMO_STORE, enrolTill, startTestHq, type TestHq } from '../../support/hq/test-hq.ts';
import { seedFrom, type TillChain } from '../../support/till-chain.ts';

const LONG_MS = 60_000;
const person = demoMembers()[2] ?? { name: '', phone: '', cardNumber: '' };
const PIN = '738291';
const SECRET_WORDS = `${person.name} ${person.phone} ${person.cardNumber} PIN ${PIN}`;

type Logged = {
  readonly app: FastifyInstance;
  readonly lines: () => readonly Record<string, unknown>[];
  readonly text: () => string;
};

function loggedApp({ hq }: TestHq): Logged {
  const pieces: string[] = [];
  const stream = new Writable({
    write: (piece: Buffer, _encoding, done) => {
      pieces.push(piece.toString('utf8'));
      done();
    },
  });
  const app = buildApp(hq, { log: { level: 'trace', stream } });
  onTestFinished(() => app.close());
  const text = (): string => pieces.join('');
  const lines = (): readonly Record<string, unknown>[] =>
    text()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { app, lines, text };
}

const named = (event: string, { lines }: Logged): readonly Record<string, unknown>[] =>
  lines().filter((line) => line['event'] === event);

/** What each route is asked, as full of people as its shape allows. */
const asked: Readonly<Record<RouteName, (till: TillChain, code: string) => unknown>> = {
  enrol: (_till, code) => ({ till: null, code, publicKey: 'ab'.repeat(32) }),
  renew: (till) => ({ epoch: till.epoch, publicKey: 'cd'.repeat(32) }),
  push: (till) => ({ epoch: till.epoch, entries: till.wire() }),
  sync: (till) => ({
    epoch: till.epoch,
    appVersion: SECRET_WORDS.slice(0, 20),
    programmeVersion: 0,
    unsent: 3,
    grantsAfter: 0,
  }),
  lease: (till) => ({
    epoch: till.epoch,
    intent: asId<IntentId>('01900000-0000-7000-8000-00000000000a'),
    owner: `card:${person.phone}`,
    asset: 'giftcard',
    amount: 1,
  }),
  pull: () => ({ collection: 'members', checkpoint: null, limit: 1000 }),
  dayClose: (till) => ({ epoch: till.epoch, fromSeq: 0, uptoSeq: 1, head: '0'.repeat(64), totalsByKind: [] }),
  deviceLog: () => ({
    businessDate: asBusinessDate('2025-11-19'),
    rows: [{ id: person.phone, kind: 'note', wallMs: 1, data: { said: SECRET_WORDS } }],
  }),
};

test('OPS-6 no line of the log tells who a member is, or a secret', { timeout: LONG_MS }, async () => {
  const shop = await startTestHq();
  const till = await enrolTill(shop, { programme: demoProgramme() });
  const members = await pullAllMembers(shop, till);
  const document = members.find((each) => each.cardNumber === person.cardNumber);
  const member = document ? memberRow(document) : null;
  till.sale({
    products: goodsOf('dairy', 2),
    member,
    forgeBody: (body) => ({ ...body, said: SECRET_WORDS }) as typeof body,
  });
  till.sale({ products: goodsOf('bread', 2), member });
  const made = await makeEnrolmentCode(shop.hq, {
    store: asId(DEMO_STORE),
    tillName: SECRET_WORDS.slice(0, 60),
  });
  const code = made?.code ?? '';
  const log = loggedApp(shop);
  const sent: SignedHeaders[] = [];

  const callAll = async (change: (body: string) => string): Promise<void> => {
    for (const name of Object.keys(asked) as RouteName[]) {
      const { path } = routes[name];
      const body = change(JSON.stringify(asked[name](till, code)));
      const headers = signedHeaders(till, path, body);
      sent.push(headers);
      await post(log.app, path, { headers, body });
    }
  };
  await callAll((body) => body);
  await callAll((body) => `${body.slice(0, -1)}, "more": "${SECRET_WORDS}"}`);
  await callAll((body) => body.slice(1));
  await strangeRequests(log.app, till, code);
  await brokenDatabase(shop, () => callAll((body) => body));
  await rawNoise(log.app);

  const secrets = {
    name: person.name,
    phone: person.phone,
    card: person.cardNumber,
    pin: PIN,
    code,
    seed: seedFrom('hq'),
    storeKey: shop.hq.keys.storeKey(asId(DEMO_STORE)),
    pepper: shop.hq.keys.pinPepper(asId(DEMO_STORE)),
    memberId: document?.id ?? '',
    phoneHmac: document?.phoneHmac ?? '',
    tillKey: till.key.publicKey,
  };
  const text = log.text();
  for (const [what, secret] of Object.entries(secrets)) {
    expect(secret.length, what).toBeGreaterThan(3);
    expect(text, what).not.toContain(secret);
  }
  for (const headers of sent) expect(text).not.toContain(headers['puncta-signature']);
  for (const entry of till.entries) expect(text).not.toContain(entry.sig);
  expect(text).not.toContain('INSERT');

  expect(named('request.failed', log).length).toBeGreaterThanOrEqual(4);
  expect(named('requests.refused', log).length).toBeGreaterThan(3);
  expect(named('till.enrolled', log).length).toBeGreaterThan(0);
  expect(named('entries.quarantined', log).length).toBeGreaterThan(0);
  expect(named('request.answered', log)[0]).toMatchObject({
    reqId: expect.any(String),
    route: expect.any(String),
    status: expect.any(Number),
    durationMs: expect.any(Number),
  });
});

/** Unknown paths, wrong methods, headers and bodies that are none. */
async function strangeRequests(app: FastifyInstance, till: TillChain, code: string): Promise<void> {
  const path = encodeURI(`/osp1/${person.name}/${person.phone}?pin=${PIN}&code=${code}`);
  await app.inject({ method: 'GET', url: path });
  await app.inject({ method: 'POST', url: path, payload: SECRET_WORDS });
  await app.inject({
    method: 'POST',
    url: `${routes.push.path}?phone=${person.phone}`,
    payload: SECRET_WORDS,
  });
  const body = JSON.stringify({ said: SECRET_WORDS });
  for (const change of [
    { 'puncta-till': person.phone },
    { 'puncta-nonce': person.phone },
    { 'puncta-signature': '0'.repeat(128) },
    { 'content-type': 'text/plain' },
    { 'content-length': '5' },
  ]) {
    const headers = { ...signedHeaders(till, routes.pull.path, body), ...change } as SignedHeaders;
    await app.inject({ method: 'POST', url: routes.pull.path, headers, payload: body });
  }
  const replayed = signedHeaders(till, routes.pull.path, body, newNonce());
  for (let times = 0; times < 3; times += 1) await post(app, routes.pull.path, { headers: replayed, body });
}

/** Its messages quote the rows that it refuses, and the statements that fail. */
async function brokenDatabase({ hq }: TestHq, call: () => Promise<void>): Promise<void> {
  await sql
    .raw(`
    DELETE FROM device_log;
    ALTER TABLE device_log ADD CHECK (data::text = '');
    ALTER TABLE till_contact ADD CHECK (unsent < 0) NOT VALID;
    UPDATE till_contact SET at = at - interval '1 day';
    ALTER TABLE enrol_try ADD CHECK (tries < 0) NOT VALID;
    ALTER TABLE chain RENAME COLUMN wm TO gone;
    UPDATE till SET epoch = 1;
    UPDATE member_identity SET name_sealed = '\\x00';`)
    .execute(hq.db);
  await call();
}

/** Bytes that are no HTTP, over a real socket. */
async function rawNoise(app: FastifyInstance): Promise<void> {
  const url = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
  const socket = openSocket(Number(url.port), url.hostname);
  socket.on('error', () => undefined);
  socket.end(`POST /osp1/push HTTP/1.1\r\nhost: x\r\n${SECRET_WORDS}\r\n\r\n`);
  socket.resume();
  await once(socket, 'close');
}
