import { expect, test } from 'vitest';
import { asId, type EntryId, type MemberId, type RuleId } from '../../../shared/kernel/ids.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import { memberRow } from '../../support/builders/basket.ts';
import { baseRule, programme } from '../../support/builders/programme.ts';
import { ANA } from '../../support/fake-hq/documents.ts';
import { useFakeHq } from '../../support/fake-hq/use-fake-hq.ts';
import { saleDraft } from '../../support/till/drafts.ts';
import { A_MORNING_MS } from '../../support/till/manual-time.ts';
import { sellingTill, type TestTill } from '../../support/till/test-till.ts';

const WELCOME = asId<RuleId>('welcome');

/** Five points once a day for a member, beside the base rate. */
const limited = programme({
  rules: [
    baseRule(),
    baseRule({
      id: WELCOME,
      give: { kind: 'earnFixed', amount: 5 },
      limits: { timesPerMemberDay: 1, timesPerCashierDay: 3 },
    }),
  ],
});

async function shop(sold: Programme = limited): Promise<TestTill> {
  const hq = await useFakeHq();
  hq.says.programmes = [sold];
  return sellingTill(hq);
}

const usage = (till: TestTill, id = 'm-1') =>
  till.done('sale.usage', { programmeVersion: 1, member: { id: asId<MemberId>(id), asOf: 10 } });

test('SAL-9 SAL-11 what a limited rule gave today is told to the window, signed by main, and given no second time', async () => {
  const till = await shop();
  expect(await usage(till)).toEqual([]);
  const first = await till.done('sale.commit', saleDraft({ programme: limited }));
  expect(first.receipt.loyalty?.earnedPoints).toBe(10);
  const told = await usage(till);
  expect(told).toEqual([{ ruleId: WELCOME, memberToday: 1, cashierToday: 1, memberSinceRow: 1, inAll: 0 }]);
  const blind = saleDraft({ programme: limited });
  expect(await till.call('sale.commit', blind)).toMatchObject({ failure: { code: 'SALE-MISMATCH' } });
  const knowing = saleDraft({ programme: limited, usage: told });
  const second = await till.done('sale.commit', knowing);
  expect(second.receipt.loyalty?.earnedPoints).toBe(5);
  const body = till.session().desk.entries.byId(knowing.basketId)?.body;
  expect(body).toMatchObject({ seen: { usage: told, place: { channel: 'till' } } });
  expect(body).not.toHaveProperty('uses');
});

test('SAL-11 a restart forgets no use, and another member has their own', async () => {
  const till = await shop();
  await till.done('sale.commit', saleDraft({ programme: limited }));
  const again = await till.restart();
  await again.done('cashier.signIn', { cashierId: asId(ANA.id), pin: ANA.pin });
  expect(await usage(again)).toEqual([
    { ruleId: WELCOME, memberToday: 1, cashierToday: 1, memberSinceRow: 1, inAll: 0 },
  ]);
  expect(await usage(again, 'm-2')).toEqual([
    { ruleId: WELCOME, memberToday: 0, cashierToday: 1, memberSinceRow: 0, inAll: 0 },
  ]);
});

test('SAL-12 once a member’s row contains a use, it is not counted a second time', async () => {
  const till = await shop();
  await till.done('sale.commit', saleDraft({ programme: limited }));
  await till.session().background.sync.roundNow(60_000);
  const row = memberRow({ asOf: 1_000 });
  const told = await till.done('sale.usage', { programmeVersion: 1, member: { id: row.id, asOf: row.asOf } });
  expect(told).toEqual([{ ruleId: WELCOME, memberToday: 1, cashierToday: 1, memberSinceRow: 0, inAll: 0 }]);
});

test('SAL-7 a sale priced some minutes ago is signed as it was priced', async () => {
  const till = await sellingTill(await useFakeHq());
  const now = minuteNow(till);
  const paid = saleDraft({ minute: now - 5 });
  await till.done('sale.commit', paid);
  expect(minuteIn(till, paid)).toBe(now - 5);
});

test('SAL-7 after a jump of the clock a sale is signed with main’s minute where it costs what was shown', async () => {
  const till = await sellingTill(await useFakeHq());
  const now = minuteNow(till);
  const earlier = saleDraft({ minute: now - 11 });
  await till.done('sale.commit', earlier);
  expect(minuteIn(till, earlier)).toBe(now);
});

test('SAL-7 a price of another hour is not signed: what counts now is shown first', async () => {
  const hours = { fromMinute: minuteNow() - 60, toMinute: minuteNow() - 5 };
  const morning = programme({
    rules: [baseRule(), baseRule({ id: WELCOME, when: { hours }, give: { kind: 'earnFixed', amount: 5 } })],
  });
  const till = await shop(morning);
  const shown = saleDraft({ programme: morning, minute: hours.toMinute - 10 });
  expect(await till.call('sale.commit', shown)).toMatchObject({ failure: { code: 'SALE-MISMATCH' } });
  const again = saleDraft({ programme: morning, minute: minuteNow(till) });
  const done = await till.done('sale.commit', again);
  expect(done.receipt.loyalty?.earnedPoints).toBe(5);
});

const minuteIn = (till: TestTill, { basketId }: { readonly basketId: EntryId }) => {
  const body = till.session().desk.entries.byId(basketId)?.body;
  return body?.kind === 'SALE' ? body.seen.clock.minute : undefined;
};

/** Of Chișinău in winter: two hours ahead of UTC. */
function minuteNow(till?: TestTill): number {
  const time = new Date(till?.time.clock.wallMs() ?? A_MORNING_MS);
  return ((time.getUTCHours() + 2) % 24) * 60 + time.getUTCMinutes();
}

test('SAL-10 a paper that is good once is refused, and the basket stays', async () => {
  const papers = programme({
    coupons: [
      { id: asId('paper'), name: { ro: 'a', ru: 'a', en: 'a' }, kind: 'bearer' },
      { id: asId('promo'), name: { ro: 'b', ru: 'b', en: 'b' }, kind: 'shared', code: 'B' },
    ],
  });
  const till = await shop(papers);
  const draft = saleDraft({ programme: papers });
  const { basketId, lines } = draft;
  await till.done('basket.save', { id: basketId, lines, nextN: 9, memberId: null });
  const wishes = [
    { coupons: [{ couponId: asId<never>('paper') }] },
    { coupons: [{ couponId: asId<never>('promo'), serial: 'paper-1' }] },
  ];
  for (const wish of wishes)
    expect(await till.call('sale.commit', { ...draft, ...wish })).toEqual({
      ok: false,
      failure: { code: 'REDEEM-NEEDS-HQ' },
    });
  expect(await till.done('basket.load', null)).toMatchObject({ id: basketId });
  expect(
    (await till.done('sale.commit', { ...draft, coupons: [{ couponId: asId('promo') }] })).seq,
  ).toBeGreaterThan(0);
});
