/** What the parts of a working till share. Built once when an enrolled till opens. */

import type { Reference } from '../cache/reference.ts';
import type { Clock } from '../clock/clock.ts';
import type { Heard } from '../clock/heard.ts';
import type { RandomBytes } from '../clock/moment.ts';
import type { Journal } from '../journal/journal.ts';
import type { EntryReader } from '../journal/read-entries.ts';
import type { Grants } from '../lease/grants.ts';
import type { NewPrintJob } from '../printer/spool-port.ts';

export type Desk = {
  readonly journal: Journal;
  readonly entries: EntryReader;
  readonly reference: Reference;
  /** HQ's grants that no entry has used yet. */
  readonly grants: Grants;
  readonly clock: Clock;
  readonly heard: Heard;
  readonly random: RandomBytes;
  /** Puts a print job beside the entry that is being appended; only inside `append`. */
  readonly enqueue: (job: NewPrintJob) => void;
};
