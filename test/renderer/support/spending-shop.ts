/** A shop whose member has something to spend: points, wallet, a coupon; and a programme that takes them. */
import { expect } from 'vitest';
import { DOUBLE_PRESS_MS } from '../../../renderer/till/model/pay-steps.ts';
import {
  asId,
  type CouponId,
  type MemberId,
  type ProductId,
  type RuleId,
} from '../../../shared/kernel/ids.ts';
import { bps } from '../../../shared/kernel/units.ts';
import type { Asset } from '../../../shared/loyalty/asset.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { RedemptionPolicy } from '../../../shared/loyalty/programme/redemption-policy.ts';
import { memberRow } from '../../support/builders/basket.ts';
import { baseRule, programme } from '../../support/builders/programme.ts';
import type { FakePuncta } from './fake-puncta.ts';
import { type OpenWindow, openWindow } from './open-window.tsx';
import { press, scanCode } from './press-keys.ts';
import { CARD, MILK, PHONE, shop } from './shop.ts';

export const MEMBER = asId<MemberId>('m-1');
export const GIFT_CARD = '5900000071234';
const BIRTHDAY = asId<CouponId>('birthday');
const same = (text: string) => ({ ro: text, ru: text, en: text });

const has = (asset: Asset, available: number) => ({
  asset,
  available,
  pending: 0,
  leased: 0,
  inReview: 0,
  expiring: [],
});

export const spendingProgramme = (policy: Partial<RedemptionPolicy> = {}): Programme =>
  programme({
    rules: [
      baseRule(),
      {
        id: asId<RuleId>('birthday'),
        name: same('Birthday -20%'),
        when: { coupon: BIRTHDAY },
        give: { kind: 'percentOff', percentBps: bps(2_000) },
      },
    ],
    rewards: [
      {
        id: asId<RuleId>('free-milk'),
        name: same('Free milk'),
        on: { include: { products: [asId<ProductId>('p-milk')] } },
        give: { kind: 'percentOff', percentBps: bps(10_000) },
        cost: { asset: 'points', amount: 80 },
      },
    ],
    coupons: [{ id: BIRTHDAY, kind: 'personal', name: same('Birthday') }],
    redemption: { as: 'discount', shareOfReceiptBps: bps(10_000), ...policy },
  });

/** 100 points worth 10.00, 12.50 in the wallet, one coupon; 60 points may be spent here without asking. */
export function spendingShop(policy: Partial<RedemptionPolicy> = {}): FakePuncta {
  const balances = [has('points', 100), has('wallet', 1_250), has('coupon:birthday', 1)];
  const fake = shop({
    members: [{ ...memberRow({ id: MEMBER, cardNumber: CARD, balances }), phone: PHONE }],
    programme: spendingProgramme(policy),
  });
  fake.rights.lease(MEMBER, 'points', 60);
  fake.rights.leave(MEMBER, 'points', 40);
  fake.rights.leave(MEMBER, 'wallet', 1_250);
  fake.rights.leave(MEMBER, 'coupon:birthday', 1);
  fake.rights.leave(`card:${GIFT_CARD}`, 'giftcard', 3_000);
  return fake;
}

/** Milk in the basket, the member attached, and what may be spent here known. */
export async function openSpending(fake: FakePuncta): Promise<OpenWindow> {
  const till = await openWindow(fake);
  await expect.poll(() => till.till.store.loads.get().members.done, { timeout: 10_000 }).toBe(true);
  scanCode(MILK.code);
  scanCode(CARD);
  await expect.poll(() => till.text('held-here')).toContain('of 100');
  return till;
}

/** Goes on without what is asked about. A second press right after the question is the same press. */
export async function answerQuestion(till: OpenWindow): Promise<void> {
  await expect.poll(() => till.text('spend-question')).not.toBe('');
  const askedAtMs = performance.now();
  await expect.poll(() => performance.now() - askedAtMs).toBeGreaterThan(DOUBLE_PRESS_MS);
  press('F12');
}
