/** What the rest of main knows of the spool. Nothing here waits for a printer: every call returns at once. */
import type { DatabaseSync } from 'node:sqlite';
import type { TillStatus } from '../../shared/ipc/status.ts';
import type { PrintJobView, SpoolAction } from '../../shared/ipc/views.ts';
import type { EntryId } from '../../shared/kernel/ids.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';

/** `drawer` opens the cash drawer and prints nothing. */
export type PrintKind = 'sale' | 'zReport' | 'drawer';

export type NewPrintJob = {
  readonly entryId: EntryId;
  readonly kind: PrintKind;
  readonly receiptNumber: string;
};

export type PrintableJob = { readonly bytes: Uint8Array };

/** What to render: `copy` 0 is the original. Drawer jobs are never asked for. */
export type RenderRequest = {
  readonly entryId: EntryId;
  readonly kind: Exclude<PrintKind, 'drawer'>;
  readonly copy: number;
};

export type SpoolOptions = {
  /** The journal's database: a job stands in the same transaction as its entry. */
  readonly db: DatabaseSync;
  readonly renderJob: (job: RenderRequest) => PrintableJob;
  /** `tcp://host:port`, or null where no printer is set: then jobs are recorded and not printed. */
  readonly printerUrl: string | null;
  readonly now: () => EpochMs;
  /** A job or the printer's state has changed. */
  readonly onChange: () => void;
  /** Wait before the next try after so many failures in a row; shorter in tests. */
  readonly retryWaitMs?: (failures: number) => number;
};

export type Spool = {
  /** Call inside the transaction that appends the entry. Returns the job's id. */
  readonly enqueueInTransaction: (job: NewPrintJob) => number;
  /** Settles what a crash left behind, then prints. */
  readonly start: () => void;
  /** Ends after the attempt that is under way, if any. */
  readonly stop: () => Promise<void>;
  /** Open jobs and the latest finished ones, newest first. */
  readonly jobs: () => readonly PrintJobView[];
  readonly resolve: (jobId: number, action: SpoolAction) => Result<readonly PrintJobView[]>;
  readonly enqueueCopy: (entryId: EntryId) => Result<PrintJobView>;
  /** How many copies of an entry's receipt were ordered so far. */
  readonly copiesOf: (entryId: EntryId) => number;
  readonly status: () => TillStatus['printer'];
};
