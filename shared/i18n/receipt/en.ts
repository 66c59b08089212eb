/** What stands on paper. Keys with a plural suffix take `count`; `{{points}}` is the number as the language writes it. */
export const receiptEn = {
  nonFiscal: 'NOT A FISCAL RECEIPT',
  fiscal: 'Fiscal receipt {{number}}',
  training: 'TRAINING – NOT A SALE',
  copy: 'COPY {{n}}',
  taxNumber: 'Tax No {{number}}',
  till: 'Till: {{name}}',
  cashier: 'Cashier: {{name}}',
  pieces: '{{quantity}} x {{price}}',
  kilograms: '{{quantity}} kg x {{price}}',
  discount: 'Discount',
  subtotal: 'Subtotal',
  discounts: 'Discounts',
  total: 'TOTAL {{currency}}',
  cash: 'Cash',
  change: 'Change',
  tax: 'VAT {{rate}}',
  member: 'Member {{label}}',
  memberErased: 'Member: details erased',
  tier: 'Level {{tier}}',
  earned_one: '+{{points}} point',
  earned_other: '+{{points}} points',
  earnedNothing: 'No points on this receipt',
  tierBonus: 'Level {{tier}}',
  nearMiss: 'Just missed: {{rule}}',
  balance: 'Balance on {{time}}',
  points_one: '{{points}} point',
  points_other: '{{points}} points',
  pending: 'Pending until confirmed',
  worth: 'Worth',
  nextTier: 'To level {{tier}}',
  thanks: 'Thank you! See you soon.',
  zReport: 'Z-REPORT',
  opened: 'Shift opened',
  closed: 'Shift closed',
  salesCount: 'Sales',
  salesTotal: 'Sales total',
  cashHeading: 'CASH IN DRAWER',
  float: 'Opening float',
  taken: 'Taken in cash',
  expected: 'Expected',
  counted: 'Counted',
  difference: 'Difference',
  loyaltyHeading: 'LOYALTY',
  memberSales: 'Sales to members',
  pointsEarned: 'Points given',
  signature: 'Signature',
} as const;

type PluralForms = { en: 'one' | 'other'; ro: 'one' | 'few' | 'other'; ru: 'one' | 'few' | 'many' | 'other' };
type PluralKey = 'earned' | 'points';
type PlainKey = Exclude<keyof typeof receiptEn, `${PluralKey}_${PluralForms['en']}`>;

/** A text's name without its plural suffix. */
export type ReceiptKey = PlainKey | PluralKey;

/** Every language has the same texts, each in its own number of plural forms. */
export type ReceiptTexts<L extends keyof PluralForms> = {
  readonly [Key in PlainKey | `${PluralKey}_${PluralForms[L]}`]: string;
};
