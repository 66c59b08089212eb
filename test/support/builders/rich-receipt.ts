/** A receipt of a programme that uses every mechanic there is: all that paper can ever have to say at once. */
import { asId, type CouponId, type RuleId } from '../../../shared/kernel/ids.ts';
import type { Language, Localized } from '../../../shared/kernel/language.ts';
import { bps, epochMs, minor, points } from '../../../shared/kernel/units.ts';
import type { Explanation, FiredRule } from '../../../shared/loyalty/outcome/explanation.ts';
import type { LoyaltyBlock, SaleReceipt } from '../../../shared/receipt/model.ts';
import { receiptLine, saleReceipt } from './receipt.ts';

const rule = (id: string): RuleId => asId<RuleId>(id);
const name = (ro: string, ru: string, en: string): Localized => ({ ro, ru, en });

const fired = (id: string, text: Localized, changes: Partial<FiredRule>): FiredRule => ({
  ruleId: rule(id),
  name: text,
  part: 'bonus',
  asset: null,
  amount: 0,
  discountMinor: minor(0),
  baseMinor: minor(0),
  tierId: null,
  tierName: null,
  award: null,
  ...changes,
});

const lines = [
  receiptLine('Iaurt Bio cu fructe de pădure 350 g', 1_890, {
    quantityMilli: 4000,
    taxLetter: 'B',
    cuts: [{ ruleId: rule('third'), amountMinor: 1_890 }],
  }),
  receiptLine('Apă minerală Resan 0,5 L sticlă', 1_200, { quantityMilli: 2000, depositMinor: 200 }),
  receiptLine('Cafea boabe Tchibo Exclusive 1 kg', 32_900, {
    cuts: [
      { ruleId: rule('coffee'), amountMinor: 3_290 },
      { ruleId: rule('promo'), amountMinor: 1_480 },
      { ruleId: 'redemption', amountMinor: 2_000 },
    ],
  }),
  receiptLine('Ceașcă ceramică Mercur', 4_500, {
    giftOf: rule('cup'),
    cuts: [{ ruleId: rule('cup'), amountMinor: 4_500 }],
  }),
  receiptLine('Card cadou', 20_000, { giftCardId: 'gc-000123458812' }),
];

const explanation: Explanation = {
  fired: [
    fired('third', name('Al treilea iaurt gratuit', 'Третий йогурт бесплатно', 'Third yoghurt free'), {
      part: 'gift',
      discountMinor: minor(1_890),
    }),
    fired('coffee', name('Cafea boabe -10%', 'Кофе в зёрнах -10%', 'Coffee beans -10%'), {
      part: 'discount',
      discountMinor: minor(3_290),
    }),
    fired('promo', name('Codul TOAMNA: -5%', 'Код TOAMNA: -5%', 'Code TOAMNA: -5%'), {
      part: 'discount',
      discountMinor: minor(1_480),
    }),
    fired('cup', name('Ceașcă la 300 lei', 'Чашка от 300 лей', 'A cup from 300 MDL'), {
      part: 'gift',
      discountMinor: minor(4_500),
    }),
    fired('base', name('1 punct la 10 lei', '1 балл за 10 лей', '1 point per 10 MDL'), {
      part: 'base',
      asset: 'points',
      amount: 34,
    }),
    fired('base', name('1 punct la 10 lei', '1 балл за 10 лей', '1 point per 10 MDL'), {
      part: 'cap',
      asset: 'points',
      amount: -4,
    }),
    fired('back', name('1% înapoi', '1% назад', '1% back'), { asset: 'wallet', amount: 342 }),
    fired('stamp', name('Cartela de cafea', 'Кофейная карта', 'Coffee card'), {
      asset: 'stamps:coffee',
      amount: 1,
    }),
    fired('draw', name('Tombola de iarnă', 'Зимний розыгрыш', 'Winter draw'), {
      part: 'award',
      asset: 'ticket:winter',
      amount: 21,
      award: { kind: 'tickets', drawId: 'winter', count: 21 },
    }),
    fired('thanks', name('Mulțumim', 'Спасибо', 'Thank you'), {
      part: 'award',
      asset: 'coupon:next',
      amount: 1,
      award: { kind: 'coupon', couponId: asId<CouponId>('next'), validDays: 30 },
    }),
    fired('regular', name('Zece vizite', 'Десять визитов', 'Ten visits'), {
      part: 'award',
      asset: 'badge:regular',
      amount: 1,
      award: {
        kind: 'badge',
        badgeId: 'regular',
        name: name('Client fidel', 'Постоянный клиент', 'A regular'),
      },
    }),
    fired('calendar', name('Cadou de iarnă', 'Зимний подарок', 'Winter gift'), {
      part: 'award',
      award: { kind: 'gift', name: name('Calendar 2027', 'Календарь 2027', 'Calendar 2027') },
    }),
    fired('manager', name('Aur', 'Золото', 'Gold'), {
      part: 'privilege',
      award: {
        kind: 'privilege',
        text: name(
          'Consultantul dumneavoastră: 022 123 456',
          'Ваш личный менеджер: 022 123 456',
          'Your personal manager: 022 123 456',
        ),
      },
    }),
  ],
  missed: [
    {
      ruleId: rule('six'),
      name: name('Șase ape la preț de cinci', 'Шесть бутылок воды по цене пяти', 'Six waters for five'),
      reason: { kind: 'quantityTooSmall', shortMilli: 4000 },
    },
  ],
  nextTier: {
    tierId: asId('gold'),
    name: name('Aur', 'Золото', 'Gold'),
    measure: 'visits',
    short: 21,
  },
  nextReward: {
    ruleId: rule('tenth'),
    name: name('A zecea cafea gratuită', 'Десятый кофе бесплатно', 'The tenth coffee free'),
    asset: 'stamps:coffee',
    short: 3,
  },
  progress: [
    {
      ruleId: rule('stamp'),
      name: name('Cartela de cafea', 'Кофейная карта', 'Coffee card'),
      asset: 'stamps:coffee',
      have: 7,
      target: 10,
    },
    {
      ruleId: rule('november'),
      name: name('Provocarea lunii noiembrie', 'Задание ноября', 'November quest'),
      asset: 'quest:november',
      have: 120_000,
      target: 200_000,
      count: 'spend',
    },
  ],
};

const loyalty: LoyaltyBlock = {
  ...(saleReceipt('ro').loyalty as LoyaltyBlock),
  earnedPoints: points(30),
  availablePoints: points(1_140),
  pendingPoints: points(30),
  earned: [
    { asset: 'points', amount: 30 },
    { asset: 'wallet', amount: 342 },
    { asset: 'stamps:coffee', amount: 1 },
    { asset: 'ticket:winter', amount: 21 },
    { asset: 'coupon:next', amount: 1 },
    { asset: 'badge:regular', amount: 1 },
  ],
  spent: [
    { asset: 'points', amount: 200 },
    { asset: 'wallet', amount: 1_000 },
    { asset: 'coupon:birthday', amount: 1 },
  ],
  balances: [
    { asset: 'points', available: 1_140, pending: 30 },
    { asset: 'wallet', available: 1_250, pending: 342 },
    { asset: 'stamps:coffee', available: 6, pending: 1 },
    { asset: 'ticket:winter', available: 0, pending: 21 },
    { asset: 'coupon:next', available: 0, pending: 1 },
  ],
  expiring: [
    { asset: 'points', amount: 200, atMs: epochMs(Date.UTC(2027, 2, 1, 21, 59)) },
    { asset: 'wallet', amount: 550, atMs: epochMs(Date.UTC(2027, 5, 30, 20, 59)) },
  ],
};

const sum = (pick: (line: (typeof lines)[number]) => number): number =>
  lines.reduce((total, line) => total + pick(line), 0);

export const richReceipt = (language: Language): SaleReceipt => {
  const totalMinor = sum((line) => line.totalMinor);
  const discountMinor = sum((line) => line.discountMinor);
  return saleReceipt(language, {
    lines,
    totals: {
      grossMinor: minor(totalMinor + discountMinor),
      discountMinor: minor(discountMinor),
      totalMinor: minor(totalMinor),
    },
    spent: {
      as: 'discount',
      points: points(200),
      pointsMinor: minor(2_000),
      walletMinor: minor(1_000),
      giftCards: [{ cardId: 'gc-000099991234', amountMinor: minor(5_000) }],
      moneyMinor: minor(totalMinor - 6_000),
    },
    tenders: [{ kind: 'cash', amountMinor: minor(60_000) }],
    changeMinor: minor(60_000 - totalMinor + 6_000),
    taxes: [
      { letter: 'A', rateBps: bps(2000), taxMinor: minor(4_755) },
      { letter: 'B', rateBps: bps(800), taxMinor: minor(420) },
    ],
    explanation,
    assetNames: {
      'stamps:coffee': name('Cartela de cafea', 'Кофейная карта', 'Coffee card'),
      'ticket:winter': name('Tombola de iarnă', 'Зимний розыгрыш', 'Winter draw'),
      'coupon:birthday': name('Ziua de naștere', 'День рождения', 'Birthday'),
      'coupon:next': name('-20% la următoarea cafea', '-20% на следующий кофе', '-20% on the next coffee'),
    },
    loyalty,
  });
};
