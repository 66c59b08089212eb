/** A person's verdict on what waits: it is posted after all, or what was claimed goes back. Recorded with who and why. */
import type { Transaction } from 'kysely';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { type Changes, NO_CHANGES } from '../../shared/posting/book/changes.ts';
import type { PostedEntry } from '../../shared/posting/post/command.ts';
import { inTransaction } from '../db/retry.ts';
import type { Database } from '../db/tables.ts';
import type { Hq } from '../hq.ts';
import { appendLog, lockLog } from '../posting/hq-log.ts';
import { readRecord } from '../posting/log-record.ts';
import { postCommands } from '../posting/post-commands.ts';
import { entryCommand, loadPlaces, loggedEntries } from '../verify/logged-entries.ts';
import type { Act } from './act.ts';

type Trx = Transaction<Database>;

export const VERDICTS = ['post', 'refuse'] as const;
export type Verdict = (typeof VERDICTS)[number];

export type ResolveFault = 'unknown' | 'settled' | 'refused-entry' | 'unreadable';

export type Resolution = {
  readonly id: number;
  readonly verdict: Verdict;
  readonly act: Act;
};

export function resolveQuarantine(
  hq: Pick<Hq, 'db' | 'keys' | 'nowMs'>,
  resolution: Resolution,
): Promise<Result<Changes, ResolveFault>> {
  return inTransaction(hq.db, async (trx) => {
    const { id, verdict, act } = resolution;
    const row = await trx
      .selectFrom('quarantine')
      .innerJoin('till', 'till.id', 'quarantine.till')
      .innerJoin('store', 'store.id', 'till.store_id')
      .select(['quarantine.log_index as of', 'resolved_at_ms', 'store.company_id as company'])
      .where('quarantine.id', '=', id)
      .forUpdate('quarantine')
      .executeTakeFirst();
    if (!row) return fail('unknown');
    if (row.resolved_at_ms !== null) return fail('settled');
    // An entry that nothing vouches for is never posted; a person can only say that they have seen it.
    if (row.of === null && verdict === 'post') return fail('refused-entry');
    const changes =
      row.of === null ? NO_CHANGES : await resolve(trx, hq, { ...resolution, ...row, of: row.of });
    if (changes === null) return fail('unreadable');
    if (changes === NO_CHANGES) await note(trx, hq, { quarantine: id, of: row.of, verdict, ...act });
    await trx.updateTable('quarantine').set({ resolved_at_ms: hq.nowMs() }).where('id', '=', id).execute();
    return ok(changes);
  });
}

type Posting = Resolution & {
  readonly of: number;
  readonly company: NonNullable<Parameters<typeof postCommands>[1]['company']>;
};

/** Null when what is kept of the entry cannot be read any more. */
async function resolve(
  trx: Trx,
  { keys, nowMs }: Pick<Hq, 'keys' | 'nowMs'>,
  { id, of, verdict, act, company }: Posting,
): Promise<Changes | null> {
  const entry = await waitingEntry(trx, of);
  if (!entry) return null;
  const [changes] = await postCommands(trx, {
    key: keys.signing,
    nowMs: nowMs(),
    commands: [{ kind: 'RESOLVE', ref: resolveRef(id), entry, verdict }],
    company,
    facts: { of, ...act },
  });
  return changes ?? NO_CHANGES;
}

export const resolveRef = (id: number): string => `resolve:${id}`;

async function waitingEntry(trx: Trx, of: number): Promise<PostedEntry | null> {
  const row = await trx.selectFrom('hq_log').select('record').where('log_index', '=', of).executeTakeFirst();
  const record = row && readRecord(row.record);
  if (!record) return null;
  const places = await loadPlaces(trx);
  const command = entryCommand(record, (await loggedEntries(trx, of, of)).get(of), places);
  return typeof command === 'string' ? null : command.entry;
}

/** What moves nothing is recorded all the same. */
async function note(
  trx: Trx,
  { keys, nowMs }: Pick<Hq, 'keys' | 'nowMs'>,
  facts: Readonly<Record<string, unknown>> & { readonly quarantine: number },
): Promise<void> {
  const tip = await lockLog(trx, keys.signing);
  const records = [{ kind: 'NOTE' as const, ref: resolveRef(facts.quarantine), facts }];
  await appendLog(trx, { tip, key: keys.signing, atMs: nowMs(), records });
}
