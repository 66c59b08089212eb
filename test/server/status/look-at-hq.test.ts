/** What the status says of a real HQ, and who may see its page. */
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeReadiness } from '../../../server/app/readiness.ts';
import { makeMetrics } from '../../../server/metrics/hq-metrics.ts';
import { buildMetricsApp } from '../../../server/metrics/metrics-app.ts';
import { houseSums } from '../../../server/status/house-sums.ts';
import { lookAtHq } from '../../../server/status/look-at-hq.ts';
import { statusLines } from '../../../server/status/status-lines.ts';
import { LANGUAGES } from '../../../shared/kernel/language.ts';
import { demoProgramme, goodsOf } from '../../support/hq/demo-shop.ts';
import { openShop } from '../../support/hq/open-shop.ts';
import { grantedTo } from '../../support/hq/rights.ts';
import { pushEntries } from '../../support/hq/signed-call.ts';
import { openSpentShop } from '../../support/hq/spent-shop.ts';
import { enrolTill, type TestHq } from '../../support/hq/test-hq.ts';

const look = ({ hq }: TestHq) => lookAtHq(hq, houseSums());

test('OPR-1 exposure is what is left in the leases that a till holds', async () => {
  const { shop } = await openSpentShop();
  const { tills, sums } = await look(shop);
  const byTill = new Map(tills.rows.map((row) => [row.till as string, row]));
  expect(byTill.get('s-centru-1')).toMatchObject({
    state: 'current',
    leases: 1,
    leasesPastEnd: 0,
    exposure: [{ asset: 'points', amount: 15 }],
  });
  expect(byTill.get('s-centru-2')).toMatchObject({ state: 'revoked', leases: 0, exposure: [] });
  expect(byTill.get('s-centru-3')).toMatchObject({ state: 'suspended' });
  expect(sums.find(({ asset }) => asset === 'points')).toMatchObject({ leased: 15, total: 0 });
});

test('OPR-1 every asset sums to 0, and one that does not is told', async () => {
  const { shop } = await openSpentShop();
  const { sums } = await look(shop);
  expect(sums.map(({ asset, total }) => [asset, total])).toContainEqual(['points', 0]);
  expect(sums.every(({ total }) => total === 0)).toBe(true);
  expect(sums.find(({ asset }) => asset === 'wallet')).toMatchObject({ available: 700, adjusted: -700 });
  await sql`UPDATE account SET balance = balance + 7 WHERE asset = 'wallet'`.execute(shop.hq.db);
  expect(statusLines(await look(shop))).toContain('NOT ZERO: wallet sums to 7');
});

test('OPR-1 sums of the house go on from what was folded before', async () => {
  const { shop, till, member } = await openSpentShop();
  const house = houseSums();
  const before = await lookAtHq(shop.hq, house);
  till.sale({ products: goodsOf('dairy', 4), member });
  await pushEntries(shop.app, till);
  const after = await lookAtHq(shop.hq, house);
  expect(after.logIndex).toBe(before.logIndex + 1);
  expect(after.sums).toEqual((await look(shop)).sums);
  expect(after.sums[0]?.issued).toBeLessThan(before.sums[0]?.issued ?? 0);
});

test('OPR-1 forks, what waits, incidents and frozen leases are told, and no member', async () => {
  const { shop, till, member } = await openSpentShop();
  await grantedTo(shop, till, { owner: member.id, amount: 5 });
  await sql`UPDATE lease SET state = 'FROZEN' WHERE amount = 5`.execute(shop.hq.db);
  const status = await look(shop);
  expect(status.forks).toMatchObject({
    count: 1,
    rows: [{ till: 's-centru-3', epoch: 1, forks: 1, suspended: true }],
  });
  expect(status.quarantine).toMatchObject({ count: 1, rows: [{ reason: 'sale-parts', waits: 'effects' }] });
  expect(status.incidents).toMatchObject({
    count: 1,
    rows: [{ kind: 'lease-written-off', till: 's-centru-2', asset: 'points', times: 1, amount: 25 }],
  });
  expect(status.frozen).toMatchObject({ count: 1, rows: [{ till: 's-centru-1', remaining: 5 }] });
  const told = JSON.stringify(status);
  expect(told).not.toContain(member.id);
  expect(told).not.toContain(member.cardNumber);
});

test('OPR-1 the till that was silent longest stands first, a blocked one last', async () => {
  const { shop } = await openShop();
  await enrolTill(shop, { name: 'Casa 2', programme: demoProgramme() });
  const blocked = await enrolTill(shop, { name: 'Casa 3', programme: demoProgramme() });
  await sql`
    INSERT INTO till_contact (till, at, unsent) VALUES
      ('s-centru-1', now(), 0), ('s-centru-2', now() - interval '3 days', 41)`.execute(shop.hq.db);
  await sql`UPDATE chain SET revoked_at_ms = 1 WHERE till = ${blocked.till}`.execute(shop.hq.db);
  const { tills } = await look(shop);
  expect(tills.rows.map(({ till, unsent }) => [till, unsent])).toEqual([
    ['s-centru-2', 41],
    ['s-centru-1', 0],
    ['s-centru-3', 0],
  ]);
});

describe('the page', () => {
  function operatorOf({ hq }: TestHq): FastifyInstance {
    const connections = () => ({ inUse: 0, idle: 0, waiting: 0, max: 1 });
    const metrics = makeMetrics({ db: hq.db, connections });
    const operator = buildMetricsApp(metrics, makeReadiness(hq.db), { hq, ownName: 'hq.shop' });
    onTestFinished(() => operator.close());
    return operator;
  }

  const get = (operator: FastifyInstance, url: string, headers: Record<string, string> = {}) =>
    operator.inject({ method: 'GET', url, headers: { host: '127.0.0.1:9480', ...headers } });

  test('OPR-1 stands in three languages, as asked or as the browser prefers', async () => {
    const { shop } = await openSpentShop();
    const operator = operatorOf(shop);
    for (const language of LANGUAGES) {
      const { statusCode, body, headers } = await get(operator, `/status?lang=${language}`);
      expect(statusCode).toBe(200);
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(body).toContain(`<html lang="${language}">`);
      expect(body).toContain('s-centru-1');
    }
    expect((await get(operator, '/status', { 'accept-language': 'ru-MD,ru' })).body).toContain('lang="ru">');
  });

  test.each([
    ['evil.example', 421],
    ['127.0.0.1.evil.example', 421],
    ['localhost:9480', 200],
    ['[::1]:9480', 200],
    ['192.168.1.20', 200],
    ['hq.shop:9480', 200],
  ])('OPR-2 asked for under the name %s it answers %i', async (host, code) => {
    const { shop } = await openShop();
    const { statusCode, body, headers } = await get(operatorOf(shop), '/status', { host });
    expect(statusCode).toBe(code);
    expect(body.includes('s-centru-1')).toBe(code === 200);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(headers['cache-control']).toBe('no-store');
  });

  test('OPR-2 tills’ own port does not have it', async () => {
    const { shop } = await openShop();
    expect((await get(shop.app, '/status')).statusCode).toBe(404);
  });
});

test('OPR-1 sums stay exact and are told when a forging till claims more than a number holds', async () => {
  const { shop } = await openShop();
  await sql`
    INSERT INTO transfer (log_index, effect_id, leg, debit, credit, asset, amount)
    SELECT 1, 'x#' || n, 1, 'h:issued', 's:s-centru-1', 'points', 1000000000000000
    FROM generate_series(1, 20) AS n`.execute(shop.hq.db);
  const status = await look(shop);
  const points = status.sums.find(({ asset }) => asset === 'points');
  expect(points).toMatchObject({ suspense: Number.MAX_SAFE_INTEGER, total: 0 });
  expect(statusLines(status).join('\n')).toContain('≥ 9,007,199,254,740,991');
});
