/** When a right is not asked for at all, and grants that are none. */
import { describe, expect, test } from 'vitest';
import { MAX_OPEN_INTENTS } from '../../../shared/kernel/limits.ts';
import type { LeaseRequest, LeaseResponse } from '../../../shared/protocol/lease.ts';
import { entryId } from '../../support/builders/entry.ts';
import { place } from '../../support/fake-hq/documents.ts';
import type { FakeHq } from '../../support/fake-hq/fake-hq.ts';
import { useFakeHq } from '../../support/fake-hq/use-fake-hq.ts';
import { forkedTill, round } from '../../support/till/recovery.ts';
import {
  ANA_M,
  granted,
  grantingHq,
  HOUR_MS,
  held,
  lastKinds,
  openIntents,
  spendingDraft,
  spendingTill,
} from '../../support/till/spending.ts';
import type { TestTill } from '../../support/till/test-till.ts';

const BASKET = entryId(500);
const wanted = (amount: number, changes: object = {}) => ({
  basketId: BASKET,
  owner: ANA_M,
  asset: 'points' as const,
  amount,
  ...changes,
});
const seqOf = (till: TestTill): number => till.session().desk.journal.tip().seq;
const requests = (hq: FakeHq): readonly LeaseRequest[] =>
  hq.arrivals.flatMap(({ route, body }) => (route === 'lease' ? [body as LeaseRequest] : []));
const tillOf = (hq: FakeHq, ...grants: Parameters<typeof granted>[0][]): Promise<TestTill> =>
  spendingTill(hq, grants.map(granted));

describe('RGT-9 a grant that is none of HQ’s for this chain and intent is refused', () => {
  const forged: readonly (readonly [what: string, changes: Parameters<typeof granted>[0]])[] = [
    ['of another till', { holder: { till: 't-2', epoch: 1 } }],
    ['of another epoch', { holder: { till: 't-1', epoch: 2 } }],
    ['of another member', { owner: 'm-2' }],
    ['of another asset', { asset: 'wallet' }],
    ['for another intent', { intent: 'i-9' }],
    ['for no intent', { intent: null }],
    ['of less than was asked for', { amount: 39, lots: [{ lot: 'e', amount: 39, endsAtMs: null }] }],
    ['of lots that are fewer', { lots: [{ lot: 'e', amount: 39, endsAtMs: null }] }],
    ['that is over', { expiresAtMs: 1_000 }],
  ];
  test.each(forged)('RGT-9 %s', async (_what, changes) => {
    const hq = await useFakeHq();
    const till = await tillOf(hq, {});
    hq.says.lease = grantingHq(hq, changes);
    expect(await till.call('rights.acquire', wanted(100))).toEqual({
      ok: false,
      failure: { code: 'REDEEM-REFUSED' },
    });
    expect(lastKinds(till, 2)).toEqual(['INTENT', 'ABANDON']);
    expect(await held(till)).toEqual({ points: 60 });
  });

  test('RGT-9 one that somebody else has signed', async () => {
    const hq = await useFakeHq();
    const till = await tillOf(hq, {});
    hq.says.lease = (request) => {
      const answer = grantingHq(hq)(request) as Extract<LeaseResponse, { kind: 'granted' }>;
      return { kind: 'granted', grant: { ...answer.grant, sig: 'ab'.repeat(64) } };
    };
    expect(await till.call('rights.acquire', wanted(100))).toMatchObject({
      failure: { code: 'REDEEM-REFUSED' },
    });
    expect(openIntents(till)).toEqual([]);
  });
});

describe('RGT-12 no entry and no request', () => {
  test('RGT-12 REDEEM-CLOCK while the clock is in doubt', async () => {
    const hq = await useFakeHq();
    const till = await tillOf(hq, {});
    till.time.setWall(till.time.clock.wallMs() - HOUR_MS);
    const before = seqOf(till);
    expect(await till.call('rights.acquire', wanted(100))).toEqual({
      ok: false,
      failure: { code: 'REDEEM-CLOCK' },
    });
    expect(seqOf(till)).toBe(before);
  });

  test('RGT-12 in a store that talks to HQ at night only', async () => {
    const hq = await useFakeHq();
    hq.says.place = place({ syncPolicy: { kind: 'window', from: '02:00', to: '03:00', jitterMinutes: 0 } });
    const till = await tillOf(hq, {});
    const before = seqOf(till);
    expect(await till.call('rights.acquire', wanted(100))).toEqual({
      ok: false,
      failure: { code: 'REDEEM-OFFLINE', params: { asset: 'points', largest: 60 } },
    });
    expect(seqOf(till)).toBe(before);
    expect(requests(hq)).toEqual([]);
  });

  test('RGT-12 on a till that HQ has revoked or knows two histories of', async () => {
    const hq = await useFakeHq();
    const till = await forkedTill(hq);
    expect(await till.call('rights.acquire', wanted(1))).toMatchObject({
      failure: { code: 'REDEEM-REFUSED' },
    });
    const other = await useFakeHq();
    const revoked = await tillOf(other);
    other.says.revoked = true;
    revoked.time.pass(15_000);
    await round(revoked);
    expect(await revoked.call('rights.acquire', wanted(1))).toMatchObject({
      failure: { code: 'REDEEM-REFUSED' },
    });
  });

  test('RGT-12 for a basket that is paid, and for nobody on duty', async () => {
    const hq = await useFakeHq();
    const till = await tillOf(hq);
    const draft = await spendingDraft(till);
    await till.done('sale.commit', draft);
    expect(await till.call('rights.acquire', wanted(1, { basketId: draft.basketId }))).toMatchObject({
      failure: { code: 'SALE-DONE' },
    });
    await till.done('cashier.signOut', null);
    expect(await till.call('rights.acquire', wanted(1))).toMatchObject({
      failure: { code: 'SIGN-IN-NEEDED' },
    });
    expect(await till.call('rights.held', { owner: ANA_M })).toMatchObject({
      failure: { code: 'SIGN-IN-NEEDED' },
    });
  });

  test('RGT-12 for the thirty-first card number within a minute', async () => {
    const hq = await useFakeHq();
    const till = await tillOf(hq);
    hq.says.lease = () => ({ kind: 'unknown' });
    const codes: string[] = [];
    for (let n = 0; n < 33; n += 1) {
      const guess = wanted(1, { owner: `card:${1_000 + n}`, asset: 'giftcard' });
      const answer = await till.call('rights.acquire', guess);
      codes.push(answer.ok ? 'ok' : answer.failure.code);
    }
    expect(codes.slice(0, 30)).toEqual(Array(30).fill('REDEEM-SHORT'));
    expect(codes.slice(30)).toEqual(Array(3).fill('CALL-REFUSED'));
  });

  test('RGT-12 for more intents than may be open at once', async () => {
    const hq = await useFakeHq();
    const till = await tillOf(hq);
    hq.says.lease = grantingHq(hq);
    for (let n = 0; n < MAX_OPEN_INTENTS; n += 1)
      await till.done('rights.acquire', wanted(1, { owner: `card:${n}`, asset: 'giftcard' }));
    expect(await till.call('rights.acquire', wanted(1))).toEqual({
      ok: false,
      failure: { code: 'REDEEM-REFUSED' },
    });
    expect(openIntents(till)).toHaveLength(MAX_OPEN_INTENTS);
  });
});
