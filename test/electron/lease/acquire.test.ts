/** A right for one sale, asked for while the line is up. */
import { describe, expect, test } from 'vitest';
import { LEASE_WAIT_MS, MAX_LEASE_TRIES, RECALL_WAIT_MS } from '../../../electron/lease/ask-hq.ts';
import type { FailureCode } from '../../../shared/kernel/failure.ts';
import type { LeaseRequest, LeaseResponse } from '../../../shared/protocol/lease.ts';
import { entryId } from '../../support/builders/entry.ts';
import type { FakeHq } from '../../support/fake-hq/fake-hq.ts';
import { useFakeHq } from '../../support/fake-hq/use-fake-hq.ts';
import { newBasket } from '../../support/till/drafts.ts';
import { type ManualTime, manualTime } from '../../support/till/manual-time.ts';
import {
  ANA_M,
  granted,
  grantingHq,
  held,
  lastEntries,
  lastKinds,
  lastSale,
  openIntents,
  payPoints,
  redeemed,
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

test('RGT-12 what is missing is asked for under an intent that was durable before, and that sale spends it', async () => {
  const hq = await useFakeHq();
  const till = await tillOf(hq, {});
  let kinds: readonly string[] = [];
  hq.says.lease = (request) => {
    kinds = lastKinds(till, 1);
    return grantingHq(hq)(request);
  };
  const before = seqOf(till);
  const view = await till.done('rights.acquire', wanted(100));
  expect(kinds).toEqual(['INTENT']);
  expect(requests(hq)).toMatchObject([{ epoch: 1, owner: ANA_M, asset: 'points', amount: 40 }]);
  expect(view.held).toMatchObject([{ asset: 'points', amount: 100 }]);
  const basket = { ...(await basketWith(till)), id: BASKET };
  await till.done('sale.commit', await spendingDraft(till, { basket, ...payPoints(100) }));
  const { intent } = requests(hq)[0] as LeaseRequest;
  expect(redeemed(lastSale(till).head)).toEqual([
    { asset: 'points', amount: 40, lease: `l-${intent}`, intent },
    { asset: 'points', amount: 60, lease: 'l-1' },
  ]);
  expect(seqOf(till)).toBe(before + 2);
  expect(openIntents(till)).toEqual([]);
  expect(await held(till)).toEqual({});
});

async function basketWith(till: TestTill) {
  const { lines } = await spendingDraft(till);
  return { ...newBasket(500), lines, nextN: 9 };
}

test('RGT-12 what is held already is not asked for', async () => {
  const hq = await useFakeHq();
  const till = await tillOf(hq, {});
  const before = seqOf(till);
  expect(await till.done('rights.acquire', wanted(60))).toMatchObject({ held: [{ amount: 60 }] });
  expect(requests(hq)).toEqual([]);
  expect(seqOf(till)).toBe(before);
});

test('RGT-12 a second question of the same basket asks for the rest; the sale carries both intents', async () => {
  const hq = await useFakeHq();
  const till = await tillOf(hq);
  hq.says.lease = grantingHq(hq);
  await Promise.all([till.done('rights.acquire', wanted(10)), till.done('rights.acquire', wanted(30))]);
  expect(requests(hq).map(({ amount }) => amount)).toEqual([10, 20]);
  const basket = await basketWith(till);
  await till.done('sale.commit', await spendingDraft(till, { basket, ...payPoints(30) }));
  expect(redeemed(lastSale(till).head).map(({ intent }) => intent)).toHaveLength(2);
  expect(openIntents(till)).toEqual([]);
});

describe('RGT-6 RGT-12 a decline is an ABANDON, and says what is possible', () => {
  const declines: readonly (readonly [LeaseResponse, FailureCode, number | null])[] = [
    [{ kind: 'insufficient', largest: 7 }, 'REDEEM-SHORT', 67],
    [{ kind: 'closed' }, 'REDEEM-CHANGED', 60],
    [{ kind: 'refused' }, 'REDEEM-REFUSED', null],
    [{ kind: 'unknown' }, 'REDEEM-SHORT', 60],
  ];
  test.each(declines)('RGT-6 $kind', async (answer, code, largest) => {
    const hq = await useFakeHq();
    const till = await tillOf(hq, {});
    hq.says.lease = () => answer;
    const params = largest === null ? {} : { params: { asset: 'points', largest } };
    expect(await till.call('rights.acquire', wanted(100))).toEqual({
      ok: false,
      failure: { code, ...params },
    });
    expect(lastKinds(till, 2)).toEqual(['INTENT', 'ABANDON']);
    expect(openIntents(till)).toEqual([]);
    expect(await held(till)).toEqual({ points: 60 });
  });

  test('RGT-6 REDEEM-OFFLINE where nobody answers, after a few tries and no wait', async () => {
    const hq = await useFakeHq();
    const till = await tillOf(hq, {});
    await hq.down();
    expect(await till.call('rights.acquire', wanted(100))).toEqual({
      ok: false,
      failure: { code: 'REDEEM-OFFLINE', params: { asset: 'points', largest: 60 } },
    });
    expect(lastKinds(till, 2)).toEqual(['INTENT', 'ABANDON']);
  });

  test('RGT-12 a lost answer is asked for again under the same intent', async () => {
    const hq = await useFakeHq();
    const till = await tillOf(hq);
    hq.says.lease = grantingHq(hq);
    hq.faults('lease', 'answerLost', 'half');
    expect(await till.done('rights.acquire', wanted(25))).toMatchObject({ held: [{ amount: 25 }] });
    expect(new Set(requests(hq).map(({ intent }) => intent)).size).toBe(1);
    expect(requests(hq)).toHaveLength(MAX_LEASE_TRIES);
  });

  test('RGT-12 an HQ that never answers is waited for a few seconds, no longer', async () => {
    const hq = await useFakeHq();
    const till = await tillOf(hq);
    hq.faults('lease', 'hang', 'hang', 'hang');
    const startedAt = performance.now();
    const answer = await till.call('rights.acquire', wanted(25));
    expect(answer).toMatchObject({ failure: { code: 'REDEEM-OFFLINE' } });
    expect(performance.now() - startedAt).toBeLessThan(2 * LEASE_WAIT_MS);
  }, 30_000);

  test('RGT-6 REDEEM-ELSEWHERE where another till holds it and does not give it back in time', async () => {
    const hq = await useFakeHq();
    const { time, nextWait } = recallTime();
    const till = await spendingTill(hq, [granted()], { time });
    hq.says.lease = () => ({ kind: 'recalling', largest: 5 });
    const call = till.call('rights.acquire', wanted(100));
    for (let tries = 1; tries < MAX_LEASE_TRIES; tries += 1) await nextWait();
    expect(await call).toEqual({
      ok: false,
      failure: { code: 'REDEEM-ELSEWHERE', params: { asset: 'points', largest: 65 } },
    });
    expect(lastKinds(till, 1)).toEqual(['ABANDON']);
  });

  test('RGT-12 what another till gives back meanwhile is granted', async () => {
    const hq = await useFakeHq();
    const { time, nextWait } = recallTime();
    const till = await spendingTill(hq, [], { time });
    hq.says.lease = (request) =>
      requests(hq).length === 1 ? { kind: 'recalling', largest: 0 } : grantingHq(hq)(request);
    const call = till.call('rights.acquire', wanted(100));
    await nextWait();
    expect(await call).toMatchObject({ ok: true, value: { held: [{ amount: 100 }] } });
  });
});

/** A time in which it can be seen how often somebody began to wait for a recall. */
function recallTime(): { readonly time: ManualTime; readonly nextWait: () => Promise<void> } {
  const time = manualTime();
  let waits = 0;
  let passed = 0;
  const after: ManualTime['timers']['after'] = (ms, act) => {
    if (ms === RECALL_WAIT_MS) waits += 1;
    return time.timers.after(ms, act);
  };
  return {
    time: { ...time, timers: { after } },
    nextWait: async () => {
      while (waits === passed) await new Promise((resolve) => setImmediate(resolve));
      passed += 1;
      time.pass(RECALL_WAIT_MS);
    },
  };
}

describe('RGT-10 an intent ends with its basket', () => {
  async function asking(): Promise<{ hq: FakeHq; till: TestTill }> {
    const hq = await useFakeHq();
    const till = await tillOf(hq);
    hq.says.lease = grantingHq(hq);
    await till.done('rights.acquire', wanted(25));
    expect(openIntents(till)).toHaveLength(1);
    return { hq, till };
  }

  test('RGT-10 when it is given up, and its right is gone at once', async () => {
    const { till } = await asking();
    await till.done('rights.abandon', { basketId: BASKET });
    expect(lastEntries(till, 1)[0]?.body).toMatchObject({ kind: 'ABANDON', owner: ANA_M });
    const view = await till.done('rights.held', { owner: ANA_M, basketId: BASKET });
    expect(view.held).toEqual([]);
    const told = till.events.filter(({ name }) => name === 'rights').map(({ payload }) => payload);
    expect(told.slice(-2)).toEqual([{ owners: [ANA_M] }, { owners: [ANA_M] }]);
    const before = seqOf(till);
    await till.done('rights.abandon', { basketId: BASKET });
    expect(seqOf(till)).toBe(before);
  });

  test('RGT-10 when another basket is begun', async () => {
    const { till } = await asking();
    await till.done('basket.save', newBasket(500));
    expect(openIntents(till)).toHaveLength(1);
    await till.done('basket.save', newBasket(501));
    expect(openIntents(till)).toEqual([]);
  });

  test('RGT-10 when it is paid without what was asked for, and the sale does not wait for that', async () => {
    const { till } = await asking();
    const basket = await basketWith(till);
    await till.done('sale.commit', await spendingDraft(till, { basket }));
    expect(lastKinds(till, 1)).toEqual(['SALE']);
    till.time.pass(0);
    expect(lastKinds(till, 2)).toEqual(['SALE', 'ABANDON']);
  });

  test('RGT-4 what was asked for one basket is not another’s', async () => {
    const { till } = await asking();
    const other = await till.done('rights.held', { owner: ANA_M, basketId: entryId(501) });
    expect(other.held).toEqual([]);
    await till.done('basket.save', newBasket(500));
    expect(await held(till)).toEqual({ points: 25 });
  });

  test('RGT-6 an answer that comes after it was given up brings nothing back', async () => {
    const hq = await useFakeHq();
    const till = await tillOf(hq);
    hq.says.lease = (request) => {
      void till.call('rights.abandon', { basketId: BASKET });
      return grantingHq(hq)(request);
    };
    expect(await till.call('rights.acquire', wanted(25))).toEqual({
      ok: false,
      failure: { code: 'REDEEM-CHANGED', params: { asset: 'points', largest: 0 } },
    });
    expect(lastKinds(till, 2)).toEqual(['INTENT', 'ABANDON']);
    expect(openIntents(till)).toEqual([]);
  });
});
