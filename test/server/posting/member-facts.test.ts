import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { documentHash, signDocument } from '../../../server/crypto/hq-document.ts';
import { demoCompany } from '../../../server/demo/demo-place.ts';
import { reviewTiers } from '../../../server/tiers/review-tiers.ts';
import { verifyLedger } from '../../../server/verify/verify-ledger.ts';
import { canonicalText } from '../../../shared/kernel/canonical-json.ts';
import { asId, type CouponId, type MemberId, type RuleId } from '../../../shared/kernel/ids.ts';
import { type EpochMs, minor, points } from '../../../shared/kernel/units.ts';
import type { Award } from '../../../shared/loyalty/programme/award.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { Rule } from '../../../shared/loyalty/programme/rule.ts';
import { baseRule, programme } from '../../support/builders/programme.ts';
import { goodsOf, memberRow, pullAllMembers } from '../../support/hq/demo-shop.ts';
import { pushEntries } from '../../support/hq/signed-call.ts';
import { enrolTill, startTestHq, type TestHq } from '../../support/hq/test-hq.ts';

const same = (text: string) => ({ ro: text, ru: text, en: text });
const rule = (id: string, changes: Partial<Rule>): Rule =>
  baseRule({ id: asId<RuleId>(id), on: {}, ...changes });
const award = (id: string, given: Award): Rule => rule(id, { give: { kind: 'award', award: given } });

/** Everything that a purchase may fill; the first purchase of whom another brought gives both fifty points. */
const everything: Programme = programme({
  version: 2,
  effectiveFrom: '2025-01-01' as never,
  lots: { points: { pendingDays: 2, expiry: { kind: 'months', months: 12 } } },
  coupons: [{ id: asId<CouponId>('next'), name: same('Next'), kind: 'personal' }],
  rules: [
    rule('base', {}),
    rule('cashback', { give: { kind: 'earnFixed', asset: 'wallet', amount: 700 } }),
    award('stamp', { kind: 'stamps', cardId: 'coffee', count: 1 }),
    award('draw', { kind: 'tickets', drawId: 'car', count: 2 }),
    award('badge', { kind: 'badge', badgeId: 'fan', name: same('Fan') }),
    award('voucher', { kind: 'coupon', couponId: asId<CouponId>('next'), validDays: 30 }),
    rule('ten', {
      give: {
        kind: 'quest',
        questId: 'ten',
        count: 'visits',
        target: 2,
        award: { kind: 'points', points: points(10) },
      },
    }),
    rule('once', { give: { kind: 'earnFixed', amount: 3 }, limits: { timesPerMember: 1, timesInAll: 9 } }),
    rule('friend', {
      give: {
        kind: 'referral',
        newcomer: { kind: 'points', points: points(50) },
        referrer: { kind: 'points', points: points(50) },
        maxReferrals: 5,
      },
    }),
  ],
});

async function openShop() {
  const shop = await startTestHq();
  const { document, sig } = signDocument(shop.hq.keys.signing, everything);
  const hash = documentHash(document);
  await shop.hq.db
    .insertInto('programme')
    .values({ company_id: demoCompany.id, version: 2, document, sig, hash })
    .execute();
  expect(document).toBe(canonicalText(everything));
  const till = await enrolTill(shop, { programme: { programme: everything, hash } });
  const row = async (id: MemberId) => {
    const found = (await pullAllMembers(shop, till)).find((each) => each.id === id);
    if (!found) throw new Error('the member is served');
    return memberRow(found);
  };
  const members = await pullAllMembers(shop, till);
  return { shop, till, row, members: members.map(memberRow) };
}

const balance = (
  row: { balances: readonly { asset: string; available: number; pending: number }[] },
  asset: string,
) => row.balances.find((each) => each.asset === asset);

test('PST-5 every asset that a sale earned becomes the member’s, and each sums to zero over all accounts', async () => {
  const { shop, till, row, members } = await openShop();
  const [member] = members;
  if (!member) throw new Error('the demo shop has members');
  const before = member.counters;
  till.sale({ products: goodsOf('dairy', 5), member });
  expect(await pushEntries(shop.app, till)).toMatchObject({ quarantined: [] });
  const after = await row(member.id);
  expect(balance(after, 'wallet')?.available).toBe(700);
  expect(balance(after, 'stamps:coffee')?.available).toBe(1);
  expect(balance(after, 'ticket:car')?.available).toBe(2);
  expect(balance(after, 'badge:fan')?.available).toBe(1);
  expect(balance(after, 'coupon:next')).toMatchObject({ available: 1, expiring: [{ amount: 1 }] });
  expect(balance(after, 'points')?.pending).toBeGreaterThan(3);
  expect(after.quests).toEqual([{ questId: 'ten', progress: 1, awards: 0 }]);
  expect(after.uses).toEqual([{ ruleId: 'once', times: 1 }]);
  expect(after.counters).toMatchObject({ visits: before.visits + 1, lastVisit: '2025-11-19' });
  expect(after.counters.months?.at(-1)).toMatchObject({ month: '2025-11' });
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('PST-6 a second sale goes on where the first one ended; one that is sent again counts once', async () => {
  const { shop, till, row, members } = await openShop();
  const [member] = members;
  if (!member) throw new Error('the demo shop has members');
  till.sale({ products: goodsOf('dairy', 2), member });
  await pushEntries(shop.app, till);
  const known = await row(member.id);
  till.sale({ products: goodsOf('dairy', 2), member: known });
  await pushEntries(shop.app, till);
  await pushEntries(shop.app, till);
  const after = await row(member.id);
  expect(after.quests).toEqual([{ questId: 'ten', progress: 0, awards: 1 }]);
  expect(after.uses).toEqual([{ ruleId: 'once', times: 1 }]);
  expect(after.counters.visits).toBe(member.counters.visits + 2);
  expect(balance(after, 'stamps:coffee')?.available).toBe(2);
  const { rows } = await sql`SELECT rule_id, times FROM rule_use`.execute(shop.hq.db);
  expect(rows).toEqual([{ rule_id: 'once', times: 1 }]);
});

test('PST-6 a sale that waits in suspense counts nothing', async () => {
  const { shop, till, row, members } = await openShop();
  const [member] = members;
  if (!member) throw new Error('the demo shop has members');
  const before = await row(member.id);
  till.sale({ products: goodsOf('dairy', 2), member, forgeHead: (head) => ({ ...head, parts: [] }) });
  await pushEntries(shop.app, till);
  const { asOf: _then, asOfMs: _thenMs, ...kept } = before;
  expect(await row(member.id)).toMatchObject(kept);
});

test('SAL-8 whoever brought a member is rewarded once, and only the one whom HQ knows', async () => {
  const { shop, till, row, members } = await openShop();
  const newcomer = members.find(({ referredBy }) => referredBy !== undefined);
  const referrer = newcomer?.referredBy?.memberId;
  if (!newcomer || !referrer) throw new Error('the demo shop has members whom another brought');
  const pointsOf = async (id: MemberId) => {
    const of = balance(await row(id), 'points');
    return (of?.available ?? 0) + (of?.pending ?? 0);
  };
  const before = await pointsOf(referrer);
  till.sale({ products: goodsOf('dairy', 1), member: newcomer });
  till.sale({ products: goodsOf('dairy', 1), member: newcomer });
  await pushEntries(shop.app, till);
  expect(await pointsOf(referrer)).toBe(before + 50);
  expect(await row(newcomer.id)).not.toHaveProperty('referredBy');
  const stale = await shop.hq.db
    .selectFrom('staleness')
    .select('kind')
    .where('kind', '=', 'referral')
    .execute();
  expect(stale).toHaveLength(1);
  const suspense = await shop.hq.db
    .selectFrom('transfer')
    .select('amount')
    .where('credit', '=', `s:${till.till}`)
    .execute();
  expect(suspense).toEqual([{ amount: 50 }]);
  expect((await verifyLedger(shop.hq)).findings).toEqual([]);
});

test('PST-7 a review lets whoever no longer reaches a tier keep it through the grace, then fall', async () => {
  const shop: TestHq = await startTestHq();
  const { db } = shop.hq;
  const reviewed: Programme = {
    ...programme({ version: 2, effectiveFrom: '2025-01-01' as never }),
    tierPolicy: {
      measure: 'spend',
      window: { kind: 'rolling', months: 3 },
      review: 'month',
      graceMonths: 1,
      downgrade: 'toReached',
    },
  };
  const { document, sig } = signDocument(shop.hq.keys.signing, reviewed);
  await db
    .insertInto('programme')
    .values({ company_id: demoCompany.id, version: 2, document, sig, hash: documentHash(document) })
    .execute();
  const { id } = await db.selectFrom('member').select('id').orderBy('id').executeTakeFirstOrThrow();
  const months = [{ month: '2025-02', spendMinor: minor(600_000), visits: 3, points: 600 }];
  await sql`UPDATE member SET tier_id = 'gold', facts = ${JSON.stringify({ months })}::jsonb WHERE id = ${id}`.execute(
    db,
  );
  const on = (date: string) => reviewTiers({ db, nowMs: () => Date.parse(`${date}T10:00:00Z`) as EpochMs });
  const tier = async () =>
    (await db.selectFrom('member').select('tier_id').where('id', '=', id).executeTakeFirstOrThrow()).tier_id;
  expect(await on('2025-11-20')).toMatchObject([
    { company: demoCompany.id, date: '2025-11-20', reviewed: 200 },
  ]);
  expect(await tier()).toBe('gold');
  expect(await on('2025-11-25')).toEqual([]);
  expect(await on('2025-12-01')).toHaveLength(1);
  expect(await tier()).toBe('gold');
  await on('2026-01-02');
  expect(await tier()).toBe('bronze');
});
