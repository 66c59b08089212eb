/**
 * Everything that is read back from the journal, over all its files: entries, the window's projection, what is to be
 * sent. What is read that cannot have been written is never handed on, and the journal takes nothing more (JRN-4).
 */
import type { EntryPage } from '../../shared/ipc/views.ts';
import type { EntryId, MemberId } from '../../shared/kernel/ids.ts';
import type { EntryBody } from '../../shared/ledger/body.ts';
import type { EntryHead } from '../../shared/ledger/entry.ts';
import type { OwnEffect } from '../../shared/ledger/shown-balance.ts';
import type { CountedUse } from '../../shared/loyalty/limits/counted-uses.ts';
import type { WireEntry } from '../../shared/protocol/push.ts';
import { USE } from './beside-rows.ts';
import type { Journal } from './journal.ts';
import { allFiles } from './read/all-files.ts';
import { ownRows } from './read/own-rows.ts';
import { awaitedReader } from './read/read-awaited.ts';
import type { MemberRow } from './read/read-file.ts';
import { pageReader } from './read/read-page.ts';
import { withinBytes } from './read/within-bytes.ts';
import { sqliteFault } from './sqlite-fault.ts';
import { type EntryRow, readRow } from './verify-chain.ts';

export type KeptEntry = { readonly head: EntryHead; readonly body: EntryBody; readonly hash: string };

export type EntryReader = {
  readonly byId: (id: EntryId) => KeptEntry | null;
  readonly has: (id: EntryId) => boolean;
  /** The hash of an entry of this epoch, while it is kept. */
  readonly hashAt: (seq: number) => string | null;
  /** Changes after a revision, in commit order; an entry changed twice stands once. */
  readonly page: (afterRevision: number, limit: number) => EntryPage;
  readonly revision: () => number;
  /** Texts of this epoch to push, at most `count` and MAX_PUSH_BYTES together, but always one if there is one. */
  readonly wire: (fromSeq: number, count: number) => readonly WireEntry[];
  /** The same for single entries of any epoch; ids that are not here are left out. */
  readonly wireOf: (ids: readonly EntryId[]) => readonly WireEntry[];
  /** The first entry of this epoch up to `uptoSeq`, after `afterSeq`, whose log index is not known. */
  readonly firstUnacknowledged: (range: { afterSeq: number; uptoSeq: number }) => number | null;
  /** Of all epochs. */
  readonly unacknowledgedCount: () => number;
  /** Effects on a member that HQ's row of log index `asOf` does not contain yet. */
  readonly ownEffects: (member: MemberId, asOf: number) => readonly OwnEffect[];
  /** Limited rules that the member has used here, in the same way: one for each receipt. */
  readonly ownUses: (member: MemberId, asOf: number) => readonly CountedUse[];
};

export function entryReader(journal: Journal): EntryReader {
  const { db } = journal;
  const files = allFiles(journal);
  const newest = db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'change'");
  const revision = (): number => (newest.get()?.['seq'] as number | undefined) ?? 0;
  const page = pageReader({ journal, files, revision });
  const { acknowledgedUpto, ...awaited } = awaitedReader(journal);
  const own = ownRows({ journal, files, acknowledgedUpto });

  function reading<T>(act: () => T): T {
    try {
      return act();
    } catch (cause) {
      if (sqliteFault(cause) === 'damaged') journal.damaged({ seq: 0, what: String(cause) });
      throw cause;
    }
  }

  function rowOf(id: EntryId): EntryRow | null {
    for (const file of files.withId(id)) {
      const row = file.byId(id);
      if (row !== null) return sound(row, file === files.live) ? row : null;
    }
    return null;
  }

  function sound(row: EntryRow, isLive: boolean): boolean {
    const read = readRow(row);
    if (!read.ok && isLive) journal.damaged(read.failure);
    return read.ok;
  }

  function* wireFrom(fromSeq: number, count: number): Generator<WireEntry> {
    let left = count;
    const readers = [...files.ownFrom(fromSeq).map(files.of), files.live];
    for (const file of readers)
      for (const { head, sig, body } of left > 0 ? file.wire(fromSeq, left) : []) {
        left -= 1;
        yield { head, sig, body };
      }
  }

  function* wireById(ids: readonly EntryId[]): Generator<WireEntry> {
    for (const id of ids) {
      const row = rowOf(id);
      if (row !== null) yield { head: row.head, sig: row.sig, body: row.body };
    }
  }

  return {
    byId: (id) => reading(() => keptEntry(rowOf(id))),
    has: (id) => reading(() => [...files.withId(id)].some((file) => file.has(id))),
    hashAt: (seq) =>
      reading(() => {
        const [segment] = files.ownFrom(seq);
        return (segment === undefined ? files.live : files.of(segment)).hashAt(seq);
      }),
    page: (afterRevision, limit) => reading(() => page(afterRevision, limit)),
    revision,
    wire: (fromSeq, count) => reading(() => withinBytes(wireFrom(fromSeq, count))),
    wireOf: (ids) => reading(() => withinBytes(wireById(ids))),
    ...awaited,
    ownEffects: (member, asOf) => reading(() => own(member, asOf).flatMap(effectOf)),
    ownUses: (member, asOf) =>
      reading(() => own(member, asOf).flatMap(({ effect, asset }) => (effect === USE ? [asset] : []))),
  };
}

const effectOf = ({ effect, asset, amount, logIndex }: MemberRow): readonly OwnEffect[] =>
  effect === USE ? [] : [{ effect, asset, amount, logIndex }];

const keptEntry = (row: EntryRow | null): KeptEntry | null =>
  row && {
    head: JSON.parse(row.head) as EntryHead,
    body: JSON.parse(row.body) as EntryBody,
    hash: row.hash,
  };
