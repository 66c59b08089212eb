import { expect, test } from 'vitest';
import { minor, points } from '../../../shared/kernel/units.ts';
import { useFakeHq } from '../../support/fake-hq/use-fake-hq.ts';
import { saleDraft } from '../../support/till/drafts.ts';
import { enrolledTill, openForSelling, sellingTill } from '../../support/till/test-till.ts';

test('a shift’s Z-report sums what was sold and what should be in the drawer', async () => {
  const till = await sellingTill(await useFakeHq());
  await till.done('sale.commit', saleDraft());
  await till.done('sale.commit', saleDraft({ member: null }));
  const closed = await till.done('shift.close', { countedMinor: minor(59_900) });
  expect(closed.expectedMinor).toBe(60_000);
  const { receipt, memberLabel, copies } = await till.done('journal.receipt', { entryId: closed.entryId });
  expect({ memberLabel, copies }).toEqual({ memberLabel: null, copies: 0 });
  expect(receipt).toMatchObject({
    kind: 'zReport',
    cashierName: 'Ana Rusu',
    sales: { count: 2, totalMinor: minor(10_000) },
    cash: { floatMinor: 50_000, takenMinor: 10_000, expectedMinor: 60_000, countedMinor: 59_900 },
    points: { scale: 1, earned: points(5), members: 1 },
  });
  expect(await till.done('till.status', null)).toMatchObject({ shift: null });
  expect(await till.call('shift.close', { countedMinor: minor(0) })).toMatchObject({
    failure: { code: 'SHIFT-NEEDED' },
  });
});

test('JRN-5 an open shift is still open after a restart, with its sums; opening it again changes nothing', async () => {
  const till = await sellingTill(await useFakeHq());
  await till.done('sale.commit', saleDraft());
  const restarted = await till.restart();
  await openForSelling(restarted);
  expect(await restarted.done('shift.open', { floatMinor: minor(1) })).toMatchObject({
    shift: { floatMinor: 50_000, saleCount: 1 },
  });
  expect(await restarted.done('shift.close', { countedMinor: minor(55_000) })).toMatchObject({
    expectedMinor: 55_000,
  });
});

test('shifts and days need somebody who is signed in', async () => {
  const till = await enrolledTill(await useFakeHq());
  const answers = [
    await till.call('shift.open', { floatMinor: minor(0) }),
    await till.call('shift.close', { countedMinor: minor(0) }),
    await till.call('day.close', null),
    await till.call('receipt.copy', { entryId: saleDraft().basketId }),
    await till.call('member.phoneKeys', { digits: '069123456' }),
  ];
  for (const answer of answers) expect(answer).toMatchObject({ failure: { code: 'SIGN-IN-NEEDED' } });
});

test('a member is looked up by hashes under the store’s key, and not without end', async () => {
  const till = await sellingTill(await useFakeHq());
  const local = await till.done('member.phoneKeys', { digits: '069123456' });
  expect(await till.done('member.phoneKeys', { digits: '37369123456' })).toEqual(local);
  expect(local.phoneHmac).toMatch(/^[0-9a-f]{64}$/);
  let last = await till.call('member.phoneKeys', { digits: '060000000' });
  for (let n = 0; n < 200; n += 1) last = await till.call('member.phoneKeys', { digits: `06000${1000 + n}` });
  expect(last).toMatchObject({ failure: { code: 'CALL-REFUSED' } });
  till.time.pass(60_000);
  expect(await till.call('member.phoneKeys', { digits: '069123456' })).toEqual({ ok: true, value: local });
});
