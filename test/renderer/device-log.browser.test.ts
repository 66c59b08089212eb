import { afterEach, beforeEach, expect, test } from 'vitest';
import { loggedDays, openDayLog } from '../../renderer/device-log/day-log.ts';
import { type DeviceLog, MAX_WAITING_ROWS, startDeviceLog } from '../../renderer/device-log/device-log.ts';
import { asBusinessDate } from '../../shared/kernel/business-date.ts';
import { failure } from '../../shared/kernel/failure.ts';
import { fail } from '../../shared/kernel/result.ts';
import { MAX_DEVICE_LOG_ROWS } from '../../shared/protocol/health.ts';
import type { FakePuncta } from './support/fake-puncta.ts';
import { shop } from './support/shop.ts';

const TODAY = asBusinessDate('2026-11-22');
const LONG_AGO = asBusinessDate('2026-10-01');

let fake: FakePuncta;
let log: DeviceLog;
let rows = 0;
let room = { isThere: true };

const start = (bridge = fake.bridge): DeviceLog =>
  startDeviceLog({
    bridge,
    businessDate: () => TODAY,
    wallMs: () => 1_795_000_000_000,
    mayWrite: () => room.isThere,
    newId: () => {
      rows += 1;
      return `row-${String(rows).padStart(6, '0')}`;
    },
  });

const uploaded = (): readonly string[] => fake.uploads.flatMap((upload) => upload.rows.map(({ id }) => id));

async function forget(): Promise<void> {
  for (const date of await loggedDays()) await openDayLog(date).destroy();
}

beforeEach(async () => {
  await forget();
  rows = 0;
  room = { isThere: true };
  fake = shop();
  log = start();
});
afterEach(async () => {
  log.stop();
  await forget();
});

test('rows reach HQ once, in the order in which they were written', async () => {
  for (let row = 0; row < 3; row++) log.record('scanToLine', { ms: row });
  await log.write();
  await log.upload();
  log.record('scanFailed', { code: 'SCAN-UNKNOWN' });
  await log.write();
  await log.upload();
  expect(fake.uploads.map(({ businessDate }) => businessDate)).toEqual([TODAY, TODAY]);
  expect(uploaded()).toEqual(['row-000001', 'row-000002', 'row-000003', 'row-000004']);
});

test('a long day goes in batches that HQ takes', async () => {
  for (let row = 0; row < MAX_DEVICE_LOG_ROWS + 20; row++) log.record('scanToLine', { ms: row });
  await log.write();
  await log.write();
  await log.upload();
  expect(fake.uploads.map((upload) => upload.rows.length)).toEqual([MAX_DEVICE_LOG_ROWS, 20]);
});

test('what HQ did not take is sent again later, also after a restart', async () => {
  const away = start({
    ...fake.bridge,
    call: (name, request) =>
      name === 'deviceLog.upload'
        ? Promise.resolve(fail(failure('HQ-UNREACHABLE')))
        : fake.bridge.call(name, request),
  });
  away.record('scanToLine', { ms: 1 });
  await away.write();
  await away.upload();
  away.stop();
  expect(uploaded()).toEqual([]);
  await log.upload();
  expect(uploaded()).toEqual(['row-000001']);
});

test('a day that is older than thirty days goes once HQ has it', async () => {
  const old = openDayLog(LONG_AGO);
  await old.append([{ id: 'old', kind: 'scanToLine', wallMs: 1, data: { ms: 1 } }]);
  await old.close();
  log.record('scanToLine', { ms: 2 });
  await log.write();
  await log.upload();
  expect(uploaded()).toEqual(['old', 'row-000001']);
  await expect.poll(loggedDays).toEqual([TODAY]);
});

test('LOD-6 on a nearly full disk nothing is written, and the rows come when there is room', async () => {
  room.isThere = false;
  log.record('scanToLine', { ms: 1 });
  await log.write();
  await log.upload();
  expect(await loggedDays()).toEqual([]);
  room.isThere = true;
  await log.write();
  await log.upload();
  expect(uploaded()).toEqual(['row-000001']);
});

test('rows without room are dropped and hold up nothing', async () => {
  for (let row = 0; row < MAX_WAITING_ROWS + 5; row++) log.record('scanToLine', { ms: row });
  for (let write = 0; write < 6; write++) await log.write();
  await log.upload();
  expect(uploaded()).toHaveLength(MAX_WAITING_ROWS);
});
