/** What a return does beyond its pro-rata sums (RET-n). */
export type ReturnPolicy = {
  /** What a clawback cannot take becomes a receivable repaid by later accruals (the default), or is forgiven. */
  readonly shortfall?: 'receivable' | 'forgive';
  /** Extra goods whose condition no longer holds: returned with the goods (the default), or kept. */
  readonly gifts?: 'return' | 'keep';
  /** Redeemed points come back to lots with at least so many days left; absent: 30. */
  readonly minimumDaysLeft?: number;
};
