/**
 * The one way by which commands reach the ledger's tables: lock and load what they need, post each on what those before
 * it left, append their records, write. What posts entries in bulk (push) does the same with more beside it.
 */
import type { Transaction } from 'kysely';
import type { CompanyId, TillId } from '../../shared/kernel/ids.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { LeaseGrant } from '../../shared/lease/lease.ts';
import { leasedAccount } from '../../shared/posting/book/accounts.ts';
import { type Changes, NO_CHANGES } from '../../shared/posting/book/changes.ts';
import type { LotSlice } from '../../shared/posting/book/movement.ts';
import { workingBook } from '../../shared/posting/book/working-book.ts';
import type { Command } from '../../shared/posting/post/command.ts';
import { post } from '../../shared/posting/post/post.ts';
import type { SigningKey } from '../crypto/ed25519.ts';
import { signDocument } from '../crypto/hq-document.ts';
import type { Database } from '../db/tables.ts';
import { endOfDayMs, zonesOf } from '../lease/end-of-day.ts';
import { type BookRows, bookOfRows } from './book/book-of-rows.ts';
import { loadRows } from './book/load-book.ts';
import { needsOf } from './book/needs.ts';
import { appendLog, type LogRecord, lockLog } from './hq-log.ts';
import { changesFacts, commandFacts } from './log-record.ts';
import type { PlacedChanges } from './write/placed-changes.ts';
import { considerAgain, touchMembers } from './write/touch-members.ts';
import { writeChanges } from './write/write-changes.ts';

type Trx = Transaction<Database>;

export type Posting = {
  readonly key: SigningKey;
  readonly nowMs: EpochMs;
  readonly commands: readonly Command[];
  /** Whose owners count; absent: of any company, and no gift card comes into being. */
  readonly company?: CompanyId;
  /** Who did it and why, for acts of a person. */
  readonly facts?: Readonly<Record<string, unknown>>;
};

/** What each command moved, in their order; NO_CHANGES where it did nothing, and then it has no record either. */
export async function postCommands(trx: Trx, posting: Posting): Promise<readonly Changes[]> {
  const { commands, company = null } = posting;
  return postLoaded(trx, {
    ...posting,
    rows: await loadRows(trx, { needs: needsOf(commands), company, idleLots: true }),
  });
}

/** The same with rows that were loaded, and looked at, before. */
export async function postLoaded(
  trx: Trx,
  { key, nowMs, commands, facts = {}, rows }: Posting & { readonly rows: BookRows },
): Promise<readonly Changes[]> {
  const book = workingBook(bookOfRows(rows));
  const posted = commands.map((command) => {
    const isRepeat = command.kind === 'ENTRY' && book.isPosted(command.entry.id);
    const changes = post(book, command);
    book.apply(command, changes);
    const leased =
      command.kind === 'GRANT' && changes !== NO_CHANGES
        ? book.slices(leasedAccount(command.lease), command.asset)
        : [];
    return { command, changes, leased, isRepeat };
  });
  const moved = posted.filter(
    ({ command, changes, isRepeat }) => changes !== NO_CHANGES || (command.kind === 'ENTRY' && !isRepeat),
  );
  if (moved.length === 0) return posted.map(({ changes }) => changes);
  const zones = await zonesOf(
    trx,
    moved.flatMap(({ command }) => (command.kind === 'GRANT' ? [command.store] : [])),
  );
  const tip = await lockLog(trx, key);
  const placed = moved.map(({ command, changes, leased }, position): PlacedChanges => {
    const logIndex = tip.logIndex + position + 1;
    const at = { logIndex, atMs: nowMs, changes, till: tillOf(command) };
    if (command.kind !== 'GRANT') return at;
    const timeZone = zones.get(command.store) ?? 'UTC';
    return { ...at, grant: signDocument(key, grantOf(command, { logIndex, nowMs, leased, timeZone })) };
  });
  const records = moved.map((each) => recordOf(each, facts));
  await appendLog(trx, { tip, key, atMs: nowMs, records });
  const touched = await writeChanges(trx, { placed, rows, after: book, nowMs });
  await considerAgain(trx, touched);
  await touchMembers(trx, touched);
  return posted.map(({ changes }) => changes);
}

const tillOf = (command: Command): TillId | null =>
  command.kind === 'ENTRY' || command.kind === 'RESOLVE' ? command.entry.till : null;

type Moved = { readonly command: Command; readonly changes: Changes; readonly isRepeat: boolean };

/** An entry that came beside its chain first, and now in order, moves the chain's time: a record of its own. */
function recordOf({ command, changes, isRepeat }: Moved, facts: Posting['facts']): LogRecord {
  if (command.kind === 'ENTRY') {
    const { id, till, epoch, hqDay, intent, released } = command.entry;
    const { via, suspended } = command;
    const outcome = isRepeat ? 'repeated' : suspended ? 'suspense' : 'posted';
    const own = { entry: { till, epoch }, via, outcome, hqDay, intent, released };
    return { kind: isRepeat ? 'REPEAT' : 'ENTRY', ref: id, facts: { ...own, ...changesFacts(changes) } };
  }
  const ref = 'ref' in command ? command.ref : command.lease;
  return { kind: command.kind, ref, facts: { ...commandFacts(command), ...facts, ...changesFacts(changes) } };
}

type Granted = {
  readonly logIndex: number;
  readonly nowMs: EpochMs;
  readonly leased: readonly LotSlice[];
  readonly timeZone: string;
};

const grantOf = (
  command: Extract<Command, { kind: 'GRANT' }>,
  { logIndex, nowMs, leased, timeZone }: Granted,
): LeaseGrant => ({
  lease: command.lease,
  logIndex,
  owner: command.owner,
  asset: command.asset,
  amount: command.amount,
  lots: leased.map(({ lot, remaining }) => ({
    lot: lot.id,
    amount: remaining,
    endsAtMs: lot.lastDay === null ? null : endOfDayMs(lot.lastDay, timeZone),
  })),
  holder: command.holder,
  grantedAtMs: nowMs,
  expiresAtMs: command.expiresAtMs,
  intent: command.intent,
});
