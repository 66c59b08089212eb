/** The shop that the engine's bench runs in: goods, a member, a basket of any size; the same in every run. */
import type { BasketLine } from '../../../shared/basket/basket.ts';
import type { Tax } from '../../../shared/catalog/product.ts';
import { asBusinessDate } from '../../../shared/kernel/business-date.ts';
import {
  asId,
  type CategoryId,
  type CouponId,
  type MemberId,
  type PartnerId,
  type ProductId,
  type RuleId,
  type StoreId,
  type TaxId,
  type TierId,
} from '../../../shared/kernel/ids.ts';
import { bps, epochMs, milli, minor } from '../../../shared/kernel/units.ts';
import type { MemberRow } from '../../../shared/loyalty/seen/member.ts';
import type { Seen } from '../../../shared/loyalty/seen/seen.ts';

export const PRODUCTS = 2_000;
export const CATEGORIES = 40;
export const TAGS = ['promo', 'season', 'own', 'eco', 'new'] as const;
export const TODAY = asBusinessDate('2026-11-22');

export const productId = (n: number): ProductId => asId<ProductId>(`p-${n % PRODUCTS}`);
export const categoryId = (n: number): CategoryId => asId<CategoryId>(`c-${n % CATEGORIES}`);
export const ruleId = (n: number): RuleId => asId<RuleId>(`rule-${String(n).padStart(4, '0')}`);
export const tagOf = (n: number): string => TAGS[n % TAGS.length] ?? 'promo';
export const same = (text: string) => ({ ro: text, ru: text, en: text });

/** Spreads numbers over the shop without any chance in it. */
export const scattered = (n: number): number => (n * 7_919 + 104_729) % 1_000_003;

const TAX: Tax = { id: asId<TaxId>('A'), letter: 'A', rateBps: bps(2_000), mode: 'included' };

/** `isPlain`: without lowest prices, of which a general engine knows nothing. */
export function seenOf(lines: number, isPlain = false): Seen {
  return {
    lines: Array.from({ length: lines }, (_, index) => line(index, isPlain)),
    member: MEMBER,
    taxes: [TAX],
    clock: { wallMs: epochMs(1_795_336_200_000), businessDate: TODAY, minute: 630 },
    place: { storeId: asId<StoreId>('s-1'), channel: 'till' },
    coupons: [{ couponId: asId<CouponId>('autumn') }],
  };
}

/** A twentieth is weighed, a tenth bears a tag, some are reduced or have a lowest price. */
function line(index: number, isPlain: boolean): BasketLine {
  const n = scattered(index);
  const isWeighed = index % 20 === 7;
  return {
    n: index + 1,
    productId: productId(n),
    code: String(4_840_000_000_000 + (n % PRODUCTS)),
    name: `Marfă ${n % PRODUCTS}`,
    categoryId: categoryId(n),
    tags: index % 10 === 3 ? [tagOf(n)] : [],
    taxId: TAX.id,
    unit: isWeighed ? 'kilogram' : 'piece',
    unitPriceMinor: minor(350 + (n % 9_000)),
    quantityMilli: milli(isWeighed ? 350 + (n % 900) : 1_000 * (1 + (index % 4))),
    ...(index % 17 === 5 ? { reduced: true as const } : {}),
    ...(isPlain || index % 13 !== 6 ? {} : { floorMinor: minor(300) }),
    ...(index % 19 === 8 ? { partnerId: asId<PartnerId>('partner-1') } : {}),
  };
}

const MEMBER: MemberRow = {
  id: asId<MemberId>('m-1'),
  cardNumber: '2900000000018',
  label: 'A. P. •• 4521',
  tierId: asId<TierId>('silver'),
  counters: {
    spendMinor: minor(240_000),
    visits: 9,
    lastVisit: asBusinessDate('2026-11-10'),
    months: ['2026-08', '2026-09', '2026-10', '2026-11'].map((month) => ({
      month,
      spendMinor: minor(60_000),
      visits: 2,
      points: 60,
    })),
  },
  balances: [{ asset: 'points', available: 900, pending: 0, leased: 0, inReview: 0, expiring: [] }],
  segments: ['families'],
  birthday: { monthDay: '11-20', knownSince: asBusinessDate('2025-01-01') },
  quests: [{ questId: 'coffee', progress: 4, awards: 0 }],
  asOf: 10,
  asOfMs: epochMs(1_795_000_000_000),
};
