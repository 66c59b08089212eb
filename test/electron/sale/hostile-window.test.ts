/** What a window under somebody else's control may send as a sale, and that nothing of it is signed. */
import { describe, expect, test } from 'vitest';
import type { SaleDraft } from '../../../shared/ipc/sale-draft.ts';
import { asBusinessDate } from '../../../shared/kernel/business-date.ts';
import { milli, minor, points } from '../../../shared/kernel/units.ts';
import { memberRow } from '../../support/builders/basket.ts';
import { programme } from '../../support/builders/programme.ts';
import { useFakeHq } from '../../support/fake-hq/use-fake-hq.ts';
import { saleDraft } from '../../support/till/drafts.ts';
import { enrolledTill, openForSelling, sellingTill } from '../../support/till/test-till.ts';

const line = saleDraft().lines[0];
if (!line) throw new Error('the usual draft has a line');
const withLine = (changes: object): SaleDraft => ({ ...saleDraft(), lines: [{ ...line, ...changes }] });

const forged: readonly (readonly [what: string, draft: SaleDraft, code: string])[] = [
  [
    'a smaller total',
    { ...saleDraft(), shown: { totalMinor: minor(1), earnedPoints: points(5) } },
    'SALE-MISMATCH',
  ],
  [
    'more points',
    { ...saleDraft(), shown: { totalMinor: minor(5_000), earnedPoints: points(500) } },
    'SALE-MISMATCH',
  ],
  ['points without a member', { ...saleDraft(), member: null }, 'SALE-MISMATCH'],
  [
    'a tier that earns more than was shown',
    { ...saleDraft(), member: memberRow({ tierId: 'silver' }) },
    'SALE-MISMATCH',
  ],
  ['goods under a tax that nobody charges', withLine({ taxId: 'Z' }), 'SALE-MISMATCH'],
  ['half a piece', withLine({ quantityMilli: milli(500) }), 'BASKET-QUANTITY'],
  ['one line number twice', { ...saleDraft(), lines: [line, line] }, 'BASKET-LINE'],
  ['no goods', { ...saleDraft(), lines: [] }, 'BASKET-EMPTY'],
  ['a programme that HQ never signed', { ...saleDraft(), programmeVersion: 99 }, 'SALE-PROGRAMME'],
  ['too little money', saleDraft({ givenMinor: 4_999 }), 'PAY-SHORT'],
  ['no money', { ...saleDraft(), tenders: [] }, 'PAY-SHORT'],
  [
    'more money than there is',
    { ...saleDraft(), tenders: Array(10).fill({ kind: 'cash', amountMinor: minor(10_000_000_000) }) },
    'PAY-LIMIT',
  ],
];

const malformed: readonly (readonly [what: string, draft: unknown])[] = [
  ['another till in the draft', { ...saleDraft(), till: 't-2' }],
  ['effects of its own', { ...saleDraft(), parts: [{ n: 1, effect: 'EARN', asset: 'points', amount: 5 }] }],
  ['a negative quantity', withLine({ quantityMilli: -1000 })],
  ['a fraction of a ban', withLine({ unitPriceMinor: 0.5 })],
  ['a price past the limit', withLine({ unitPriceMinor: 100_000_001 })],
  ['not a number', withLine({ unitPriceMinor: Number.NaN })],
  ['a negative tender', { ...saleDraft(), tenders: [{ kind: 'cash', amountMinor: -5 }] }],
  ['a tender of points', { ...saleDraft(), tenders: [{ kind: 'points', amountMinor: 5000 }] }],
  ['a date that is none', { ...saleDraft(), businessDate: 'today' }],
  ['a basket id that is no UUIDv7', { ...saleDraft(), basketId: '0' }],
  ['more lines than a basket holds', { ...saleDraft(), lines: Array(501).fill(line) }],
  ['a name of a megabyte', withLine({ name: 'x'.repeat(1_000_000) })],
  ['no draft at all', null],
];

describe('SAL-1 the window cannot have signed', () => {
  test.each(forged)('%s', async (_what, draft, code) => {
    const till = await sellingTill(await useFakeHq());
    const before = till.session().desk.journal.tip();
    const answer = await till.call('sale.commit', draft);
    expect(answer).toMatchObject({ ok: false, failure: { code } });
    expect(till.session().desk.journal.tip()).toEqual(before);
  });

  test.each(malformed)('%s', async (_what, draft) => {
    const till = await sellingTill(await useFakeHq());
    const before = till.session().desk.journal.tip();
    const answer = await till.call('sale.commit', draft as SaleDraft);
    expect(answer).toEqual({ ok: false, failure: { code: 'CALL-REFUSED' } });
    expect(till.session().desk.journal.tip()).toEqual(before);
  });

  test('a basket whose texts together are larger than HQ takes', async () => {
    const till = await sellingTill(await useFakeHq());
    const tags = Array.from({ length: 50 }, (_, n) => `${n}`.padEnd(40, 'x'));
    const lines = Array.from({ length: 500 }, (_, n) => ({
      ...line,
      n: n + 1,
      tags,
      quantityMilli: milli(1000),
    }));
    const basket = { id: saleDraft().basketId, lines, nextN: 501, memberId: null };
    const answer = await till.call('sale.commit', saleDraft({ basket, givenMinor: 10_000_000 }));
    expect(answer).toMatchObject({ ok: false, failure: { code: 'BASKET-LIMIT' } });
  });
});

test('PAY-SHORT says what is missing in the cashier’s language', async () => {
  const till = await sellingTill(await useFakeHq());
  const answer = await till.call('sale.commit', saleDraft({ givenMinor: 4_000 }));
  expect(answer).toEqual({ ok: false, failure: { code: 'PAY-SHORT', params: { short: '10,00 lei' } } });
});

test('nobody sells before signing in and opening the shift', async () => {
  const till = await enrolledTill(await useFakeHq());
  expect(await till.call('sale.commit', saleDraft())).toMatchObject({ failure: { code: 'SIGN-IN-NEEDED' } });
  await openForSelling(till);
  await till.done('shift.close', { countedMinor: minor(50_000) });
  expect(await till.call('sale.commit', saleDraft())).toMatchObject({ failure: { code: 'SHIFT-NEEDED' } });
  await till.done('cashier.signOut', null);
  expect(await till.call('sale.commit', saleDraft())).toMatchObject({ failure: { code: 'SIGN-IN-NEEDED' } });
});

test('a programme that ended yesterday or starts tomorrow is not used', async () => {
  const hq = await useFakeHq();
  const ended = programme({ version: 2, effectiveTo: asBusinessDate('2026-11-21') });
  const later = programme({ version: 3, effectiveFrom: asBusinessDate('2026-11-23') });
  const foreign = programme({ version: 4, currencyCode: 'RON' });
  hq.says.programmes = [programme(), ended, later, foreign];
  const till = await sellingTill(hq);
  for (const version of [2, 3, 4])
    expect(await till.call('sale.commit', { ...saleDraft(), programmeVersion: version })).toMatchObject({
      failure: { code: 'SALE-PROGRAMME' },
    });
  expect(await till.done('till.status', null)).toMatchObject({ programmeVersion: 4 });
});
