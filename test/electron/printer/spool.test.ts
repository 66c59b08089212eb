import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, test } from 'vitest';
import { epsonProfile } from '../../../electron/printer/encode/profile.ts';
import { MAX_WAITING_JOBS, START_AGE_LIMIT_MS } from '../../../electron/printer/spool.ts';
import { DRAWER_MAX_AGE_MS } from '../../../electron/printer/spool-attempt.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import { entryId } from '../../support/builders/entry.ts';
import { NOON, slipText, type TestSpoolOptions, testSpool } from '../../support/builders/spool.ts';
import { lineText } from '../../support/escpos/to-text.ts';
import {
  startVirtualPrinter,
  type VirtualPrinter,
  type VirtualPrinterOptions,
} from '../../support/virtual-printer/virtual-printer.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function printerThat(options: VirtualPrinterOptions = {}): Promise<VirtualPrinter> {
  const printer = await startVirtualPrinter(options);
  closing.push(() => printer.close());
  return printer;
}

function tillWith(printer: Pick<VirtualPrinter, 'port'> | null, options: TestSpoolOptions = {}) {
  const spool = testSpool({
    printerUrl: printer && `tcp://127.0.0.1:${printer.port}`,
    ...options,
  });
  closing.push(() => spool.stop());
  return spool;
}

/** First lines of all slips on paper, in order; the tail of a slip that was cut off counts too. */
const slipsOn = (printer: VirtualPrinter): readonly string[] =>
  printer.receipts().flatMap(({ events }) =>
    events.flatMap((event) => {
      const text = event.kind === 'line' ? lineText(event) : '';
      return /^[0-9a-f]{8}-/.test(text) ? [text] : [];
    }),
  );

const drawerKicks = (printer: VirtualPrinter): number =>
  printer.jobs.flatMap(({ interpretation }) => interpretation.events.filter(({ kind }) => kind === 'drawer'))
    .length;

const original = (n: number) => slipText(entryId(n), 0);
const copy = (n: number, times = 1) => slipText(entryId(n), times);
const isReady = (spool: { status: () => { state: string; waiting: number } }) =>
  spool.status().state === 'ready' && spool.status().waiting === 0;

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

  test('prints in the order of the sales, each once', async () => {
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

  test('a job of a sale that was rolled back is never printed', async () => {
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
  test('are marked and counted', async () => {
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

describe('a printer that cannot print now', () => {
  test('is dead: the sale is done, the job waits, and prints when the printer is there', async () => {
    const first = await startVirtualPrinter();
    const { port } = first;
    await first.close();
    const spool = tillWith({ port });
    spool.start();
    spool.sell(1);
    spool.sell(2);
    await spool.until(({ status }) => status().state === 'blocked');
    expect(spool.status()).toEqual({ state: 'blocked', code: 'PRINTER-OFFLINE', waiting: 2 });
    expect(spool.stateOf(2)).toBe('queued');
    const printer = await printerThat({ port });
    await spool.until(isReady);
    expect(slipsOn(printer)).toEqual([original(1), original(2)]);
  });

  test.each([
    ['paper is out', { paper: 'out' }, { paper: 'ok' }, 'PRINTER-PAPER'],
    ['the cover is open', { cover: 'open' }, { cover: 'closed' }, 'PRINTER-COVER'],
    ['its knife is stuck', { error: 'cutter' }, { error: 'none' }, 'PRINTER-OFFLINE'],
    ['it is switched off line', { online: false }, { online: true }, 'PRINTER-OFFLINE'],
  ] as const)('%s: nothing is sent until that is over', async (_what, state, repaired, code) => {
    const printer = await printerThat({ state });
    const spool = tillWith(printer);
    spool.start();
    spool.sell(1);
    await spool.until(({ status }) => status().state === 'blocked');
    expect(spool.status()).toMatchObject({ code, waiting: 1 });
    expect(printer.waitingBytes()).toBe(0);
    printer.set(repaired);
    await spool.until(isReady);
    expect(slipsOn(printer)).toEqual([original(1)]);
  });

  test('the drawer does not open later, behind the cashier', async () => {
    const printer = await printerThat({ state: { paper: 'out' } });
    const spool = tillWith(printer);
    spool.start();
    spool.sell(1, { opensDrawer: true });
    await spool.until(({ status }) => status().state === 'blocked');
    printer.set({ paper: 'ok' });
    await spool.until(isReady);
    expect(slipsOn(printer)).toEqual([original(1)]);
    expect(drawerKicks(printer)).toBe(0);
  });

  test('a drawer kick older than its limit is void', async () => {
    const printer = await printerThat();
    let now = NOON;
    const spool = tillWith(printer, { now: () => now });
    spool.sell(1, { opensDrawer: true });
    now = epochMs(NOON + DRAWER_MAX_AGE_MS + 1);
    spool.start();
    await spool.until(isReady);
    expect(drawerKicks(printer)).toBe(0);
  });

  test('the cashier may let a waiting receipt go', async () => {
    const printer = await printerThat({ state: { paper: 'out' } });
    const spool = tillWith(printer);
    spool.start();
    spool.sell(1);
    spool.sell(2);
    await spool.until(({ status }) => status().state === 'blocked');
    const [job] = spool.jobs().filter(({ receiptNumber }) => receiptNumber === 't-1-1-1');
    expect(spool.resolve(job?.id ?? 0, 'skip')).toMatchObject({ ok: true });
    printer.set({ paper: 'ok' });
    await spool.until(isReady);
    expect(slipsOn(printer)).toEqual([original(2)]);
    expect(spool.stateOf(1)).toBe('cancelled');
  });
});

describe('a receipt whose fate is not known', () => {
  test('paper ends in the middle: it is waited for, not sent again', async () => {
    const printer = await printerThat({ state: { paperLeftLines: 5 } });
    const spool = tillWith(printer);
    spool.start();
    spool.sell(1);
    spool.sell(2);
    await spool.until(({ status }) => status().state === 'blocked');
    expect(spool.status()).toEqual({ state: 'blocked', code: 'PRINTER-PAPER', waiting: 2 });
    expect(spool.stateOf(1)).toBe('sending');
    printer.set({ paper: 'ok' });
    await spool.until(isReady);
    expect(slipsOn(printer)).toEqual([original(1), original(2)]);
    expect(spool.stateOf(1)).toBe('confirmed');
  });

  test('the connection breaks after bytes: the cashier is asked, the next receipt goes on', async () => {
    const printer = await printerThat();
    const spool = tillWith(printer);
    spool.start();
    // Past the status questions, inside the slip.
    printer.set({ mode: { kind: 'resets-after', bytes: 40 } });
    spool.sell(1);
    await spool.until(({ status }) => status().state === 'asks');
    expect(spool.stateOf(1)).toBe('unknown');
    printer.set({ mode: { kind: 'normal' } });
    spool.sell(2);
    await spool.until(({ status }) => status().waiting === 0);
    expect(slipsOn(printer).filter((text) => text === original(1)).length).toBeLessThanOrEqual(1);
    expect(slipsOn(printer).at(-1)).toBe(original(2));
    expect(spool.status()).toEqual({ state: 'asks', code: 'PRINTER-UNKNOWN', waiting: 0 });
  });

  async function brokenOff() {
    const printer = await printerThat();
    const spool = tillWith(printer);
    spool.start();
    printer.set({ mode: { kind: 'resets-after', bytes: 40 } });
    spool.sell(1);
    await spool.until(({ status }) => status().state === 'asks');
    printer.set({ mode: { kind: 'normal' } });
    return { printer, spool, jobId: spool.jobs()[0]?.id ?? 0 };
  }

  test('"Yes, it was printed" ends the question', async () => {
    const { printer, spool, jobId } = await brokenOff();
    const before = slipsOn(printer);
    spool.resolve(jobId, 'printed');
    await spool.until(isReady);
    expect(spool.stateOf(1)).toBe('confirmed');
    expect(slipsOn(printer)).toEqual(before);
  });

  test('"Print copy" prints a marked copy and nothing else', async () => {
    const { printer, spool, jobId } = await brokenOff();
    const before = slipsOn(printer);
    spool.resolve(jobId, 'copy');
    spool.resolve(jobId, 'copy');
    await spool.until(isReady);
    expect(slipsOn(printer)).toEqual([...before, copy(1)]);
    expect(spool.stateOf(1)).toBe('superseded');
    expect(spool.stateOf(1, 1)).toBe('confirmed');
  });

  test('"Skip" leaves it at that', async () => {
    const { printer, spool, jobId } = await brokenOff();
    const before = slipsOn(printer);
    spool.resolve(jobId, 'skip');
    await spool.until(isReady);
    expect(spool.stateOf(1)).toBe('cancelled');
    expect(slipsOn(printer)).toEqual(before);
  });

  test('an answer about a job that does not exist is refused', () => {
    expect(tillWith({ port: 9 }).resolve(12, 'printed')).toMatchObject({ ok: false });
  });
});

describe('a printer that never says a word', () => {
  test('prints one receipt and no more, until the cashier says that it came out', async () => {
    const printer = await printerThat({ state: { mode: { kind: 'mute' } } });
    const spool = tillWith(printer);
    spool.start();
    for (const n of [1, 2, 3]) spool.sell(n);
    await spool.until(({ status }) => status().state === 'asks');
    await printer.waitForJob(1);
    expect(spool.status()).toEqual({ state: 'asks', code: 'PRINTER-UNKNOWN', waiting: 2 });
    expect(slipsOn(printer)).toEqual([original(1)]);
    spool.resolve(spool.jobs().at(-1)?.id ?? 0, 'printed');
    await spool.until(isReady);
    expect([1, 2, 3].map((n) => spool.stateOf(n))).toEqual(['confirmed', 'sent', 'sent']);
    await printer.waitForJob(3);
    expect(slipsOn(printer)).toEqual([1, 2, 3].map(original));
  });

  test('is not believed to print when it only takes the bytes', async () => {
    const printer = await printerThat({ state: { mode: { kind: 'never-reads' } } });
    const spool = tillWith(printer);
    spool.start();
    spool.sell(1);
    await spool.until(({ status }) => status().state === 'asks');
    expect(spool.stateOf(1)).toBe('unknown');
  });

  test('and has answered before is off line, so nothing is sent into it', async () => {
    const printer = await printerThat();
    const spool = tillWith(printer);
    spool.start();
    spool.sell(1);
    await spool.until(isReady);
    printer.set({ mode: { kind: 'never-reads' } });
    spool.sell(2);
    await spool.until(({ status }) => status().state === 'blocked');
    expect(spool.status()).toMatchObject({ code: 'PRINTER-OFFLINE', waiting: 1 });
    printer.set({ mode: { kind: 'normal' } });
    await spool.until(isReady);
    expect(slipsOn(printer)).toEqual([original(1), original(2)]);
  });
});

describe('after a crash', () => {
  const crashedIn = (db: DatabaseSync, n: number, state: string) =>
    db
      .prepare('UPDATE print_job SET state = ?, attempts = 1 WHERE receipt_number = ?')
      .run(state, `t-1-1-${n}`);

  test('what was being sent is asked for, what was not is printed', async () => {
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
    expect(spool.stateOf(1)).toBe('unknown');
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
