/** What one command moves. Applied to a book it gives the book after; written to the log it rebuilds every balance. */
import type { EffectId } from '../../kernel/ids.ts';
import type { Lease } from '../../lease/lease.ts';
import type { Intent, PostedEffect } from './book.ts';
import type { Lot, Movement } from './movement.ts';

export type Changes = {
  readonly movements: readonly Movement[];
  /** New ones, and those whose last day has moved, as they are afterwards. */
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
