/**
 * An entry: the unit of atomicity, signing and delivery (protocol.md sections 3 and 18). The head is signed and holds
 * no personal data; the body lies beside it, bound by `bodyHash`, and can be erased.
 */
import type { BusinessDate } from '../kernel/business-date.ts';
import type { CashierId, EntryId, IntentId, LeaseId, MemberId, ShiftId, TillId } from '../kernel/ids.ts';
import type { EpochMs, Minor } from '../kernel/units.ts';
import type { Asset } from '../loyalty/asset.ts';

export const ENTRY_VERSION = 1;

export const ENTRY_KINDS = [
  'BOOT',
  'SEAL',
  'CONFIG',
  'ENROL',
  'LOGIN',
  'LOCKOUT',
  'SHIFT_OPEN',
  'SHIFT_CLOSE',
  'CASH_IN',
  'CASH_OUT',
  'SALE',
  'RETURN',
  'VOID',
  'ADJUST',
  'INTENT',
  'ABANDON',
  'RELEASE',
  'CARD_ACTIVATE',
  'TRANSFER_OUT',
  'FISCAL',
  'TICK',
  'CLAIM',
  'FORGET',
  'DAY_CLOSE',
  'CHECKPOINT',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

export const EFFECTS = ['EARN', 'REDEEM', 'REFUND', 'CLAWBACK'] as const;
export type Effect = (typeof EFFECTS)[number];

/** One effect on one balance; its id is `entryId#n`. `amount` is positive, in the asset's smallest unit. */
export type EntryPart = {
  readonly n: number;
  readonly effect: Effect;
  readonly asset: Asset;
  readonly amount: number;
  /** Whose balance; absent: the entry's member. HQ takes no other name than the one it holds itself (SAL-8). */
  readonly to?: MemberId;
  /** The account of the asset `giftcard`. */
  readonly cardId?: string;
  /** A life of its own for what is earned; absent: the programme's policy. */
  readonly validDays?: number;
  readonly lease?: LeaseId;
  readonly intent?: IntentId;
  /** The effect that a REFUND or CLAWBACK takes back. */
  readonly ref?: string;
};

export type EntryTotals = {
  readonly grossMinor: Minor;
  readonly discountMinor: Minor;
  readonly tenderMinor: Minor;
  readonly currency: string;
};

/** Main's record of a manager's PIN, bound to the draft it allowed. */
export type Approval = { readonly manager: CashierId; readonly draftHash: string };

export type EntryHead = {
  readonly v: typeof ENTRY_VERSION;
  readonly kind: EntryKind;
  readonly till: TillId;
  readonly epoch: number;
  /** 1, 2, 3 … without gaps within (till, epoch). */
  readonly seq: number;
  /** Hash of the previous head; for seq 1 that of `genesisText`. */
  readonly prev: string;
  readonly id: EntryId;
  readonly shift: ShiftId | null;
  readonly cashier: CashierId | null;
  readonly approval?: Approval;
  readonly member?: MemberId;
  readonly parts: readonly EntryPart[];
  readonly totals: EntryTotals | null;
  readonly programme: { readonly version: number; readonly hash: string } | null;
  readonly bodyHash: string;
  /** Monotone chain time, used for leases only (R8, R9). */
  readonly atMs: EpochMs;
  /** What the wall clock said; receipts and rules use it. */
  readonly wallMs: EpochMs;
  readonly businessDate: BusinessDate;
  /** The last acknowledgement of HQ that this till had seen. */
  readonly hq: { readonly logIndex: number; readonly timeMs: EpochMs };
};

/** An entry as it is stored and sent: texts verbatim, never serialised again. */
export type SignedEntry = {
  readonly head: string;
  readonly hash: string;
  readonly sig: string;
  readonly body: string;
};
