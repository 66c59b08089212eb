import type { Bps, Minor } from '../../kernel/units.ts';

/**
 * Limits that a till enforces alone, counted from its own chain and the member's row (LIM-n). Absent: none. `times`
 * counts receipts on which the rule gave something, or units of `forEvery` on one receipt.
 */
export type RuleLimits = {
  readonly timesPerReceipt?: number;
  readonly timesPerMemberDay?: number;
  readonly timesPerMember?: number;
  readonly timesPerCashierDay?: number;
  /** Uses by everybody, as HQ last told; a till that was off line may pass it, and HQ then says by how much. */
  readonly timesInAll?: number;
  /** The most that the rule earns on one receipt, in the asset's smallest unit. */
  readonly amountPerReceipt?: number;
  readonly discountPerReceiptMinor?: Minor;
  /** The rule's discount is at most this share of the covered goods. */
  readonly shareOfReceiptBps?: Bps;
};

export type ProgrammeLimits = {
  /** Receipts of one member per business day at one till that earn. */
  readonly earningReceiptsPerMemberDay?: number;
  /** The most points that one receipt earns. */
  readonly pointsPerReceipt?: number;
  /** All discounts together, as a share of the goods at shelf price. */
  readonly discountShareOfReceiptBps?: Bps;
};
