import { expect, test } from 'vitest';
import { signingKey } from '../../../electron/keys/ed25519.ts';
import { ROUND_EVERY_MS } from '../../../electron/sync/round.ts';
import { CLOCK_TOLERANCE_MS, MAX_OFFLINE_MS } from '../../../shared/ledger/clock.ts';
import { programme } from '../../support/builders/programme.ts';
import { place, signed } from '../../support/fake-hq/documents.ts';
import { useFakeHq } from '../../support/fake-hq/use-fake-hq.ts';
import { saleDraft } from '../../support/till/drafts.ts';
import { A_MORNING_MS } from '../../support/till/manual-time.ts';
import { enrolledTill, sellingTill, type TestTill } from '../../support/till/test-till.ts';

async function nextRefresh(till: TestTill): Promise<void> {
  till.time.pass(ROUND_EVERY_MS);
  await till.session().background.sync.roundNow(600_000);
}

test('a new programme, place and staff arrive by themselves and are there after a restart without HQ', async () => {
  const hq = await useFakeHq();
  const till = await enrolledTill(hq);
  hq.says.programmes = [programme(), programme({ version: 2 })];
  hq.says.place = place({ name: 'Centru Nou' });
  await nextRefresh(till);
  await hq.down();
  const restarted = await till.restart();
  expect(await restarted.done('till.status', null)).toMatchObject({
    programmeVersion: 2,
    place: { store: { name: 'Centru Nou' } },
  });
  const asked = hq.arrivals.filter(({ route }) => route === 'sync').map(({ body }) => body);
  expect(asked.at(-1)).toMatchObject({ programmeVersion: 1, appVersion: '1.2.3', epoch: 1 });
});

test('REQ-2 documents that HQ did not sign, or that are of another till, change nothing', async () => {
  const hq = await useFakeHq();
  const till = await enrolledTill(hq);
  hq.says.programmes = [programme(), programme({ version: 2 })];
  const wrongKey = signingKey('ee'.repeat(32));
  hq.says.sign = (value) => signed(value, 'schema' in (value as object) ? wrongKey : undefined);
  await nextRefresh(till);
  expect(await till.done('till.status', null)).toMatchObject({ programmeVersion: 1 });
  hq.says.sign = signed;
  hq.says.place = { ...place(), till: { id: 't-2' as never, name: 'Casa 2' } };
  await nextRefresh(till);
  expect(await till.done('till.status', null)).toMatchObject({ programmeVersion: 1, place: place() });
});

test('the window hears which feeds have moved, and only those', async () => {
  const hq = await useFakeHq();
  const till = await enrolledTill(hq);
  const feeds = () => till.events.filter(({ name }) => name === 'feeds').map(({ payload }) => payload);
  expect(feeds()).toEqual([{ moved: ['products', 'members', 'programmes', 'staff'] }]);
  hq.says.feeds = { ...hq.says.feeds, members: '2' };
  await nextRefresh(till);
  await nextRefresh(till);
  expect(feeds().slice(1)).toEqual([{ moved: ['members'] }]);
});

test('CLK-1 a clock far from HQ’s time is suspect; selling goes on', async () => {
  const hq = await useFakeHq();
  const till = await sellingTill(hq);
  await till.session().background.sync.roundNow(600_000);
  const clock = async () => (await till.done('till.status', null)).clock;
  expect(await clock()).toBe('trusted');
  till.time.setWall(A_MORNING_MS - CLOCK_TOLERANCE_MS - 60_000);
  expect(await clock()).toBe('suspect');
  expect(await till.call('sale.commit', saleDraft())).toMatchObject({ ok: true });
  till.time.setWall(A_MORNING_MS + MAX_OFFLINE_MS + 60_000);
  expect(await clock()).toBe('suspect');
  till.time.setWall(A_MORNING_MS);
  expect(await clock()).toBe('trusted');
});

test('CLK-1 a clock set back a day is still suspect after a restart without HQ', async () => {
  const hq = await useFakeHq();
  const till = await sellingTill(hq);
  await till.session().background.sync.roundNow(600_000);
  await hq.down();
  till.time.setWall(A_MORNING_MS - 86_400_000);
  expect(await (await till.restart()).done('till.status', null)).toMatchObject({ clock: 'suspect' });
});

test('the store’s day turns by itself', async () => {
  const till = await enrolledTill(await useFakeHq());
  till.time.pass(14 * 3_600_000);
  expect(till.events.findLast(({ name }) => name === 'status')?.payload).toMatchObject({
    businessDate: '2026-11-23',
  });
});

test('pulls go to HQ one at a time for each collection, and not without end', async () => {
  const hq = await useFakeHq();
  const till = await enrolledTill(hq);
  const pull = () => till.call('reference.pull', { collection: 'products', checkpoint: null, limit: 100 });
  const answers = await Promise.all([pull(), pull(), pull(), pull(), pull()]);
  expect(answers.map((answer) => (answer.ok ? 'ok' : answer.failure.code))).toEqual([
    'ok',
    'ok',
    'ok',
    'CALL-REFUSED',
    'CALL-REFUSED',
  ]);
  hq.faults('pull', 'otherShape', 'deaf');
  expect(await pull()).toMatchObject({ failure: { code: 'HQ-RUBBISH' } });
  expect(await pull()).toMatchObject({ failure: { code: 'HQ-UNREACHABLE' } });
});
