import type { TillId } from '../../../shared/kernel/ids.ts';
import type { EpochMs } from '../../../shared/kernel/units.ts';
import type { Changes } from '../../../shared/posting/book/changes.ts';
import type { SignedDocument } from '../../../shared/protocol/signed.ts';

/** What one command moved, under the log record that says so. */
export type PlacedChanges = {
  readonly logIndex: number;
  readonly atMs: EpochMs;
  readonly changes: Changes;
  /** Whose entry it was; null: HQ's own record. */
  readonly till: TillId | null;
  /** Of a GRANT, the document that goes out after the commit (R6). */
  readonly grant?: SignedDocument;
};
