/** Receipts as a shop in Chișinău hands them out, with everything on them that a receipt can say. */
import type { SaleUnit } from '../../../shared/catalog/product.ts';
import { asBusinessDate } from '../../../shared/kernel/business-date.ts';
import { asId, type MemberId, type RuleId, type TierId } from '../../../shared/kernel/ids.ts';
import type { Language } from '../../../shared/kernel/language.ts';
import { bps, epochMs, milli, minor, points } from '../../../shared/kernel/units.ts';
import type { Explanation } from '../../../shared/loyalty/outcome/explanation.ts';
import {
  type LoyaltyBlock,
  RECEIPT_SCHEMA,
  type ReceiptLine,
  type RenderFacts,
  type ReportReceipt,
  type SaleReceipt,
} from '../../../shared/receipt/model.ts';

const wallMs = epochMs(Date.UTC(2026, 10, 22, 16, 5));
const businessDate = asBusinessDate('2026-11-22');

const frame = (language: Language) =>
  ({
    schema: RECEIPT_SCHEMA,
    template: 2,
    language,
    issuer: {
      companyName: 'Mercur Market SRL',
      taxNumber: '1012600012345',
      storeName: 'Mercur Market Botanica',
      address: 'bd. Ștefan cel Mare și Sfânt 62, Chișinău',
      tillName: '2',
    },
    number: 't-bot2-1-1234',
    cashierName: language === 'ru' ? 'Ион Петров' : 'Ana Rusu',
    timeZone: 'Europe/Chisinau',
    currency: { code: 'MDL', exponent: 2 },
  }) as const;

export const receiptLine = (
  name: string,
  priceMinor: number,
  changes: {
    readonly quantityMilli?: number;
    readonly unit?: SaleUnit;
    readonly discountMinor?: number;
    readonly taxLetter?: string;
    readonly cuts?: readonly { readonly ruleId: RuleId | 'redemption'; readonly amountMinor: number }[];
    readonly depositMinor?: number;
    readonly giftOf?: RuleId;
    readonly giftCardId?: string;
  } = {},
): ReceiptLine => {
  const { quantityMilli = 1000, unit = 'piece', taxLetter = 'A', cuts = [], depositMinor = 0 } = changes;
  const discountMinor = cuts.reduce((total, cut) => total + cut.amountMinor, 0);
  return {
    name,
    unit,
    quantityMilli: milli(quantityMilli),
    unitPriceMinor: minor(priceMinor),
    discountMinor: minor(discountMinor),
    totalMinor: minor(Math.round((priceMinor * quantityMilli) / 1000) + depositMinor - discountMinor),
    taxLetter,
    cuts: cuts.map(({ ruleId, amountMinor }) => ({ ruleId, amountMinor: minor(amountMinor) })),
    depositMinor: minor(depositMinor),
    giftOf: changes.giftOf ?? null,
    giftCardId: changes.giftCardId ?? null,
  };
};

const goods: readonly ReceiptLine[] = [
  receiptLine('Lapte „Lactis” 2,5% 1 L', 2_390, { quantityMilli: 2000, taxLetter: 'B' }),
  receiptLine('Хлеб ржаной нарезанный «Франзелуца» 500 г', 1_450, { taxLetter: 'B' }),
  receiptLine('Brânză de oaie maturată în saramură, Orhei', 18_990, { quantityMilli: 350, unit: 'kilogram' }),
  receiptLine('Cafea boabe Tchibo Exclusive 1 kg', 32_900, {
    cuts: [{ ruleId: asId<RuleId>('coffee-tenth'), amountMinor: 3_290 }],
  }),
  receiptLine('Apă OM 5 L', 2_250),
];

const sum = (pick: (line: ReceiptLine) => number): number =>
  goods.reduce((total, line) => total + pick(line), 0);

const explanation: Explanation = {
  fired: [
    {
      ruleId: asId<RuleId>('coffee-tenth'),
      name: { ro: 'Cafea boabe -10%', ru: 'Кофе в зёрнах -10%', en: 'Coffee beans -10%' },
      part: 'discount',
      asset: null,
      amount: 0,
      discountMinor: minor(3_290),
      baseMinor: minor(32_900),
      tierId: null,
      tierName: null,
      award: null,
    },
    {
      ruleId: asId<RuleId>('base'),
      name: {
        ro: '1 punct la fiecare 10 lei',
        ru: '1 балл за каждые 10 лей',
        en: '1 point for every 10 MDL',
      },
      part: 'base',
      asset: 'points',
      amount: 44,
      discountMinor: minor(0),
      baseMinor: minor(44_487),
      tierId: null,
      tierName: null,
      award: null,
    },
    {
      ruleId: asId<RuleId>('base'),
      name: {
        ro: '1 punct la fiecare 10 lei',
        ru: '1 балл за каждые 10 лей',
        en: '1 point for every 10 MDL',
      },
      part: 'tier',
      asset: 'points',
      amount: 9,
      discountMinor: minor(0),
      baseMinor: minor(44_487),
      tierId: asId<TierId>('silver'),
      tierName: { ro: 'Argint', ru: 'Серебро', en: 'Silver' },
      award: null,
    },
    {
      ruleId: asId<RuleId>('coffee'),
      name: {
        ro: 'Puncte duble la cafea și ceai, numai în weekend',
        ru: 'Двойные баллы за кофе и чай, только в выходные',
        en: 'Double points on coffee and tea, weekends only',
      },
      part: 'multiplier',
      asset: 'points',
      amount: 42,
      discountMinor: minor(0),
      baseMinor: minor(29_610),
      tierId: null,
      tierName: null,
      award: null,
    },
  ],
  missed: [
    {
      ruleId: asId<RuleId>('big'),
      name: {
        ro: 'Puncte duble de la 500 lei',
        ru: 'Двойные баллы от 500 лей',
        en: 'Double points from 500 MDL',
      },
      reason: { kind: 'sumTooSmall', shortMinor: minor(5_513) },
    },
  ],
  nextTier: {
    tierId: asId<TierId>('gold'),
    name: { ro: 'Aur', ru: 'Золото', en: 'Gold' },
    measure: 'spend',
    short: 125_000,
  },
  nextReward: null,
  progress: [],
};

const loyalty: LoyaltyBlock = {
  memberId: asId<MemberId>('m-1'),
  programmeName: { ro: 'Clubul Mercur', ru: 'Клуб «Меркур»', en: 'Mercur Club' },
  scale: 1,
  worthMinor: minor(10),
  tierName: { ro: 'Argint', ru: 'Серебро', en: 'Silver' },
  earnedPoints: points(95),
  availablePoints: points(1_340),
  pendingPoints: points(95),
  earned: [{ asset: 'points', amount: 95 }],
  spent: [],
  balances: [{ asset: 'points', available: 1_340, pending: 95 }],
  asOfMs: epochMs(Date.UTC(2026, 10, 22, 15, 58)),
};

export const saleReceipt = (language: Language, changes: Partial<SaleReceipt> = {}): SaleReceipt => {
  const totalMinor = sum((line) => line.totalMinor);
  const discountMinor = sum((line) => line.discountMinor);
  return {
    ...frame(language),
    wallMs,
    businessDate,
    kind: 'sale',
    lines: goods,
    totals: {
      grossMinor: minor(totalMinor + discountMinor),
      discountMinor: minor(discountMinor),
      totalMinor: minor(totalMinor),
    },
    spent: null,
    tenders: [{ kind: 'cash', amountMinor: minor(50_000) }],
    changeMinor: minor(50_000 - totalMinor),
    taxes: [
      { letter: 'A', rateBps: bps(2000), taxMinor: minor(6_418) },
      { letter: 'B', rateBps: bps(800), taxMinor: minor(461) },
    ],
    explanation,
    loyalty,
    fiscal: { state: 'nonFiscal' },
    ...changes,
  };
};

export const reportReceipt = (language: Language, changes: Partial<ReportReceipt> = {}): ReportReceipt => ({
  ...frame(language),
  wallMs,
  businessDate,
  kind: 'zReport',
  openedAtMs: epochMs(Date.UTC(2026, 10, 22, 5, 58)),
  sales: { count: 147, totalMinor: minor(2_861_455) },
  cash: {
    floatMinor: minor(100_000),
    takenMinor: minor(2_861_455),
    expectedMinor: minor(2_961_455),
    countedMinor: minor(2_960_955),
  },
  points: { scale: 1, earned: points(2_804), members: 91 },
  ...changes,
});

export const renderFacts = (changes: Partial<RenderFacts> = {}): RenderFacts => ({
  memberLabel: 'A. P. •• 4521',
  copy: 0,
  training: false,
  hash8: '9f3c21ab',
  ...changes,
});
