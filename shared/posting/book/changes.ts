/** What one command moves. Applied to a book it gives the book after; written to the log it rebuilds every balance. */
import type { EffectId } from '../../kernel/ids.ts';
import type { Lease } from '../../lease/lease.ts';
import type { Intent, PostedEffect } from './book.ts';
import type { Lot, Movement } from './movement.ts';

export type Changes = {
  readonly movements: readonly Movement[];
  /** Those that came from the house (new ones, and spent ones that are back) or whose last day moved, as they are now. */
  readonly lots: readonly Lot[];
  /** As they are afterwards. */
  readonly leases: readonly Lease[];
  readonly intents: readonly Intent[];
  /** EARN and REDEEM that a later entry may take back. */
  readonly effects: readonly PostedEffect[];
  readonly undone: readonly { readonly id: EffectId; readonly undone: number }[];
  readonly incidents: readonly Incident[];
};

/** What the house paid, or what somebody has to look at; never a reason to refuse an entry (section 12). */
export type Incident = {
  readonly kind: IncidentKind;
  readonly effectId: EffectId;
  readonly amount: number;
};

export const INCIDENT_KINDS = [
  /** A spend of a lease that was closed by proof: only a forked or forged chain can do that. */
  'lease-closed',
  'lease-written-off',
  'lease-unknown',
  'lease-of-another',
  'lease-overspent',
  /** Spent after the lease's end in chain time: the till has a fault. */
  'lease-late',
  'intent-twice',
  'intent-abandoned',
  /** More was taken back than was left of the original. */
  'refund-excess',
  'clawback-excess',
  /** A clawback from a store that did not post the EARN: it waits for a person (I10). */
  'clawback-elsewhere',
  'effect-unknown',
  /** Who has it to be posted to, HQ does not know: it is in suspense. */
  'owner-unknown',
  /** An intent that another till has opened, or of another owner. */
  'intent-elsewhere',
  /** No trade moves as much: it is not posted. */
  'amount-beyond-limit',
] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

export const NO_CHANGES: Changes = {
  movements: [],
  lots: [],
  leases: [],
  intents: [],
  effects: [],
  undone: [],
  incidents: [],
};
