/** The command that a record stands for, as it was given to posting. */
import { z } from 'zod';
import type { Command } from '../../shared/posting/post/command.ts';
import { type ReadRecord, readRecord } from '../posting/log-record.ts';
import { entryCommand, type LoggedEntry, loggedEntries, type Places } from './logged-entries.ts';
import type { Reader } from './pages.ts';

export type Logged = {
  readonly record: ReadRecord;
  readonly entry: LoggedEntry | undefined;
};

const NAMED_BY_REF = new Set(['OPENING', 'WRITE_OFF', 'DUE', 'ADJUST', 'RESOLVE']);
const NAMED_BY_LEASE = new Set(['GRANT', 'FREEZE', 'GUARANTEE']);

/** Null for a record that moves nothing of the ledger; a text says what is wrong with the record. */
export async function loggedCommand(
  db: Reader,
  { record, entry }: Logged,
  places: Places,
): Promise<Command | string | null> {
  if (record.kind === 'ENTRY' || record.kind === 'REPEAT') return entryCommand(record, entry, places);
  const byRef = NAMED_BY_REF.has(record.kind);
  if (!byRef && !NAMED_BY_LEASE.has(record.kind)) return null;
  // Version 1 did not say it, and is not computed again: its name is all that counts.
  const own = record.v === 1 ? { command: {} } : zOwn.safeParse(record.facts).data;
  if (!own) return 'does not say what was asked for';
  const command = { ...own.command, kind: record.kind, ...(byRef && { ref: record.ref }) };
  // HQ wrote and signed it; `post` is total over whatever its fields hold.
  if (record.kind !== 'RESOLVE') return command as unknown as Command;
  const resolved = await resolvedEntry(db, record, places);
  return typeof resolved === 'string' ? resolved : ({ ...command, entry: resolved } as unknown as Command);
}

const zOwn = z.looseObject({ command: z.record(z.string(), z.unknown()) });
const zResolve = z.looseObject({ of: z.int() });

/** RESOLVE names the log index of the entry that it is about. */
async function resolvedEntry(db: Reader, { facts }: ReadRecord, places: Places) {
  const of = zResolve.safeParse(facts).data?.of;
  if (of === undefined) return 'does not say what it resolves';
  const row = await db.selectFrom('hq_log').select('record').where('log_index', '=', of).executeTakeFirst();
  const record = row && readRecord(row.record);
  if (!record) return `log ${of}, which it resolves, cannot be read`;
  const entry = entryCommand(record, (await loggedEntries(db, of, of)).get(of), places);
  return typeof entry === 'string' ? entry : entry.entry;
}
