/** HQ whole, over a database of its own, called through its real routes without a socket. Its clock is set by the test. */
import type { FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';
import { buildApp } from '../../../server/app/build-app.ts';
import { signingKey } from '../../../server/crypto/ed25519.ts';
import { connect } from '../../../server/db/connect.ts';
import { makeEnrolmentCode } from '../../../server/enrol/enrolment-code.ts';
import type { Hq } from '../../../server/hq.ts';
import { makeVerifier } from '../../../server/posting/verifier.ts';
import { assert } from '../../../shared/kernel/assert.ts';
import { asId } from '../../../shared/kernel/ids.ts';
import { type EpochMs, epochMs } from '../../../shared/kernel/units.ts';
import { zCertificate, zEnrolResponse } from '../../../shared/protocol/enrol.ts';
import { PROTOCOL_VERSION } from '../../../shared/protocol/version.ts';
import { createTestDatabase } from '../postgres/create-test-database.ts';
import { type ChainOptions, START_MS, seedFrom, TillChain } from '../till-chain.ts';
import { testKeys } from './test-keys.ts';

export type TestHq = {
  readonly hq: Hq;
  readonly app: FastifyInstance;
  readonly url: string;
  readonly setNow: (nowMs: EpochMs) => void;
};

export const DEMO_STORE = 's-centru';

/** Closed when the test has finished. Entries are judged in the test's own thread unless it asks for others. */
export async function startTestHq({ demo = true, threads = 0 } = {}): Promise<TestHq> {
  const { db, url, close } = await createTestDatabase(demo ? 'demo' : 'empty');
  let now = epochMs(START_MS + 24 * 60 * 60_000);
  const hq: Hq = { db, keys: testKeys(), nowMs: () => now, verifier: makeVerifier(db, threads) };
  const app = buildApp(hq);
  onTestFinished(async () => {
    await app.close();
    await hq.verifier.close();
    await close();
  });
  return { hq, app, url, setNow: (nowMs) => void (now = nowMs) };
}

/** Another HQ process at the same database, as far as a test can tell. */
export function secondProcess({ hq, url }: TestHq): FastifyInstance {
  const db = connect(url);
  const verifier = makeVerifier(db, 0);
  const app = buildApp({ ...hq, db, verifier });
  onTestFinished(async () => {
    await app.close();
    await verifier.close();
    await db.destroy();
  });
  return app;
}

/** A till of the demo store, or of another, enrolled through the real route, with an empty chain. */
export async function enrolTill(
  { hq, app }: TestHq,
  options: { readonly name?: string; readonly store?: string } & Pick<ChainOptions, 'programme'> = {},
): Promise<TillChain> {
  const tillName = options.name ?? 'Casa 1';
  const made = await makeEnrolmentCode(hq, { store: asId(options.store ?? DEMO_STORE), tillName });
  assert(made, 'the demo store is there');
  const seed = seedFrom(`${tillName} ${made.code}`);
  const response = await app.inject({
    method: 'POST',
    url: '/osp1/enrol',
    headers: { 'puncta-protocol': String(PROTOCOL_VERSION), 'content-type': 'application/json' },
    payload: JSON.stringify({ till: null, code: made.code, publicKey: signingKey(seed).publicKey }),
  });
  assert(response.statusCode === 200, `enrolment answers 200, not ${response.statusCode}: ${response.body}`);
  const { certificate } = zEnrolResponse.parse(response.json());
  const { till, epoch } = zCertificate.parse(JSON.parse(certificate.document));
  return new TillChain({ till, epoch, seed, ...(options.programme && { programme: options.programme }) });
}
