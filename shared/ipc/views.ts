/** What main shows of its journal and spool. */
import type { EntryId, MemberId } from '../kernel/ids.ts';
import type { EpochMs, Minor } from '../kernel/units.ts';
import type { EntryKind, EntryPart } from '../ledger/entry.ts';
import type { Receipt } from '../receipt/model.ts';

/** One entry as the window's view keeps it; a row appears again when its log index becomes known. */
export type EntryView = {
  readonly id: EntryId;
  readonly epoch: number;
  readonly seq: number;
  readonly kind: EntryKind;
  readonly memberId: MemberId | null;
  readonly parts: readonly EntryPart[];
  readonly totalMinor: Minor;
  readonly wallMs: EpochMs;
  /** HQ's log index of this entry; null until acknowledged. */
  readonly logIndex: number | null;
};

/** Where an entry stands: its epoch, and its number there. */
export type EntryPlace = { readonly epoch: number; readonly seq: number };

/**
 * `revision` counts changes of the journal's projection: new entries and acknowledgements, in commit order. A page with
 * fewer entries than were asked for is the last one.
 */
export type EntryPage = {
  readonly entries: readonly EntryView[];
  readonly revision: number;
  /** The first entry that is still kept: what stands before it, by epoch and then by seq, may be forgotten. */
  readonly oldest: EntryPlace;
};

export type ReceiptView = {
  readonly receipt: Receipt;
  readonly memberLabel: string | null;
  readonly hash8: string;
  readonly copies: number;
};

export const PRINT_STATES = [
  'queued',
  'preflight',
  'sending',
  'sent',
  'confirmed',
  'blocked',
  'unknown',
  'cancelled',
  'superseded',
] as const;
export type PrintState = (typeof PRINT_STATES)[number];

export type PrintJobView = {
  readonly id: number;
  readonly entryId: EntryId;
  readonly receiptNumber: string;
  readonly copy: number;
  readonly state: PrintState;
  readonly code: 'PRINTER-OFFLINE' | 'PRINTER-PAPER' | 'PRINTER-COVER' | 'PRINTER-UNKNOWN' | null;
  readonly createdAtMs: EpochMs;
};

/** The cashier's answer about a job whose fate is unknown, or that they want to end. */
export const SPOOL_ACTIONS = ['printed', 'copy', 'skip'] as const;
export type SpoolAction = (typeof SPOOL_ACTIONS)[number];
