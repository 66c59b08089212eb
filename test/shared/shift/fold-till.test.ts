import { expect, test } from 'vitest';
import { asId, type CashierId, type MemberId } from '../../../shared/kernel/ids.ts';
import { minor } from '../../../shared/kernel/units.ts';
import type { EntryBody } from '../../../shared/ledger/body.ts';
import type { EntryHead } from '../../../shared/ledger/entry.ts';
import { foldTill } from '../../../shared/shift/fold-till.ts';
import { initialTillState, type TillState } from '../../../shared/shift/till-state.ts';
import { entryHead } from '../../support/builders/entry.ts';

const fold = (...entries: readonly [Partial<EntryHead>, EntryBody | null][]): TillState =>
  entries.reduce(
    (state, [head, body], index) => foldTill(state, entryHead({ seq: index + 1, ...head }), body),
    initialTillState,
  );

const signIn = [{ kind: 'LOGIN' }, { kind: 'LOGIN', action: 'signIn' }] as const;
const openShift = [{ kind: 'SHIFT_OPEN' }, { kind: 'SHIFT_OPEN', floatMinor: minor(50_000) }] as const;
const sale = (grossMinor: number, earned: number): [Partial<EntryHead>, null] => [
  {
    kind: 'SALE',
    member: asId<MemberId>('m-1'),
    parts: earned ? [{ n: 1, effect: 'EARN', asset: 'points', amount: earned }] : [],
    totals: {
      grossMinor: minor(grossMinor),
      discountMinor: minor(0),
      tenderMinor: minor(grossMinor),
      currency: 'MDL',
    },
  },
  null,
];

test('JRN-5 a shift’s sums are a fold of its entries', () => {
  const state = fold([...signIn], [...openShift], sale(10_000, 10), sale(5_050, 0));
  expect(state.cashier).toBe('c-ana');
  expect(state.shift).toMatchObject({
    saleCount: 2,
    saleTotalMinor: 15_050,
    cashTakenMinor: 15_050,
    floatMinor: 50_000,
    pointsEarned: 10,
    memberSaleCount: 2,
  });
  expect(state.day.SALE).toEqual({ count: 2, totalMinor: 15_050 });
});

test('JRN-5 closing the shift ends it; closing the day starts its sums anew', () => {
  const closed = fold([...signIn], [...openShift], sale(10_000, 10), [{ kind: 'SHIFT_CLOSE' }, null]);
  expect(closed.shift).toBeNull();
  const ended = fold(sale(10_000, 10), [{ kind: 'DAY_CLOSE' }, null]);
  expect(ended.day).toEqual({});
});

test('JRN-5 a restart signs the cashier out and keeps the shift', () => {
  const state = fold([...signIn], [...openShift], [{ kind: 'BOOT' }, null]);
  expect(state.cashier).toBeNull();
  expect(state.shift).not.toBeNull();
});

test('PIN-2 wrong PINs are counted from the chain', () => {
  const wrong = [
    { kind: 'LOCKOUT', cashier: null },
    { kind: 'LOCKOUT', triedCashier: asId<CashierId>('c-ana') },
  ] as [Partial<EntryHead>, EntryBody];
  expect(fold(wrong, wrong).lockouts['c-ana']?.failures).toBe(2);
  expect(fold(wrong, wrong, [...signIn]).lockouts).toEqual({});
});
