/**
 * SEG-7: what can still be saved of a file that is damaged and was set aside: every entry that reads back as it was
 * written and that HQ is not known to have. Only reads; what cannot be read is passed over, entry by entry.
 */
import { DatabaseSync } from 'node:sqlite';
import type { EntryId } from '../../../shared/kernel/ids.ts';
import type { WireEntry } from '../../../shared/protocol/push.ts';
import { rowGuard } from '../row-guard.ts';
import { type EntryRow, readRow } from '../verify-chain.ts';

export type UndeliveredEntry = WireEntry & {
  readonly id: EntryId;
  readonly epoch: number;
  readonly seq: number;
};

/** A file whose end cannot be told is given up after so many numbers without an entry. */
const MAX_UNREADABLE_RUN = 2_000;

/** Throws SQLite's error for a file of which nothing at all can be read. */
export function* undelivered(path: string): Generator<UndeliveredEntry> {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const rowAt = db.prepare('SELECT seq, id, kind, head, hash, sig, body FROM entry WHERE seq = ?');
    const ackAt = db.prepare('SELECT * FROM acknowledgement WHERE seq = ?');
    const range = rangeOf(db);
    let unreadable = 0;
    for (let seq = range.firstSeq; seq <= range.lastSeq && unreadable < MAX_UNREADABLE_RUN; seq += 1) {
      const row = tried(() => rowAt.get(seq)) as EntryRow | undefined;
      const read = row && readRow(row);
      unreadable = read?.ok ? 0 : unreadable + 1;
      if (!row || !read?.ok || isAcknowledged(row, () => ackAt.get(seq))) continue;
      const { id, epoch } = read.value.head;
      yield { id, epoch, seq, head: row.head, sig: row.sig, body: row.body };
    }
  } finally {
    db.close();
  }
}

/** An acknowledgement that is spoiled itself is none: HQ takes an entry twice and posts it once. */
function isAcknowledged({ id }: EntryRow, read: () => Record<string, unknown> | undefined): boolean {
  const ack = tried(read);
  if (ack === undefined) return false;
  return ack['guard'] === undefined || ack['guard'] === rowGuard(id, ack['log_index'] as number);
}

function rangeOf(db: DatabaseSync): { firstSeq: number; lastSeq: number } {
  const first = tried(() => db.prepare('SELECT min(seq) AS seq FROM entry').get())?.['seq'];
  const last = tried(() => db.prepare('SELECT max(seq) AS seq FROM entry').get())?.['seq'];
  return {
    firstSeq: typeof first === 'number' ? first : 1,
    lastSeq: typeof last === 'number' ? last : Number.MAX_SAFE_INTEGER,
  };
}

function tried<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
