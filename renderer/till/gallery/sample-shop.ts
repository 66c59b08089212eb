/** A made-up shop for the gallery of screens: the same goods, member and programme in every picture. */
import type { Place } from '../../../shared/catalog/place.ts';
import type { Product, Tax } from '../../../shared/catalog/product.ts';
import type { Cashier } from '../../../shared/catalog/staff.ts';
import type { TillStatus } from '../../../shared/ipc/status.ts';
import { asBusinessDate } from '../../../shared/kernel/business-date.ts';
import {
  asId,
  type CashierId,
  type CategoryId,
  type CompanyId,
  type MemberId,
  type ProductId,
  type ProgrammeId,
  type RuleId,
  type StoreId,
  type TaxId,
  type TierId,
  type TillId,
} from '../../../shared/kernel/ids.ts';
import { bps, epochMs, minor } from '../../../shared/kernel/units.ts';
import { PROGRAMME_SCHEMA, type Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { MemberRow } from '../../../shared/loyalty/seen/member.ts';

export const NOW_MS = epochMs(Date.UTC(2026, 10, 20, 12, 12));
const SYNCED_MS = epochMs(Date.UTC(2026, 10, 20, 12, 5));
const LOST_MS = epochMs(Date.UTC(2026, 10, 20, 8, 42));
const SHIFT_MS = epochMs(Date.UTC(2026, 10, 20, 6, 0));

const TAXES: readonly Tax[] = [
  { id: asId<TaxId>('A'), letter: 'A', rateBps: bps(2000), mode: 'included' },
  { id: asId<TaxId>('B'), letter: 'B', rateBps: bps(800), mode: 'included' },
];

export const PLACE: Place = {
  company: { id: asId<CompanyId>('mercur'), name: 'Mercur Market SRL', taxNumber: '1002600012345' },
  store: {
    id: asId<StoreId>('s-1'),
    companyId: asId<CompanyId>('mercur'),
    name: 'Mercur, Ștefan cel Mare 64',
    address: 'bd. Ștefan cel Mare 64, Chișinău',
    currency: { code: 'MDL', exponent: 2 },
    timeZone: 'Europe/Chisinau',
    receiptLanguage: 'ro',
    phoneCountryCode: '373',
    taxes: TAXES,
    syncPolicy: { kind: 'continuous' },
  },
  till: { id: asId<TillId>('t-2'), name: 'Casa 2' },
};

export const ANA: Cashier = {
  id: asId<CashierId>('c-ana'),
  name: 'Ana Rusu',
  role: 'manager',
  language: 'ro',
};
export const ION: Cashier = {
  id: asId<CashierId>('c-ion'),
  name: 'Ion Petrov',
  role: 'cashier',
  language: 'ru',
};

export const STATUS: TillStatus = {
  place: PLACE,
  appVersion: '0.3.0',
  plainTextKeys: false,
  cashier: ANA,
  shift: { openedAtMs: SHIFT_MS, floatMinor: minor(50_000), saleCount: 41 },
  hq: { link: 'online', lastContactMs: SYNCED_MS, unsent: 0 },
  older: null,
  printer: { state: 'ready', code: null, waiting: 0 },
  journal: { state: 'ok', lastSeq: 127 },
  disk: { state: 'ok', freeBytes: 90_000_000_000 },
  clock: 'trusted',
  businessDate: asBusinessDate('2026-11-20'),
  programmeVersion: 1,
};

export const OFFLINE: TillStatus = { ...STATUS, hq: { link: 'offline', lastContactMs: LOST_MS, unsent: 12 } };

const goods = (
  id: string,
  code: string,
  name: string,
  priceMinor: number,
  more: Partial<Product> = {},
): Product => ({
  id: asId<ProductId>(id),
  code,
  name,
  categoryId: asId<CategoryId>('grocery'),
  tags: [],
  priceMinor: minor(priceMinor),
  taxId: asId<TaxId>('A'),
  unit: 'piece',
  ...more,
});

export const GOODS = [
  goods('p-1', '4840167001399', 'Pâine „Moldovenească” feliată 400 g', 1_350, { taxId: asId<TaxId>('B') }),
  goods('p-2', '4840042001234', 'Lapte JLC 2,5% 1 l', 2_190, { taxId: asId<TaxId>('B') }),
  goods('p-3', '4840095000017', 'Mere Idared', 1_890, { unit: 'kilogram' }),
  goods('p-4', '8000500310427', 'Nutella, cremă tartinabilă cu alune de pădure și cacao 350 g', 8_995),
  goods('p-5', '4820000191234', 'Гречневая крупа «Хуторок» 800 г', 3_450),
  goods('p-6', '4840022010101', 'Vin Purcari Cabernet Sauvignon 0,75 l', 18_900),
] as const;

export const PROGRAMME: Programme = {
  schema: PROGRAMME_SCHEMA,
  id: asId<ProgrammeId>('mercur-club'),
  version: 1,
  name: { ro: 'Mercur Club', ru: 'Меркур Клуб', en: 'Mercur Club' },
  effectiveFrom: asBusinessDate('2026-01-01'),
  effectiveTo: null,
  currencyCode: 'MDL',
  point: { scale: 1, worthMinor: minor(10) },
  tiers: [
    {
      id: asId<TierId>('bronze'),
      name: { ro: 'Bronz', ru: 'Бронза', en: 'Bronze' },
      from: 0,
    },
    {
      id: asId<TierId>('silver'),
      name: { ro: 'Argint', ru: 'Серебро', en: 'Silver' },
      from: 300_000,
    },
    {
      id: asId<TierId>('gold'),
      name: { ro: 'Aur', ru: 'Золото', en: 'Gold' },
      from: 1_000_000,
    },
  ],
  rules: [
    {
      id: asId<RuleId>('base'),
      name: { ro: 'De bază', ru: 'Основные', en: 'Base' },
      when: {},
      on: { include: {}, exclude: { categories: [asId<CategoryId>('tobacco')] } },
      from: { sumMinor: minor(0) },
      give: {
        kind: 'earnPerMoney',
        rate: { amount: 1, perMinor: minor(1_000) },
        rateByTier: [{ tierId: asId<TierId>('silver'), amount: 12, perMinor: minor(10_000) }],
      },
    },
    {
      id: asId<RuleId>('double'),
      name: { ro: 'puncte duble vinerea', ru: 'двойные баллы в пятницу', en: 'double points on Friday' },
      when: { weekdays: [5] },
      on: { include: {}, exclude: {} },
      from: { sumMinor: minor(40_000) },
      give: { kind: 'earnMultiplier', factorBps: bps(20_000) },
    },
  ],
};

export const MEMBER: MemberRow = {
  id: asId<MemberId>('m-1'),
  cardNumber: '2900000045216',
  label: 'A. P. •• 4521',
  tierId: asId<TierId>('silver'),
  counters: { spendMinor: minor(615_000), visits: 38 },
  balances: [{ asset: 'points', available: 1_284, pending: 0, leased: 0, inReview: 0, expiring: [] }],
  asOf: 4_210,
  asOfMs: SYNCED_MS,
};
