import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { epsonProfile } from '../../../electron/printer/encode/profile.ts';
import { MAX_WAITING_JOBS, START_AGE_LIMIT_MS } from '../../../electron/printer/spool.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import { entryId } from '../../support/builders/entry.ts';
import {
  copy,
  drawerKicks,
  isReady,
  original,
  printerThat,
  slipsOn,
  tillWith,
} from '../../support/builders/printing-till.ts';
import { NOON, slipText, testSpool } from '../../support/builders/spool.ts';

describe('a printer that works', () => {
  test.each([
    ['by its status', {}],
    ['by its process id', { profile: epsonProfile }],
  ] as const)('confirms %s that the receipt is on paper', async (_how, options) => {
    const printer = await printerThat();
    const spool = tillWith(printer, options);
    spool.start();
    spool.sell(1);
    await spool.until(isReady);
    expect(spool.stateOf(1)).toBe('confirmed');
    expect(slipsOn(printer)).toEqual([original(1)]);
    expect(printer.jobs.flatMap(({ interpretation }) => interpretation.unexplained)).toEqual([]);
  });

  test('SPL-4 prints in the order of the sales, each once', async () => {
    const printer = await printerThat();
    const spool = tillWith(printer);
    for (const n of [1, 2, 3]) spool.sell(n);
    spool.start();
    await spool.until(isReady);
    expect(slipsOn(printer)).toEqual([1, 2, 3].map(original));
    expect(spool.jobs().map(({ receiptNumber }) => receiptNumber)).toEqual(['t-1-1-3', 't-1-1-2', 't-1-1-1']);
  });

  test('opens the drawer once, before the receipt', async () => {
    const printer = await printerThat();
    const spool = tillWith(printer);
    spool.start();
    spool.sell(1, { opensDrawer: true });
    await spool.until(isReady);
    const firstActs = printer.jobs.map(({ interpretation }) =>
      interpretation.events.find(({ kind }) => kind !== 'status'),
    );
    expect(firstActs.map((event) => event?.kind)).toEqual(['drawer', 'line']);
    expect(drawerKicks(printer)).toBe(1);
    expect(spool.jobs()).toHaveLength(1);
  });

  test('SPL-1 a job is marked as being sent before the printer has a byte of it', async () => {
    const printer = await printerThat();
    const spool = tillWith(printer);
    const seen: (string | undefined)[] = [];
    printer.events.on('change', () => {
      if (slipsOn(printer).length > 0) seen.push(spool.stateOf(1));
    });
    spool.start();
    spool.sell(1);
    await spool.until(isReady);
    expect(seen[0]).toBe('sending');
  });

  test('SPL-1 a job of a sale that was rolled back is never printed', async () => {
    const printer = await printerThat();
    const spool = tillWith(printer);
    spool.start();
    spool.db.exec('BEGIN IMMEDIATE');
    spool.enqueueInTransaction({ entryId: entryId(1), kind: 'sale', receiptNumber: 't-1-1-1' });
    spool.db.exec('ROLLBACK');
    spool.sell(2);
    await spool.until(isReady);
    expect(slipsOn(printer)).toEqual([original(2)]);
  });
});

describe('copies', () => {
  test('SPL-3 are marked and counted', async () => {
    const printer = await printerThat();
    const spool = tillWith(printer);
    spool.start();
    spool.sell(1);
    await spool.until(isReady);
    expect(spool.enqueueCopy(entryId(1))).toMatchObject({ ok: true, value: { copy: 1, state: 'queued' } });
    await spool.until(isReady);
    expect(spool.enqueueCopy(entryId(1))).toMatchObject({ ok: true, value: { copy: 2 } });
    await spool.until(isReady);
    expect(slipsOn(printer)).toEqual([original(1), copy(1), copy(1, 2)]);
    expect(spool.copiesOf(entryId(1))).toBe(2);
    expect(spool.copiesOf(entryId(2))).toBe(0);
  });

  test('ordered twice while one is waiting are one', () => {
    const spool = tillWith({ port: 9 });
    spool.sell(1);
    const first = spool.enqueueCopy(entryId(1));
    expect(spool.enqueueCopy(entryId(1))).toEqual(first);
    expect(spool.copiesOf(entryId(1))).toBe(1);
  });

  test('of a receipt that was never there are refused', () => {
    expect(tillWith({ port: 9 }).enqueueCopy(entryId(7))).toMatchObject({ ok: false });
  });
});

describe('after a crash', () => {
  const crashedIn = (db: DatabaseSync, n: number, state: string) =>
    db
      .prepare('UPDATE print_job SET state = ?, attempts = 1 WHERE receipt_number = ?')
      .run(state, `t-1-1-${n}`);

  test('SPL-2 what was being sent is asked for, what was not is printed', async () => {
    const db = new DatabaseSync(':memory:');
    const before = testSpool({ db, printerUrl: 'tcp://127.0.0.1:9' });
    for (const n of [1, 2, 3]) before.sell(n, { opensDrawer: n === 3 });
    crashedIn(db, 1, 'sending');
    crashedIn(db, 2, 'preflight');
    const printer = await printerThat();
    const spool = tillWith(printer, { db });
    spool.start();
    await spool.until(({ status }) => status().waiting === 0);
    expect(slipsOn(printer)).toEqual([original(2), original(3)]);
    expect(spool.jobs().at(-1)).toMatchObject({ state: 'unknown', code: 'PRINTER-UNKNOWN' });
    expect(drawerKicks(printer)).toBe(0);
  });

  test('receipts that waited too long are listed, not printed', async () => {
    const db = new DatabaseSync(':memory:');
    testSpool({ db, printerUrl: 'tcp://127.0.0.1:9' }).sell(1);
    const printer = await printerThat();
    const spool = tillWith(printer, { db, now: () => epochMs(NOON + START_AGE_LIMIT_MS + 1) });
    spool.start();
    spool.sell(2);
    await spool.until(({ status }) => status().waiting === 0);
    expect(slipsOn(printer)).toEqual([original(2)]);
    expect(spool.stateOf(1)).toBe('unknown');
    expect(spool.status().state).toBe('asks');
  });
});

test('a receipt that cannot be rendered is shown, and the next one prints', async () => {
  const printer = await printerThat();
  const spool = tillWith(printer, {
    renderJob: ({ entryId: id }) => {
      if (id === entryId(1)) throw new Error('unreadable');
      return { bytes: Buffer.from(`${slipText(id, 0)}\n`) };
    },
  });
  spool.start();
  spool.sell(1);
  spool.sell(2);
  await spool.until(({ status }) => status().waiting === 0);
  expect(slipsOn(printer)).toEqual([original(2)]);
  expect(spool.stateOf(1)).toBe('unknown');
});

test('a till without a printer records its receipts and says that printing is off', () => {
  const spool = tillWith(null);
  spool.start();
  spool.sell(1);
  expect(spool.status()).toEqual({ state: 'off', code: null, waiting: 0 });
  expect(spool.stateOf(1)).toBe('cancelled');
  expect(spool.enqueueCopy(entryId(1))).toMatchObject({ ok: false, failure: { code: 'PRINTER-OFFLINE' } });
});

test('no more wait than the limit: what comes later is listed', () => {
  const spool = tillWith({ port: 9 });
  for (let n = 1; n <= MAX_WAITING_JOBS + 1; n += 1) spool.sell(n);
  expect(spool.status().waiting).toBe(MAX_WAITING_JOBS);
  expect(spool.stateOf(MAX_WAITING_JOBS + 1)).toBe('unknown');
});

test('closing the till does not wait for paper', async () => {
  const printer = await printerThat({ state: { paperLeftLines: 5 } });
  const spool = tillWith(printer);
  spool.start();
  spool.sell(1);
  await spool.until(({ status }) => status().state === 'blocked');
  await spool.stop();
  expect(spool.stateOf(1)).toBe('unknown');
});
