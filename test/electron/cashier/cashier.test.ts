import { describe, expect, test } from 'vitest';
import type { CallRequest } from '../../../shared/ipc/contract.ts';
import { LONG_LOCK_MS, SHORT_LOCK_MS } from '../../../shared/shift/lockout.ts';
import { ANA, ION } from '../../support/fake-hq/documents.ts';
import { useFakeHq } from '../../support/fake-hq/use-fake-hq.ts';
import { A_MORNING_MS } from '../../support/till/manual-time.ts';
import { enrolledTill, type TestTill } from '../../support/till/test-till.ts';

const signIn = (till: TestTill, { id, pin }: { id: string; pin: string }) =>
  till.call('cashier.signIn', { cashierId: id, pin } as CallRequest<'cashier.signIn'>);
const WRONG_PIN = '918273';
const wrong = (till: TestTill) => signIn(till, { id: ANA.id, pin: WRONG_PIN });

async function wrongTimes(till: TestTill, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await wrong(till);
}

test('a cashier signs in and out, and both are entries', async () => {
  const till = await enrolledTill(await useFakeHq());
  expect(await signIn(till, ANA)).toMatchObject({ value: { cashier: { id: 'c-ana', name: 'Ana Rusu' } } });
  expect(await signIn(till, ION)).toMatchObject({ value: { cashier: { id: 'c-ion', language: 'ru' } } });
  expect(await till.done('cashier.signOut', null)).toMatchObject({ cashier: null });
  expect(await till.done('cashier.signOut', null)).toMatchObject({ cashier: null });
  const { entries } = await till.done('journal.entries', { afterRevision: 0, limit: 500 });
  expect(entries.filter(({ kind }) => kind === 'LOGIN')).toHaveLength(3);
});

test('neither PINs nor their hashes ever leave main', async () => {
  const till = await enrolledTill(await useFakeHq());
  await signIn(till, ANA);
  await wrong(till);
  const out = JSON.stringify([till.events, till.logged, await till.call('till.status', null)]);
  for (const secret of [ANA.pin, WRONG_PIN, 'argon2', 'pinHash']) expect(out).not.toContain(secret);
});

test('whoever was signed in is not any more after a restart', async () => {
  const till = await enrolledTill(await useFakeHq());
  await signIn(till, ANA);
  expect(await (await till.restart()).done('till.status', null)).toMatchObject({ cashier: null });
});

test('a cashier whom HQ has struck off is signed out and does not get in again', async () => {
  const hq = await useFakeHq();
  const till = await enrolledTill(hq);
  await signIn(till, ION);
  hq.says.staff = hq.says.staff.map((each) => ({ ...each, active: each.id !== ION.id }));
  till.time.pass(60_000);
  await till.session().background.sync.roundNow(60_000);
  expect(await till.done('till.status', null)).toMatchObject({ cashier: null });
  expect(await signIn(till, ION)).toMatchObject({ failure: { code: 'PIN-WRONG' } });
  expect(await signIn(till, { id: 'c-nobody', pin: '1' })).toMatchObject({ failure: { code: 'PIN-WRONG' } });
});

describe('wrong PINs', () => {
  test('PIN-1 five lock for 30 seconds, and the right one clears the count', async () => {
    const till = await enrolledTill(await useFakeHq());
    await wrongTimes(till, 3);
    expect(await wrong(till)).toEqual({ ok: false, failure: { code: 'PIN-WRONG', params: { left: 1 } } });
    expect(await wrong(till)).toEqual({
      ok: false,
      failure: { code: 'PIN-LOCKED', params: { seconds: 30 } },
    });
    expect(await signIn(till, ANA)).toMatchObject({ failure: { code: 'PIN-LOCKED' } });
    till.time.pass(SHORT_LOCK_MS);
    expect(await signIn(till, ANA)).toMatchObject({ ok: true });
    expect(await wrong(till)).toEqual({ ok: false, failure: { code: 'PIN-WRONG', params: { left: 4 } } });
  });

  test('PIN-1 ten lock for half an hour; others are not locked by it', async () => {
    const till = await enrolledTill(await useFakeHq());
    await wrongTimes(till, 5);
    till.time.pass(SHORT_LOCK_MS);
    await wrongTimes(till, 5);
    expect(await signIn(till, ION)).toMatchObject({ ok: true });
    till.time.pass(LONG_LOCK_MS - 1);
    expect(await signIn(till, ANA)).toMatchObject({
      failure: { code: 'PIN-LOCKED', params: { seconds: 1 } },
    });
    till.time.pass(1);
    expect(await signIn(till, ANA)).toMatchObject({ ok: true });
  });

  test('PIN-2 a restart forgets none', async () => {
    const till = await enrolledTill(await useFakeHq());
    await wrongTimes(till, 4);
    const restarted = await till.restart();
    expect(await wrong(restarted)).toMatchObject({ failure: { code: 'PIN-LOCKED' } });
    expect(await signIn(await restarted.restart(), ANA)).toMatchObject({ failure: { code: 'PIN-LOCKED' } });
  });

  test('PIN-1 a thousand tries at once are counted one by one', async () => {
    const till = await enrolledTill(await useFakeHq());
    const answers = await Promise.all(Array.from({ length: 1000 }, () => wrong(till)));
    const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.failure.code));
    expect(codes.filter((code) => code === 'PIN-WRONG').length).toBeLessThanOrEqual(4);
    expect(codes).toContain('CALL-REFUSED');
    expect(codes).not.toContain('ok');
    await wrongTimes(till, 5);
    expect(await signIn(till, ANA)).toMatchObject({ failure: { code: 'PIN-LOCKED' } });
  });

  test('a clock set back a day neither ends a lock nor makes it endless', async () => {
    const till = await enrolledTill(await useFakeHq());
    await wrongTimes(till, 5);
    till.time.setWall(A_MORNING_MS - 86_400_000);
    expect(await signIn(till, ANA)).toMatchObject({
      failure: { code: 'PIN-LOCKED', params: { seconds: 30 } },
    });
    till.time.pass(SHORT_LOCK_MS);
    expect(await signIn(till, ANA)).toMatchObject({ ok: true });
  });
});
