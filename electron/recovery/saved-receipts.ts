/** The journal's reader with the receipts behind it that were saved from a damaged journal (EPO-5). */
import type { DatabaseSync } from 'node:sqlite';
import type { EntryBody } from '../../shared/ledger/body.ts';
import type { EntryHead } from '../../shared/ledger/entry.ts';
import type { EntryReader, KeptEntry } from '../journal/read-entries.ts';

export function withSavedReceipts(reader: EntryReader, db: DatabaseSync): EntryReader {
  const byId = db.prepare('SELECT head, hash, body FROM saved_receipt WHERE id = ?');
  return {
    ...reader,
    byId: (id) => reader.byId(id) ?? keptEntry(byId.get(id)),
    has: (id) => reader.has(id) || byId.get(id) !== undefined,
  };
}

function keptEntry(row: Readonly<Record<string, unknown>> | undefined): KeptEntry | null {
  if (row === undefined) return null;
  return {
    head: JSON.parse(row['head'] as string) as EntryHead,
    body: JSON.parse(row['body'] as string) as EntryBody,
    hash: row['hash'] as string,
  };
}
