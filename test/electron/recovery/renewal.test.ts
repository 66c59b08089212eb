/** A restored disk, from the first contact with HQ to selling under a new epoch. */
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadIdentity } from '../../../electron/keys/identity-file.ts';
import { createLog } from '../../../electron/log/log.ts';
import { renewByCode } from '../../../electron/recovery/ask-renewal.ts';
import {
  completeRenewal,
  RENEWAL_STEPS,
  type RenewalStep,
} from '../../../electron/recovery/complete-renewal.ts';
import { renewalFile, renewalPath } from '../../../electron/recovery/pending-renewal.ts';
import { callHandlers, RENEWAL_WAIT_MS } from '../../../electron/till/handlers.ts';
import type { TillOptions } from '../../../electron/till/till-options.ts';
import { failure } from '../../../shared/kernel/failure.ts';
import { fail } from '../../../shared/kernel/result.ts';
import { basketOf, product } from '../../support/builders/basket.ts';
import { place } from '../../support/fake-hq/documents.ts';
import { CODE, type FakeHq } from '../../support/fake-hq/fake-hq.ts';
import { useFakeHq } from '../../support/fake-hq/use-fake-hq.ts';
import { newBasket, saleDraft } from '../../support/till/drafts.ts';
import { forkedTill, heldIds, link, restoredCopy, round, sell, signIn } from '../../support/till/recovery.ts';
import { sellingTill, type TestTill, testVault } from '../../support/till/test-till.ts';

const code = { hqUrl: null, code: CODE };
const basket = { ...newBasket(77), lines: basketOf({ product: product(), pieces: 3 }).lines, nextN: 2 };
/** Nobody listens there, so receipts wait. */
const DEAD_PRINTER = 'tcp://127.0.0.1:9';

const epochOf = (till: TestTill): number => till.session().identity.epoch;

test('EPO-2 a restored disk sells on, says what is the matter, and everything it sold stands at HQ once', async () => {
  const hq = await useFakeHq();
  const till = await forkedTill(hq);
  expect(await link(till)).toBe('fork');
  await sell(till, 2);
  await round(till);
  expect(await till.done('till.status', null)).toMatchObject({ hq: { link: 'fork', unsent: 0 } });
  const ids = heldIds(hq, [1]);
  expect(new Set(ids).size).toBe(ids.length);
  const { entries } = till.session().desk.entries.page(0, 500);
  for (const { id } of entries) expect(ids).toContain(id);
});

test('EPO-3 a code ends the old epoch: basket, shift and receipts stay, the cashier signs in again', async () => {
  const hq = await useFakeHq();
  const till = await forkedTill(hq, { printerUrl: DEAD_PRINTER });
  await till.done('basket.save', basket);
  const before = await till.done('till.status', null);
  const waiting = await till.done('spool.jobs', null);
  expect(waiting.length).toBeGreaterThan(0);
  const after = await till.done('till.enrol', code);
  expect(after).toMatchObject({ cashier: null, shift: before.shift, hq: { link: 'online', unsent: 0 } });
  expect(epochOf(till)).toBe(2);
  expect(await till.done('basket.load', null)).toEqual(basket);
  const openNow = await till.done('spool.jobs', null);
  expect(openNow.map(({ id, entryId }) => [id, entryId])).toEqual(
    waiting.map(({ id, entryId }) => [id, entryId]),
  );
  for (const { entryId } of waiting)
    expect(await till.done('journal.receipt', { entryId })).toMatchObject({ receipt: { kind: 'sale' } });
  const [first] = hq.book(2).held;
  expect(first?.head).toMatchObject({ kind: 'CHECKPOINT', seq: 1, epoch: 2 });
  const kinds = [...hq.book(1).held, ...hq.book(1).evidence].map(({ head }) => head.kind);
  expect(kinds).toContain('SEAL');
  await signIn(till);
  const sale = await till.done('sale.commit', saleDraft({ basket }));
  expect(sale.receipt.number).toBe(`t-1-2-${sale.seq}`);
  await round(till);
  expect(hq.book(2).held.map(({ head }) => head.id)).toContain(sale.entryId);
  expect(readdirSync(join(till.userData, 'segments'))).toEqual(['1-000001.sqlite']);
  expect(existsSync(renewalPath(till.userData))).toBe(false);
});

test('EPO-3 what was sold before the code and not sent goes out under the old number afterwards', async () => {
  const hq = await useFakeHq();
  const till = await restoredCopy(hq);
  await signIn(till);
  await round(till);
  expect(await link(till)).toBe('fork');
  await sell(till, 3);
  const ids = till
    .session()
    .desk.entries.page(0, 500)
    .entries.map(({ id }) => id);
  await till.done('till.enrol', code);
  await round(till);
  expect(await till.done('till.status', null)).toMatchObject({ hq: { unsent: 0 }, older: { unsent: 0 } });
  const held = heldIds(hq, [1]);
  for (const id of ids) expect(held).toContain(id);
});

test('EPO-3 a code for another till changes nothing here', async () => {
  const hq = await useFakeHq();
  const till = await forkedTill(hq);
  hq.says.place = { ...place(), till: { id: 't-9' as never, name: 'Casa 9' } };
  expect(await till.call('till.enrol', code)).toMatchObject({ failure: { code: 'ENROL-OTHER-TILL' } });
  expect(epochOf(till)).toBe(1);
  expect(existsSync(renewalPath(till.userData))).toBe(false);
  expect(await till.call('sale.commit', saleDraft())).toMatchObject({ ok: true });
});

test.each([
  ['HQ does not know', { refuse: 'CODE_INVALID' }, 'ENROL-CODE'],
  ['HQ never hears of', 'deaf', 'HQ-UNREACHABLE'],
] as const)('a code that %s changes nothing here', async (_what, fault, failure) => {
  const hq = await useFakeHq();
  const till = await forkedTill(hq);
  hq.faults('enrol', fault);
  expect(await till.call('till.enrol', code)).toMatchObject({ failure: { code: failure } });
  expect(epochOf(till)).toBe(1);
  expect(await till.call('sale.commit', saleDraft())).toMatchObject({ ok: true });
});

test('a till in order takes no code', async () => {
  const till = await sellingTill(await useFakeHq());
  expect(await till.call('till.enrol', code)).toMatchObject({ failure: { code: 'ENROL-DONE' } });
});

test('EPO-3 a till that HQ has blocked is renewed by a code too', async () => {
  const hq = await useFakeHq();
  const till = await sellingTill(hq);
  hq.faults('push', { refuse: 'REVOKED' });
  await round(till);
  expect(await link(till)).toBe('refused');
  expect(await till.done('till.enrol', code)).toMatchObject({ hq: { link: 'online' } });
  expect(epochOf(till)).toBe(2);
});

describe('EPO-4 a till that dies', () => {
  test.each(RENEWAL_STEPS)(
    'after the step "%s" starts in the new epoch and has lost nothing',
    async (step) => {
      const hq = await useFakeHq();
      const till = await forkedTill(hq, { printerUrl: DEAD_PRINTER });
      await till.done('basket.save', basket);
      const { shift } = await till.done('till.status', null);
      const waiting = (await till.done('spool.jobs', null)).map(({ entryId }) => entryId);
      await till.till.stop();
      await dieAt(till, step);
      const started = await till.restart();
      expect(await started.done('till.status', null)).toMatchObject({ shift, journal: { state: 'ok' } });
      expect(epochOf(started)).toBe(2);
      expect(await started.done('basket.load', null)).toEqual(basket);
      expect((await started.done('spool.jobs', null)).map(({ entryId }) => entryId)).toEqual(waiting);
      await signIn(started);
      await sell(started, 2);
      await round(started);
      await expectAllDelivered(started, hq);
      expect(existsSync(renewalPath(started.userData))).toBe(false);
      const again = await started.restart();
      expect(epochOf(again)).toBe(2);
    },
  );

  test('before HQ has granted anything starts as it was', async () => {
    const hq = await useFakeHq();
    const till = await forkedTill(hq);
    renewalFile(till.userData, testVault()).write({ v: 1, kind: 'asked', epoch: 7, seed: 'ab'.repeat(32) });
    const started = await till.restart();
    expect(epochOf(started)).toBe(1);
    await signIn(started);
    expect(await started.call('sale.commit', saleDraft())).toMatchObject({ ok: true });
  });
});

test('EPO-7 a call between two epochs waits for the new one, and says TILL-RENEWING when that takes too long', async () => {
  const { till, time } = await sellingTill(await useFakeHq());
  let end = (): void => undefined;
  const renewal = new Promise<void>((resolve) => {
    end = resolve;
  });
  let isOpen = false;
  const between = {
    ...till,
    session: () => (isOpen ? till.session() : fail(failure('TILL-RENEWING'))),
    renewed: () => (isOpen ? null : renewal),
  };
  const handlers = callHandlers(between, { clock: time.clock, timers: time.timers } as TillOptions);
  const late = handlers['basket.load'](null);
  time.pass(RENEWAL_WAIT_MS);
  expect(await late).toEqual({ ok: false, failure: { code: 'TILL-RENEWING' } });
  const early = handlers['basket.load'](null);
  isOpen = true;
  end();
  expect(await early).toEqual({ ok: true, value: null });
});

/** Does what the till does, up to a step, and ends there as a kill would. */
async function dieAt(till: TestTill, last: RenewalStep): Promise<void> {
  const log = createLog((line) => till.logged.push(line));
  const vault = testVault();
  const file = renewalFile(till.userData, vault);
  const { clock, timers } = till.time;
  const stored = loadIdentity(till.userData, vault);
  if (stored.kind !== 'found') throw new Error('the till has an identity');
  const old = stored.identity;
  const random = (count: number) => new Uint8Array(randomBytes(count));
  const options = { userData: till.userData, vault, clock, timers, log, random };
  const granted = await renewByCode({ options, file, old }, { code: CODE, reason: 'fork' });
  if (!granted.ok) throw new Error(granted.failure.code);
  const onStep = (step: RenewalStep): void => {
    if (step === last) throw new Error('killed');
  };
  const renewal = { options, file, granted: granted.value, old, place: place(), onStep };
  expect(() => completeRenewal(renewal)).toThrow('killed');
}

async function expectAllDelivered(till: TestTill, hq: FakeHq): Promise<void> {
  expect(await till.done('till.status', null)).toMatchObject({ hq: { link: 'online', unsent: 0 } });
  const ids = heldIds(hq, [1, 2]);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id } of till.session().desk.entries.page(0, 500).entries) expect(ids).toContain(id);
}
