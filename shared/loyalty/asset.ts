/**
 * Whatever a member can own is one mechanism in ledger and leases; the asset's name tells which. Points count the
 * programme's fractions, wallet and gift cards minor units, everything else whole things (quests: their progress).
 */
export type Asset =
  | 'points'
  | 'wallet'
  | 'giftcard'
  | `stamps:${string}`
  | `coupon:${string}`
  | `ticket:${string}`
  | `quest:${string}`
  | `badge:${string}`;

const SHAPE = /^(points|wallet|giftcard|(stamps|coupon|ticket|quest|badge):[a-z0-9-]{1,40})$/;

export const isAsset = (text: string): text is Asset => SHAPE.test(text);
