import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { DRAWER_MAX_AGE_MS } from '../../../electron/printer/spool-attempt.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import {
  copy,
  drawerKicks,
  isReady,
  original,
  printerThat,
  slipsOn,
  tillWith,
} from '../../support/builders/printing-till.ts';
import { NOON } from '../../support/builders/spool.ts';
import { startVirtualPrinter } from '../../support/virtual-printer/virtual-printer.ts';

describe('a printer that cannot print now', () => {
  test('SPL-4 is dead: the sale is done, the job waits, and prints when the printer is there', async () => {
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
  test('SPL-2 paper ends in the middle: it is waited for, not sent again', async () => {
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

  test('SPL-2 the connection breaks after bytes: the cashier is asked, the next receipt goes on', async () => {
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

  test('SPL-3 "Print copy" prints a marked copy and nothing else', async () => {
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

  test('SPL-2 the disk takes nothing while it prints: it is asked about when the disk does, and the queue goes on', async () => {
    const printer = await printerThat();
    const db = new DatabaseSync(':memory:');
    let failures = 0;
    const spool = tillWith(printer, { db, retryWaitMs: (count) => ((failures = count), 5) });
    spool.start();
    spool.sell(1);
    await spool.until(() => spool.stateOf(1) === 'sending');
    db.exec('PRAGMA query_only = ON');
    await expect.poll(() => slipsOn(printer)).toEqual([original(1)]);
    await expect.poll(() => failures).toBeGreaterThan(2);
    expect(spool.stateOf(1)).toBe('sending');
    db.exec('PRAGMA query_only = OFF');
    await spool.until(({ status }) => status().state === 'asks');
    spool.sell(2);
    await expect.poll(() => slipsOn(printer)).toEqual([original(1), original(2)]);
    expect(spool.stateOf(1)).toBe('unknown');
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
