/** What a window under somebody else's control may say about rights, and that it spends nothing that is not here. */
import { describe, expect, test } from 'vitest';
import type { SaleDraft } from '../../../shared/ipc/sale-draft.ts';
import { asId, type MemberId } from '../../../shared/kernel/ids.ts';
import { minor, points } from '../../../shared/kernel/units.ts';
import { memberRow } from '../../support/builders/basket.ts';
import { useFakeHq } from '../../support/fake-hq/use-fake-hq.ts';
import { saleDraft } from '../../support/till/drafts.ts';
import {
  COFFEE,
  granted,
  held,
  lastSale,
  payPoints,
  redeemed,
  spender,
  spendingProgramme,
  spendingTill,
  TENNER,
} from '../../support/till/spending.ts';
import type { TestTill } from '../../support/till/test-till.ts';

/** Everything the window could wish for, priced as if it were held. */
const rich = [
  { asset: 'points', amount: 10_000 },
  { asset: 'wallet', amount: 10_000 },
  { asset: `coupon:${COFFEE}`, amount: 9 },
] as const;
const millionaire = memberRow({
  balances: rich.map(({ asset }) => ({
    asset,
    available: 1_000_000,
    leased: 1_000_000,
    pending: 0,
    inReview: 0,
    expiring: [],
  })),
});
const draft = (facts: Parameters<typeof saleDraft>[0]): SaleDraft =>
  saleDraft({ programme: spendingProgramme, member: millionaire, held: rich, ...facts });

const seqOf = (till: TestTill): number => till.session().desk.journal.tip().seq;

describe('SAL-13 SAL-1 a forged window', () => {
  const forged: readonly (readonly [what: string, draft: () => SaleDraft, largest: number])[] = [
    ['more points than are held', () => draft(payPoints(61)), 60],
    ['money in the wallet', () => draft({ payment: { walletMinor: minor(1) } }), 0],
    [
      'a figure of its own on a gift card',
      () => draft({ payment: { giftCards: [{ cardId: 'g-1', heldMinor: minor(5_000) }] } }),
      0,
    ],
    [
      'an amount from a gift card',
      () =>
        draft({
          payment: { giftCards: [{ cardId: 'g-1', heldMinor: minor(5_000), amountMinor: minor(100) }] },
        }),
      0,
    ],
    ['a reward twice', () => draft({ claims: [{ ruleId: TENNER, times: 2 }] }), 60],
    ['a coupon that is not here', () => draft({ coupons: [{ couponId: COFFEE }] }), 0],
    [
      'another member of whom nothing is held',
      () => draft({ member: { ...millionaire, id: asId<MemberId>('m-2') }, ...payPoints(10) }),
      0,
    ],
  ];
  test.each(forged)('SAL-13 cannot spend %s', async (_what, made, largest) => {
    const till = await spendingTill(await useFakeHq());
    const before = seqOf(till);
    expect(await till.call('sale.commit', made())).toMatchObject({
      ok: false,
      failure: { code: 'REDEEM-CHANGED', params: { largest } },
    });
    expect(seqOf(till)).toBe(before);
    expect(await held(till)).toEqual({ points: 60 });
  });

  test('SAL-13 cannot spend from another till’s lease, from one that ended, or from a forged grant', async () => {
    const hq = await useFakeHq();
    const till = await spendingTill(hq, [
      granted({ holder: { till: 't-2', epoch: 1 } }),
      granted({ lease: 'l-2', logIndex: 6, holder: { till: 't-1', epoch: 7 } }),
      granted({ lease: 'l-3', logIndex: 7, expiresAtMs: 5_000 }),
    ]);
    expect(await till.call('sale.commit', draft(payPoints(1)))).toMatchObject({
      failure: { code: 'REDEEM-CHANGED', params: { largest: 0 } },
    });
  });

  test('SAL-13 gets main’s own figure signed, whatever it says of a card', async () => {
    const hq = await useFakeHq();
    const till = await spendingTill(hq, [granted({ owner: 'card:g-1', asset: 'giftcard', amount: 700 })]);
    const use = { cardId: 'g-1', heldMinor: minor(99_999), amountMinor: minor(500) };
    await till.done('sale.commit', draft({ payment: { giftCards: [use] } }));
    const { head, body } = lastSale(till);
    expect(redeemed(head)).toEqual([{ asset: 'giftcard', amount: 500, lease: 'l-1' }]);
    expect(body.seen.payment?.giftCards).toEqual([{ ...use, heldMinor: 700 }]);
  });

  test('SAL-1 cannot bring rights, parts or grants of its own', async () => {
    const till = await spendingTill(await useFakeHq());
    const extras = [
      { held: [{ asset: 'points', amount: 500 }] },
      { grants: [{ document: JSON.stringify(granted()), sig: '00' }] },
      { parts: [{ n: 1, effect: 'REDEEM', asset: 'points', amount: 5, lease: 'l-1' }] },
    ];
    for (const extra of extras)
      expect(await till.call('sale.commit', { ...draft({}), ...extra })).toEqual({
        ok: false,
        failure: { code: 'CALL-REFUSED' },
      });
  });

  test('SAL-1 cannot pay less money than the engine leaves to pay', async () => {
    const till = await spendingTill(await useFakeHq());
    const asked = draft({ ...payPoints(60), member: spender, givenMinor: 10 });
    expect(await till.call('sale.commit', asked)).toMatchObject({ failure: { code: 'PAY-SHORT' } });
    expect(await held(till)).toEqual({ points: 60 });
  });
});

describe('IPC-1 calls about rights', () => {
  const odd: readonly (readonly [what: string, name: 'rights.held' | 'rights.acquire', asked: object])[] = [
    ['no owner', 'rights.held', { owner: '' }],
    ['an owner of a kilobyte', 'rights.held', { owner: 'x'.repeat(1_000) }],
    ['no basket', 'rights.acquire', { basketId: '0', owner: 'm-1', asset: 'points', amount: 1 }],
    ['an asset that is none', 'rights.acquire', { asset: 'gold' }],
    ['nothing', 'rights.acquire', { amount: 0 }],
    ['less than nothing', 'rights.acquire', { amount: -5 }],
    ['half a point', 'rights.acquire', { amount: 0.5 }],
    ['more than there are numbers', 'rights.acquire', { amount: 2 ** 60 }],
    ['an intent of its own', 'rights.acquire', { intent: 'i-1' }],
  ];
  test.each(odd)('IPC-1 with %s are refused', async (_what, name, asked) => {
    const till = await spendingTill(await useFakeHq());
    const usual = { basketId: saleDraft().basketId, owner: 'm-1', asset: 'points', amount: 1 };
    const request = name === 'rights.acquire' ? { ...usual, ...asked } : asked;
    expect(await till.call(name, request as never)).toEqual({ ok: false, failure: { code: 'CALL-REFUSED' } });
  });

  test('IPC-1 with names of objects’ own parts find nothing', async () => {
    const till = await spendingTill(await useFakeHq());
    for (const owner of ['__proto__', 'constructor', 'toString'])
      expect(await held(till, owner as never)).toEqual({});
    expect(await till.done('rights.abandon', { basketId: saleDraft().basketId })).toBeNull();
  });
});

test('SAL-13 what a member spends here cannot be more than HQ’s row says, whatever is held', async () => {
  const till = await spendingTill(await useFakeHq());
  const poor = memberRow({
    balances: [{ asset: 'points', available: 5, leased: 0, pending: 0, inReview: 0, expiring: [] }],
  });
  const asked = saleDraft({
    programme: spendingProgramme,
    member: poor,
    held: rich,
    payment: { points: points(6) },
  });
  expect(await till.call('sale.commit', asked)).toMatchObject({ failure: { code: 'REDEEM-CHANGED' } });
});
