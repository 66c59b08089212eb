import type { BaseKey, SameTexts } from '../same-texts.ts';

/** What members own and what they miss, in the words that screens and paper share. `{{n}}` is a figure as the language writes it. */
export const loyaltyEn = {
  'asset.points': 'Points',
  'asset.wallet': 'Wallet',
  'asset.giftcard': 'Gift card',
  'asset.stamps': 'Stamps',
  'asset.coupon': 'Vouchers',
  'asset.ticket': 'Draw tickets',
  'asset.quest': 'Quest',
  'asset.badge': 'Badge',

  'amount.points_one': '{{n}} point',
  'amount.points_other': '{{n}} points',
  'amount.stamps_one': '{{n}} stamp',
  'amount.stamps_other': '{{n}} stamps',
  'amount.coupon_one': '{{n}} voucher',
  'amount.coupon_other': '{{n}} vouchers',
  'amount.ticket_one': '{{n}} ticket',
  'amount.ticket_other': '{{n}} tickets',
  'amount.visits_one': '{{n}} visit',
  'amount.visits_other': '{{n}} visits',
  'amount.pieces_one': '{{n}} piece',
  'amount.pieces_other': '{{n}} pieces',
  'amount.kilograms': '{{n}} kg',
  'amount.streakDays_one': '{{n}} day',
  'amount.streakDays_other': '{{n}} days',
  'amount.streakWeeks_one': '{{n}} week',
  'amount.streakWeeks_other': '{{n}} weeks',
  'amount.streakMonths_one': '{{n}} month',
  'amount.streakMonths_other': '{{n}} months',
  'amount.named': '{{n}} {{name}}',

  progress: '{{have}} of {{target}}',

  'award.coupon': 'Voucher: {{name}}',
  'award.badge': 'Badge: {{name}}',
  'award.gift': 'Gift to hand over: {{name}}',

  'miss.short': '{{amount}} more: {{name}}',
  'miss.beaten': '{{name}}: another offer saves more',
  'miss.limitReached': '{{name}}: used up for now',
  'miss.needsMember': '{{name}}: with a member card',

  paidWithPoints: 'Paid with points',
} as const;

/** Every language has the same keys, and its own plural forms. */
export type LoyaltyTexts = SameTexts<typeof loyaltyEn>;
export type LoyaltyKey = BaseKey<keyof typeof loyaltyEn>;
