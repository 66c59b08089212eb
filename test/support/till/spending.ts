/** A till whose member may spend, and an HQ that grants. */
import { cpSync } from 'node:fs';
import { expect } from 'vitest';
import type { SaleDraft } from '../../../shared/ipc/sale-draft.ts';
import { asId, type CouponId, type MemberId, type OwnerId, type RuleId } from '../../../shared/kernel/ids.ts';
import { bps, epochMs, minor, points } from '../../../shared/kernel/units.ts';
import type { LeaseGrant } from '../../../shared/lease/lease.ts';
import type { EntryBody, SaleBody } from '../../../shared/ledger/body.ts';
import type { EntryHead } from '../../../shared/ledger/entry.ts';
import type { Asset } from '../../../shared/loyalty/asset.ts';
import type { LeaseRequest, LeaseResponse } from '../../../shared/protocol/lease.ts';
import { rightsOf } from '../../../shared/shift/till-state.ts';
import { memberRow } from '../builders/basket.ts';
import { baseRule, programme } from '../builders/programme.ts';
import { leaseGrant } from '../builders/rights.ts';
import type { FakeHq } from '../fake-hq/fake-hq.ts';
import { type DraftFacts, saleDraft } from './drafts.ts';
import { A_MORNING_MS } from './manual-time.ts';
import { round } from './recovery.ts';
import { sellingTill, type TestTill, type TestTillOptions, testTill } from './test-till.ts';

export const ANA_M = asId<MemberId>('m-1');
export const HOUR_MS = 3_600_000;
export const COFFEE = asId<CouponId>('coffee');
export const TENNER = asId<RuleId>('tenner');
const same = (text: string) => ({ ro: text, ru: text, en: text });

/** A point is worth 10 bani; a coupon of one member takes 5 lei off, fifty points take ten. */
export const spendingProgramme = programme({
  redemption: { as: 'discount', shareOfReceiptBps: bps(10_000) },
  rules: [
    baseRule(),
    baseRule({
      id: asId<RuleId>('coffee'),
      when: { coupon: COFFEE },
      give: { kind: 'amountOff', amountMinor: minor(500) },
    }),
  ],
  rewards: [
    {
      id: TENNER,
      name: same('Ten lei'),
      give: { kind: 'amountOff', amountMinor: minor(1_000) },
      cost: { asset: 'points', amount: 50 },
    },
  ],
  coupons: [{ id: COFFEE, name: same('Coffee'), kind: 'personal' }],
});

const balance = (asset: Asset, available: number, leased = 0) => ({
  asset,
  available,
  leased,
  pending: 0,
  inReview: 0,
  expiring: [],
});

/** HQ counts 100 points of hers; how many of them lie here as rights is another matter. */
export const spender = memberRow({
  balances: [balance('points', 40, 60), balance('wallet', 900), balance(`coupon:${COFFEE}`, 1)],
});

export const granted = (changes: Partial<Record<keyof LeaseGrant, unknown>> = {}): LeaseGrant =>
  leaseGrant({
    amount: 60,
    grantedAtMs: epochMs(A_MORNING_MS),
    expiresAtMs: epochMs(A_MORNING_MS + 72 * HOUR_MS),
    ...changes,
  });

/** Sells, and has met HQ, which granted what it says. */
export async function spendingTill(
  hq: FakeHq,
  grants: readonly LeaseGrant[] = [granted()],
  options: TestTillOptions = {},
): Promise<TestTill> {
  hq.says.programmes = [spendingProgramme];
  hq.says.grants = grants;
  const till = await sellingTill(hq, options);
  await round(till);
  return till;
}

export const held = async (till: TestTill, owner: OwnerId = ANA_M): Promise<Record<string, number>> =>
  Object.fromEntries(
    (await till.done('rights.held', { owner })).held.map(({ asset, amount }) => [asset, amount]),
  );

/** As the window prices it: with what main says is held now. */
export async function spendingDraft(till: TestTill, facts: DraftFacts = {}): Promise<SaleDraft> {
  const { basketId } = saleDraft();
  const ask = { owner: ANA_M, basketId: facts.basket?.id ?? basketId };
  const told = await till.done('rights.held', ask);
  const rights = told.held.map(({ asset, amount }) => ({ asset, amount }));
  return saleDraft({ programme: spendingProgramme, member: spender, held: rights, ...facts });
}

export const payPoints = (amount: number) => ({ payment: { points: points(amount) } });

export type Kept = { readonly head: EntryHead; readonly body: EntryBody };

/** The newest entries, oldest of them first. */
export function lastEntries(till: TestTill, count: number): readonly Kept[] {
  const { desk } = till.session();
  const { entries } = desk.entries.page(0, 500);
  const ids = [...entries].sort((a, b) => a.epoch - b.epoch || a.seq - b.seq).map(({ id }) => id);
  return ids.slice(-count).map((id) => desk.entries.byId(id) as Kept);
}

export const lastKinds = (till: TestTill, count: number): readonly string[] =>
  lastEntries(till, count).map(({ head }) => head.kind);

export function lastSale(till: TestTill): { readonly head: EntryHead; readonly body: SaleBody } {
  const sale = lastEntries(till, 500).findLast(({ head }) => head.kind === 'SALE');
  expect(sale?.body.kind).toBe('SALE');
  return sale as { head: EntryHead; body: SaleBody };
}

export const redeemed = (head: EntryHead) =>
  head.parts
    .filter(({ effect }) => effect === 'REDEEM')
    .map(({ asset, amount, lease, intent }) => ({ asset, amount, lease, ...(intent ? { intent } : {}) }));

export const openIntents = (till: TestTill): readonly string[] =>
  Object.keys(rightsOf(till.session().desk.journal.state()).intents);

/** Grants what is asked for, under a lease of the intent's name. */
export const grantingHq =
  (hq: FakeHq, changes: Partial<Record<keyof LeaseGrant, unknown>> = {}) =>
  ({ intent, owner, asset, amount }: LeaseRequest): LeaseResponse => ({
    kind: 'granted',
    grant: hq.says.sign(
      granted({
        lease: `l-${intent}`,
        intent,
        owner,
        asset,
        amount,
        lots: [{ lot: 'e-9#1', amount, endsAtMs: null }],
        ...changes,
      }),
    ),
  });

/** The power goes out: another till opens on what is durable now, and the first one never writes again. */
export async function afterPowerCut(till: TestTill, folder: string): Promise<TestTill> {
  cpSync(till.userData, folder, { recursive: true });
  await till.till.stop();
  return testTill({ userData: folder, time: till.time });
}
