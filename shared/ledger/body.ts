/** Bodies by kind of entry. Erasable; no personal data in them either. */
import type { CashierId, EntryId, IntentId, LeaseId, MemberId, OwnerId } from '../kernel/ids.ts';
import type { EpochMs, Milli, Minor } from '../kernel/units.ts';
import type { Asset } from '../loyalty/asset.ts';
import type { CountedUse } from '../loyalty/limits/counted-uses.ts';
import type { Explanation } from '../loyalty/outcome/explanation.ts';
import type { FundingShare, PricedLine, TaxTotal } from '../loyalty/outcome/outcome.ts';
import type { RedemptionOutcome } from '../loyalty/outcome/redemption-outcome.ts';
import type { Seen } from '../loyalty/seen/seen.ts';

export type Tender = {
  readonly kind: 'cash';
  readonly amountMinor: Minor;
};

/** A receipt, or a sale's frame of one, as the ledger carries it; its model belongs to the receipt layer above. */
export type ReceiptDocument = { readonly schema: string; readonly kind: string };

/** What the engine says of a line of `seen`, which has the same `n` and holds everything else. */
export type LineFigures = Pick<
  PricedLine,
  'n' | 'grossMinor' | 'discountMinor' | 'totalMinor' | 'cuts' | 'earns'
>;

/** What was paid otherwise than with money, and what was left for it. */
export type SpentFigures = Pick<
  RedemptionOutcome,
  'as' | 'points' | 'pointsMinor' | 'walletMinor' | 'giftCards' | 'moneyMinor'
>;

/** What the engine said. Nothing that `seen` holds stands here again (ADR 0009); an absent part was empty. */
export type SaleClaim = {
  /** In the order of `seen.lines`. */
  readonly lines: readonly LineFigures[];
  readonly taxes: readonly TaxTotal[];
  readonly spent?: SpentFigures;
  readonly funding?: readonly FundingShare[];
  /** Of the programme's limited rules, those that gave something (SAL-9). */
  readonly uses?: readonly CountedUse[];
  readonly explanation: Explanation;
};

/** A text with HQ's signature over it. */
export type SignedText = { readonly document: string; readonly sig: string };

export type SaleBody = SaleClaim & {
  readonly kind: 'SALE';
  readonly seen: Seen;
  readonly tenders: readonly Tender[];
  readonly changeMinor: Minor;
  /** HQ's signed grants of leases that this sale is the first to use (R8). */
  readonly grants?: readonly SignedText[];
  /** What a receipt says beside all this: who issued it, in which language, the balances shown. */
  readonly receipt: ReceiptDocument;
};

export type LoginBody = { readonly kind: 'LOGIN'; readonly action: 'signIn' | 'signOut' };
/** One failed PIN. The counters are a fold of these, so a restart forgets nothing. */
export type LockoutBody = { readonly kind: 'LOCKOUT'; readonly triedCashier: CashierId };
export type BootBody = { readonly kind: 'BOOT'; readonly appVersion: string; readonly storeId: string };
export type ShiftOpenBody = { readonly kind: 'SHIFT_OPEN'; readonly floatMinor: Minor };
export type ShiftCloseBody = {
  readonly kind: 'SHIFT_CLOSE';
  readonly countedMinor: Minor;
  readonly expectedMinor: Minor;
  readonly report: ReceiptDocument;
};
/** Asks HQ to confirm everything up to the entry before this one (section 17). */
export type DayCloseBody = {
  readonly kind: 'DAY_CLOSE';
  readonly count: number;
  readonly totalsByKind: readonly {
    readonly kind: string;
    readonly count: number;
    readonly totalMinor: Minor;
  }[];
  readonly uptoSeq: number;
};
export type FiscalBody = {
  readonly kind: 'FISCAL';
  readonly saleId: string;
  readonly state: 'queued' | 'sent' | 'fiscalised' | 'unknown';
  readonly number: string | null;
  readonly device: string;
};
/** The last entry of its epoch: nothing follows it, whatever happens to this disk. */
export type SealBody = { readonly kind: 'SEAL'; readonly reason: SealReason };
export const SEAL_REASONS = ['fork', 'clock', 'rotation'] as const;
export type SealReason = (typeof SEAL_REASONS)[number];

/** A folded state as the ledger carries it; its fields belong to the fold above. */
export type StateDocument = { readonly schema: string };
/**
 * What the chain up to here folds to: opening a journal begins at the last one. `continues` stands in the first entry
 * of an epoch that goes on where a sealed one ended.
 */
export type CheckpointBody = {
  readonly kind: 'CHECKPOINT';
  readonly state: StateDocument;
  readonly continues: { readonly epoch: number; readonly seq: number; readonly hash: string } | null;
};
export type TickBody = { readonly kind: 'TICK' };
/** A member erased on HQ's order; the till forgets the row and the label. */
export type ForgetBody = {
  readonly kind: 'FORGET';
  readonly member: MemberId;
  readonly orderedAtMs: EpochMs;
};

/** R13: durable before the first request for a right. */
export type IntentBody = {
  readonly kind: 'INTENT';
  readonly intent: IntentId;
  readonly basketId: EntryId;
  readonly owner: OwnerId;
  readonly asset: Asset;
  readonly amount: number;
};
/** R13, R14: the intent's end without a sale, and of every lease accepted for it. */
export type AbandonBody = { readonly kind: 'ABANDON'; readonly intent: IntentId; readonly owner: OwnerId };
/** R8: nothing is spent from these afterwards, whether or not anything was before. */
export type ReleaseBody = {
  readonly kind: 'RELEASE';
  readonly leases: readonly { readonly lease: LeaseId; readonly expiresAtMs: EpochMs }[];
};
/** Goods of one sale that came back; the parts of the head name what is refunded and clawed back. */
export type ReturnBody = {
  readonly kind: 'RETURN';
  readonly sale: EntryId;
  readonly lines: readonly { readonly n: number; readonly quantityMilli: Milli }[];
  readonly backMinor: Minor;
};

export type EntryBody =
  | SaleBody
  | LoginBody
  | LockoutBody
  | BootBody
  | ShiftOpenBody
  | ShiftCloseBody
  | DayCloseBody
  | FiscalBody
  | TickBody
  | ForgetBody
  | SealBody
  | CheckpointBody
  | IntentBody
  | AbandonBody
  | ReleaseBody
  | ReturnBody;
