/** Spending what this till holds, without any line. */
import { describe, expect, test } from 'vitest';
import { points } from '../../../shared/kernel/units.ts';
import type { SignedText } from '../../../shared/ledger/body.ts';
import { checkSale } from '../../../shared/ledger/check-sale.ts';
import { compileProgramme } from '../../../shared/loyalty/compile/compile-programme.ts';
import { useFakeHq } from '../../support/fake-hq/use-fake-hq.ts';
import {
  ANA_M,
  COFFEE,
  granted,
  HOUR_MS,
  held,
  lastSale,
  payPoints,
  redeemed,
  spender,
  spendingDraft,
  spendingProgramme,
  spendingTill,
  TENNER,
} from '../../support/till/spending.ts';
import type { TestTill } from '../../support/till/test-till.ts';

const seqOf = (till: TestTill): number => till.session().desk.journal.tip().seq;
const compiled = compileProgramme(spendingProgramme);

test('SAL-13 points are spent without a line from what the till holds, in one entry', async () => {
  const hq = await useFakeHq();
  const till = await spendingTill(hq);
  await hq.down();
  expect(await held(till)).toEqual({ points: 60 });
  const before = seqOf(till);
  const done = await till.done('sale.commit', await spendingDraft(till, payPoints(45)));
  expect(seqOf(till)).toBe(before + 1);
  expect(done.receipt.number).toBe(`t-1-1-${done.seq}`);
  const { head, body } = lastSale(till);
  expect(redeemed(head)).toEqual([{ asset: 'points', amount: 45, lease: 'l-1' }]);
  expect(body.grants).toEqual([hq.says.sign(granted())] satisfies SignedText[]);
  expect(body.seen.held).toEqual([{ asset: 'points', amount: 60 }]);
  expect(checkSale({ head, body, compiled })).toBeNull();
  expect(await held(till)).toEqual({ points: 15 });
});

test('SAL-13 the next spend goes on with the same lease and carries no grant; a restart forgets nothing of it', async () => {
  const hq = await useFakeHq();
  const till = await spendingTill(hq);
  await hq.down();
  await till.done('sale.commit', await spendingDraft(till, payPoints(45)));
  const again = await till.restart();
  await again.done('cashier.signIn', { cashierId: 'c-ana', pin: '112233' } as never);
  expect(await held(again)).toEqual({ points: 15 });
  await again.done('sale.commit', await spendingDraft(again, payPoints(15)));
  const { head, body } = lastSale(again);
  expect(redeemed(head)).toEqual([{ asset: 'points', amount: 15, lease: 'l-1' }]);
  expect(body.grants).toBeUndefined();
  expect(await held(again)).toEqual({});
});

test('RGT-5 a spend over two leases is one entry with a part for each, the earlier end first', async () => {
  const hq = await useFakeHq();
  const end = granted().expiresAtMs;
  const till = await spendingTill(hq, [
    granted({ amount: 30, expiresAtMs: end }),
    granted({ lease: 'l-2', logIndex: 6, amount: 40, expiresAtMs: end - HOUR_MS }),
  ]);
  await till.done('sale.commit', await spendingDraft(till, payPoints(60)));
  const { head, body } = lastSale(till);
  expect(redeemed(head)).toEqual([
    { asset: 'points', amount: 40, lease: 'l-2' },
    { asset: 'points', amount: 20, lease: 'l-1' },
  ]);
  expect(body.grants).toHaveLength(2);
  expect(checkSale({ head, body, compiled })).toBeNull();
  const second = { ...head, parts: head.parts.map((part) => ({ ...part, amount: part.amount + 1 })) };
  expect(checkSale({ head: second, body, compiled })).toBe('parts');
});

test('SAL-13 wallet, gift card, coupon and reward are paid from rights like points', async () => {
  const hq = await useFakeHq();
  const till = await spendingTill(hq, [
    granted(),
    granted({ lease: 'l-w', logIndex: 6, asset: 'wallet', amount: 900 }),
    granted({ lease: 'l-c', logIndex: 7, asset: `coupon:${COFFEE}`, amount: 1 }),
    granted({ lease: 'l-g', logIndex: 8, owner: 'card:g-1', asset: 'giftcard', amount: 1_500 }),
  ]);
  await hq.down();
  expect(await held(till, 'card:g-1')).toEqual({ giftcard: 1_500 });
  const draft = await spendingDraft(till, {
    claims: [{ ruleId: TENNER }],
    coupons: [{ couponId: COFFEE }],
    payment: {
      walletMinor: 400 as never,
      giftCards: [{ cardId: 'g-1', heldMinor: 1_500 as never }],
    },
  });
  await till.done('sale.commit', draft);
  const { head, body } = lastSale(till);
  expect(redeemed(head)).toEqual([
    { asset: 'points', amount: 50, lease: 'l-1' },
    { asset: 'wallet', amount: 400, lease: 'l-w' },
    { asset: 'giftcard', amount: 1_500, lease: 'l-g' },
    { asset: `coupon:${COFFEE}`, amount: 1, lease: 'l-c' },
  ]);
  expect(checkSale({ head, body, compiled })).toBeNull();
  expect(await held(till)).toEqual({ points: 10, wallet: 500 });
  expect(await held(till, 'card:g-1')).toEqual({});
});

test('JRN-3 a sale that spent is given again to the same basket, also where the card has nothing left', async () => {
  const hq = await useFakeHq();
  const card = granted({ owner: 'card:g-1', asset: 'giftcard', amount: 700 });
  const till = await spendingTill(hq, [card]);
  const payment = { giftCards: [{ cardId: 'g-1', heldMinor: 700 as never }] };
  const draft = await spendingDraft(till, { payment });
  const done = await till.done('sale.commit', draft);
  expect(await till.done('sale.commit', draft)).toEqual(done);
});

test('BAL-1 what was spent here is gone from the balance that the receipt shows, at once', async () => {
  const till = await spendingTill(await useFakeHq());
  const first = await till.done('sale.commit', await spendingDraft(till, payPoints(45)));
  expect(first.receipt.loyalty).toMatchObject({ availablePoints: points(55) });
  const second = await till.done('sale.commit', await spendingDraft(till));
  expect(second.receipt.loyalty).toMatchObject({ availablePoints: points(55) });
});

test('RGT-3 slices that are over by chain time are not spent', async () => {
  const hq = await useFakeHq();
  const now = granted().grantedAtMs;
  const lots = [
    { lot: 'e-1#1', amount: 20, endsAtMs: now + HOUR_MS },
    { lot: 'e-2#1', amount: 40, endsAtMs: null },
  ];
  const till = await spendingTill(hq, [granted({ lots })]);
  expect(await held(till)).toEqual({ points: 60 });
  till.time.pass(HOUR_MS);
  expect(await held(till)).toEqual({ points: 40 });
});

test('R8 a lease that has ended spends nothing', async () => {
  const hq = await useFakeHq();
  const till = await spendingTill(hq);
  await hq.down();
  const draft = await spendingDraft(till, payPoints(45));
  till.time.pass(granted().expiresAtMs - till.time.clock.wallMs() - 1);
  expect(await held(till)).toEqual({ points: 60 });
  till.time.pass(1);
  expect(await held(till)).toEqual({});
  expect(await till.call('sale.commit', { ...draft, businessDate: '2026-11-25' as never })).toMatchObject({
    failure: { code: 'REDEEM-CHANGED', params: { asset: 'points', largest: 0 } },
  });
});

describe('what is not held is not signed', () => {
  test('REDEEM-CHANGED where less is held than the window was told, with what is left', async () => {
    const till = await spendingTill(await useFakeHq());
    const two = [await spendingDraft(till, payPoints(45)), await spendingDraft(till, payPoints(45))] as const;
    await till.done('sale.commit', two[0]);
    const before = seqOf(till);
    expect(await till.call('sale.commit', two[1])).toEqual({
      ok: false,
      failure: { code: 'REDEEM-CHANGED', params: { asset: 'points', largest: 15 } },
    });
    expect(seqOf(till)).toBe(before);
  });

  test('REDEEM-CHANGED for a reward or a coupon whose right is gone', async () => {
    const hq = await useFakeHq();
    const coupon = granted({ lease: 'l-c', logIndex: 6, asset: `coupon:${COFFEE}`, amount: 1 });
    const till = await spendingTill(hq, [granted(), coupon]);
    const wishes = [{ claims: [{ ruleId: TENNER }] }, { coupons: [{ couponId: COFFEE }] }];
    for (const wish of wishes) {
      const [used, late] = [await spendingDraft(till, wish), await spendingDraft(till, wish)];
      await till.done('sale.commit', used);
      expect(await till.call('sale.commit', late)).toMatchObject({ failure: { code: 'REDEEM-CHANGED' } });
    }
  });

  test('REDEEM-CLOCK while the clock is in doubt; selling without it goes on', async () => {
    const till = await spendingTill(await useFakeHq());
    const draft = await spendingDraft(till, payPoints(45));
    const claim = await spendingDraft(till, { claims: [{ ruleId: TENNER }] });
    till.time.setWall(till.time.clock.wallMs() - HOUR_MS);
    const view = await till.done('rights.held', { owner: ANA_M });
    expect(view.isClockSuspect).toBe(true);
    for (const asked of [draft, claim])
      expect(await till.call('sale.commit', asked)).toEqual({ ok: false, failure: { code: 'REDEEM-CLOCK' } });
    await till.done('sale.commit', await spendingDraft(till, { held: [], member: spender }));
    expect(lastSale(till).body.seen.held).toEqual([]);
  });
});
