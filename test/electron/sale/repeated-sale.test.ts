import { expect, test } from 'vitest';
import { milli, minor } from '../../../shared/kernel/units.ts';
import { memberRow } from '../../support/builders/basket.ts';
import { useFakeHq } from '../../support/fake-hq/use-fake-hq.ts';
import { saleDraft } from '../../support/till/drafts.ts';
import { sellingTill } from '../../support/till/test-till.ts';

test('JRN-3 the same basket gets the same sale again, even after a restart and before anybody signs in', async () => {
  const till = await sellingTill(await useFakeHq());
  const draft = saleDraft();
  const first = await till.done('sale.commit', draft);
  expect(await till.done('sale.commit', draft)).toEqual(first);
  const restarted = await till.restart();
  const seq = restarted.session().desk.journal.tip().seq;
  expect(await restarted.done('sale.commit', draft)).toEqual(first);
  const renewedRow = { ...draft, member: memberRow({ asOf: 500 }) };
  expect(await restarted.done('sale.commit', renewedRow)).toEqual(first);
  expect(restarted.session().desk.journal.tip().seq).toBe(seq);
});

test('JRN-3 a paid basket with anything else in it is refused', async () => {
  const till = await sellingTill(await useFakeHq());
  const draft = saleDraft();
  await till.done('sale.commit', draft);
  const [line] = draft.lines;
  if (!line) throw new Error('the draft has a line');
  const others = [
    { ...draft, lines: [{ ...line, quantityMilli: milli(1000) }] },
    { ...draft, member: null },
    { ...draft, tenders: [{ kind: 'cash' as const, amountMinor: minor(20_000) }] },
  ];
  for (const other of others)
    expect(await till.call('sale.commit', other)).toEqual({ ok: false, failure: { code: 'SALE-DONE' } });
});

test('another entry’s id is no basket', async () => {
  const till = await sellingTill(await useFakeHq());
  const { entries } = till.session().desk.entries.page(0, 10);
  const boot = entries.find(({ kind }) => kind === 'BOOT');
  const answer = await till.call('sale.commit', {
    ...saleDraft(),
    basketId: boot?.id ?? saleDraft().basketId,
  });
  expect(answer).toEqual({ ok: false, failure: { code: 'SALE-DONE' } });
});
