/** OPS-7: what Prometheus is told, from the operator's own port. */
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { buildApp } from '../../../server/app/build-app.ts';
import { makeReadiness } from '../../../server/app/readiness.ts';
import { connectCounted } from '../../../server/db/connect.ts';
import type { Hq } from '../../../server/hq.ts';
import { makeMetrics } from '../../../server/metrics/hq-metrics.ts';
import { buildMetricsApp } from '../../../server/metrics/metrics-app.ts';
import { makeVerifier } from '../../../server/posting/verifier.ts';
import { demoProgramme, goodsOf } from '../../support/hq/demo-shop.ts';
import { call, pushEntries } from '../../support/hq/signed-call.ts';
import { enrolTill, startTestHq, type TestHq } from '../../support/hq/test-hq.ts';

async function watchedHq(): Promise<{ shop: TestHq; operator: FastifyInstance }> {
  const first = await startTestHq();
  const { db, connections } = connectCounted(first.url);
  const hq: Hq = { ...first.hq, db, verifier: makeVerifier(db, 0) };
  const metrics = makeMetrics({ db, connections });
  const app = buildApp(hq, { metrics });
  const operator = buildMetricsApp(metrics, makeReadiness(db));
  onTestFinished(async () => {
    await Promise.all([app.close(), operator.close()]);
    await db.destroy();
  });
  return { shop: { ...first, hq, app }, operator };
}

async function scrape(operator: FastifyInstance): Promise<ReadonlyMap<string, number>> {
  const { body, headers } = await operator.inject({ method: 'GET', url: '/metrics' });
  expect(headers['content-type']).toContain('text/plain; version=0.0.4');
  const samples = body.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    samples.map((line) => {
      const space = line.lastIndexOf(' ');
      return [line.slice(0, space), Number(line.slice(space + 1))];
    }),
  );
}

test('OPS-7 pushes are counted by what became of their entries', async () => {
  const { shop, operator } = await watchedHq();
  const till = await enrolTill(shop, { programme: demoProgramme() });
  for (let sales = 0; sales < 3; sales += 1) till.sale({ products: goodsOf('dairy') });
  await pushEntries(shop.app, till, till.wire(1, 2));
  await pushEntries(shop.app, till);
  till.sale({
    products: goodsOf('bread'),
    forgeBody: (body) => ({ ...body, changeMinor: 1 }) as typeof body,
  });
  await pushEntries(shop.app, till, till.wire(4));
  const clone = till.cloneAt(2);
  clone.tick();
  await pushEntries(shop.app, clone, clone.wire(3));
  const samples = await scrape(operator);
  expect(
    Object.fromEntries([...samples].filter(([name]) => /entries_\w+_total|forks|enrolments/.test(name))),
  ).toEqual({
    puncta_entries_accepted_total: 4,
    puncta_entries_posted_total: 4,
    puncta_entries_suspense_total: 1,
    puncta_entries_repeated_total: 0,
    puncta_entries_duplicates_total: 2,
    puncta_entries_evidence_total: 1,
    puncta_entries_refused_total: 0,
    puncta_forks_total: 1,
    puncta_enrolments_total: 1,
  });
  expect(samples.get('puncta_push_batch_entries_count')).toBe(4);
  expect(samples.get('puncta_push_batch_entries_sum')).toBe(7);
});

test('OPS-7 requests are counted by route and code, whatever a stranger asks for', async () => {
  const { shop, operator } = await watchedHq();
  for (const path of ['/a', '/b', '/osp1/pull/37360000000'])
    await shop.app.inject({ method: 'GET', url: path });
  await shop.app.inject({
    method: 'POST',
    url: '/osp1/pull',
    payload: '{}',
    headers: { 'content-type': 'application/json' },
  });
  const samples = await scrape(operator);
  expect(samples.get('puncta_http_requests_total{route="unknown",code="404"}')).toBe(3);
  expect(samples.get('puncta_refusals_total{code="WRONG_PROTOCOL"}')).toBe(1);
  expect(samples.get('puncta_http_request_duration_seconds_count{route="/osp1/pull"}')).toBe(1);
  expect([...samples.keys()].join('\n')).not.toContain('37360000000');
});

test('OPS-7 tills, quarantine, log and connections are told as they are', async () => {
  const { shop, operator } = await watchedHq();
  const till = await enrolTill(shop, { programme: demoProgramme() });
  await enrolTill(shop, { name: 'Casa 2' });
  const third = await enrolTill(shop, { name: 'Casa 3' });
  await call(shop.app, till, 'sync', {
    epoch: 1,
    appVersion: '1',
    programmeVersion: 0,
    unsent: 7,
    grantsAfter: 0,
  });
  await sql`UPDATE till_contact SET at = at - interval '1 hour'`.execute(shop.hq.db);
  await sql`UPDATE chain SET revoked_at_ms = 1 WHERE till = ${third.till}`.execute(shop.hq.db);
  await sql`UPDATE chain SET enrolled_at_ms = (extract(epoch FROM now()) * 1000)::bigint`.execute(shop.hq.db);
  const samples = await scrape(operator);
  expect(samples.get('puncta_tills{state="serving"}')).toBe(2);
  expect(samples.get('puncta_tills{state="revoked"}')).toBe(1);
  expect(samples.get('puncta_tills_unsent_entries')).toBe(7);
  expect(samples.get('puncta_oldest_till_contact_age_seconds')).toBeGreaterThanOrEqual(3600);
  expect(samples.get('puncta_log_tip_index')).toBe(180);
  expect(samples.get('puncta_quarantine_unresolved')).toBe(0);
  expect(samples.get('puncta_database_up')).toBe(1);
  expect(samples.get('puncta_database_connections_max')).toBe(10);
  expect(samples.has('puncta_last_backup_timestamp_seconds')).toBe(false);
  expect(samples.get('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
  expect(samples.get('process_resident_memory_bytes')).toBeGreaterThan(0);
});

test('OPS-7 a database that is away takes its own figures with it and leaves the rest', async () => {
  const { shop, operator } = await watchedHq();
  await sql`ALTER TABLE quarantine RENAME TO gone`.execute(shop.hq.db);
  const samples = await scrape(operator);
  expect(samples.get('puncta_database_up')).toBe(0);
  expect(samples.has('puncta_log_tip_index')).toBe(false);
  expect(samples.has('process_resident_memory_bytes')).toBe(true);
});

test('OPS-7 the tills’ port gives no metrics', async () => {
  const { shop } = await watchedHq();
  expect((await shop.app.inject({ method: 'GET', url: '/metrics' })).statusCode).toBe(404);
});
