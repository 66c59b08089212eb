/** Whatever a member can own is one mechanism in ledger and leases; the asset's name tells which. */
export type Asset =
  | 'points'
  | 'wallet'
  | 'giftcard'
  | `stamps:${string}`
  | `coupon:${string}`
  | `ticket:${string}`;

const SHAPE = /^(points|wallet|giftcard|(stamps|coupon|ticket):[a-z0-9-]{1,40})$/;

export const isAsset = (text: string): text is Asset => SHAPE.test(text);
