/** When what was earned can be spent, and until when (LOT-n). */
export type LotPolicies = {
  readonly points?: LotPolicy;
  readonly wallet?: LotPolicy;
  /** Stamps, tickets and coupons alike. */
  readonly other?: LotPolicy;
};

export type LotPolicy = {
  /** 0 (the default): at once; 1: from the next business day; n: n days later. */
  readonly pendingDays?: number;
  /** Absent: never. */
  readonly expiry?: Expiry;
};

/**
 * A lot is good through the end of its last business day. `endOfMonth` and `endOfYear` are those of the day that lies
 * `months` or `years` later (0: of the same month or year). `inactivity`: every visit moves the last day.
 */
export type Expiry =
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'months'; readonly months: number }
  | { readonly kind: 'endOfMonth'; readonly months: number }
  | { readonly kind: 'endOfYear'; readonly years: number }
  | { readonly kind: 'inactivity'; readonly days: number };
