/** The entries that a stretch of the log is about, with what posting needs of their till and programme. */
import { sql } from 'kysely';
import { z } from 'zod';
import type { CompanyId, IntentId, LeaseId, StoreId, TillId } from '../../shared/kernel/ids.ts';
import { zBusinessDate, zId } from '../../shared/kernel/schema.ts';
import { zOwner } from '../../shared/ledger/owner-schema.ts';
import type { EntryCommand } from '../../shared/posting/post/command.ts';
import type { ReadRecord } from '../posting/log-record.ts';
import { postedEntryOf } from '../posting/posted-entry.ts';
import { programmeReader, type ShelvedProgramme, shelve } from '../posting/programme-shelf.ts';
import { readEntry } from '../posting/read-entry.ts';
import type { Reader } from './pages.ts';

export type LoggedEntry = {
  readonly till: TillId;
  readonly epoch: number;
  readonly seq: number;
  readonly hash: string;
  readonly head: string;
};

/** By log index: entries in their chains, and those beside. */
export async function loggedEntries(
  db: Reader,
  from: number,
  to: number,
): Promise<ReadonlyMap<number, LoggedEntry>> {
  const { rows } = await sql<LoggedEntry & { log_index: number }>`
    SELECT log_index, till, epoch, seq, hash, head FROM entry WHERE log_index >= ${from} AND log_index <= ${to}
    UNION ALL
    SELECT log_index, till, epoch, seq, hash, head FROM fork_evidence
    WHERE log_index >= ${from} AND log_index <= ${to}`.execute(db);
  return new Map(rows.map((row) => [row.log_index, row]));
}

type Place = { readonly store: StoreId; readonly programmes: ReadonlyMap<number, ShelvedProgramme> };

export type Places = (till: TillId) => Place | undefined;

/** Every till's store, and its company's programmes. */
export async function loadPlaces(db: Reader): Promise<Places> {
  const tills = await db
    .selectFrom('till')
    .innerJoin('store', 'store.id', 'till.store_id')
    .select(['till.id as till', 'store.id as store', 'store.company_id as company'])
    .execute();
  const read = programmeReader(db);
  const shelves = new Map<CompanyId, Map<number, ShelvedProgramme>>();
  for (const { company } of tills) {
    if (shelves.has(company)) continue;
    const shelf = new Map<number, ShelvedProgramme>();
    for (const stored of await read(company)) shelve(shelf, stored);
    shelves.set(company, shelf);
  }
  const places = new Map(
    tills.map(({ till, store, company }) => [till, { store, programmes: shelves.get(company) ?? new Map() }]),
  );
  return (till) => places.get(till);
}

const zEntryFacts = z.looseObject({
  entry: z.looseObject({ till: zId<TillId>(), epoch: z.int(), seq: z.int(), hash: z.string() }),
  via: z.enum(['chain', 'beside']).default('chain'),
  outcome: z.enum(['posted', 'suspense', 'repeated']),
  hqDay: zBusinessDate.exactOptional(),
  held: z.array(z.int()).exactOptional(),
  intent: z.strictObject({ id: zId<IntentId>(), owner: zOwner }).exactOptional(),
  released: z.array(zId<LeaseId>()).exactOptional(),
});

/** The command that a record of an entry stands for, or what is wrong with it. */
export function entryCommand(
  record: ReadRecord,
  entry: LoggedEntry | undefined,
  places: Places,
): EntryCommand | string {
  const facts = zEntryFacts.safeParse(record.facts).data;
  if (!facts) return 'does not say which entry it is about';
  const { till, epoch, seq, hash } = facts.entry;
  const same = entry?.till === till && entry.epoch === epoch && entry.seq === seq && entry.hash === hash;
  if (!entry || !same) return `its entry ${till}/${epoch}/${seq} is not there`;
  const read = readEntry({ head: entry.head, body: '', sig: '' });
  const place = places(till);
  if (!read || !place) return `its entry ${till}/${epoch}/${seq} cannot be read`;
  const { hqDay, intent, released, held } = facts;
  const posted = postedEntryOf({
    place: read.place,
    head: read.meaning.head,
    rights: { ...(intent && { intent }), ...(released && { released }) },
    ...place,
    hqDay,
    ...(held && { held }),
  });
  return { kind: 'ENTRY', entry: posted, via: facts.via, suspended: facts.outcome === 'suspense' };
}
