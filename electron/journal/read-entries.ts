/** Everything that is read back from the journal: entries, the window's projection, what is to be sent. */
import type { DatabaseSync } from 'node:sqlite';
import type { EntryPage, EntryView } from '../../shared/ipc/views.ts';
import type { EntryId, MemberId } from '../../shared/kernel/ids.ts';
import { MAX_PUSH_BYTES } from '../../shared/kernel/limits.ts';
import type { EntryBody } from '../../shared/ledger/body.ts';
import type { EntryHead } from '../../shared/ledger/entry.ts';
import type { OwnEffect } from '../../shared/ledger/shown-balance.ts';
import type { WireEntry } from '../../shared/protocol/push.ts';
import { saleTotalMinor } from '../../shared/shift/till-state.ts';

export type KeptEntry = { readonly head: EntryHead; readonly body: EntryBody; readonly hash: string };

export type EntryReader = {
  readonly byId: (id: EntryId) => KeptEntry | null;
  readonly has: (id: EntryId) => boolean;
  readonly hashAt: (seq: number) => string | null;
  /** Changes after a revision, in commit order; an entry changed twice stands once. */
  readonly page: (afterRevision: number, limit: number) => EntryPage;
  readonly revision: () => number;
  /** Texts to push, at most `count` and at most MAX_PUSH_BYTES together, but always one if there is one. */
  readonly wire: (fromSeq: number, count: number) => readonly WireEntry[];
  /** The first entry up to `uptoSeq`, after `afterSeq`, whose log index is not known. */
  readonly firstUnacknowledged: (range: { afterSeq: number; uptoSeq: number }) => number | null;
  readonly unacknowledgedCount: () => number;
  /** Effects on a member that HQ's row of log index `asOf` does not contain yet. */
  readonly ownEffects: (member: MemberId, asOf: number) => readonly OwnEffect[];
};

type Row = Record<string, unknown>;

export function entryReader(db: DatabaseSync): EntryReader {
  const byId = db.prepare('SELECT head, body, hash FROM entry WHERE id = ?');
  const has = db.prepare('SELECT 1 FROM entry WHERE id = ?');
  const hashAt = db.prepare('SELECT hash FROM entry WHERE seq = ?');
  const changes = db.prepare(
    `SELECT change.revision, change.seq, entry.head, acknowledgement.log_index AS logIndex
     FROM change JOIN entry USING (seq) LEFT JOIN acknowledgement USING (seq)
     WHERE change.revision > ? ORDER BY change.revision LIMIT ?`,
  );
  const newest = db.prepare('SELECT coalesce(max(revision), 0) AS revision FROM change');
  const owner = db.prepare('SELECT epoch FROM owner');
  const wire = db.prepare('SELECT head, sig, body FROM entry WHERE seq >= ? ORDER BY seq LIMIT ?');
  const firstOpen = db.prepare(
    `SELECT min(seq) AS seq FROM entry
     WHERE seq > ? AND seq <= ? AND seq NOT IN (SELECT seq FROM acknowledgement)`,
  );
  const openCount = db.prepare(
    'SELECT (SELECT count(*) FROM entry) - (SELECT count(*) FROM acknowledgement) AS count',
  );
  const effects = db.prepare(
    `SELECT effect, asset, amount, log_index AS logIndex
     FROM own_effect LEFT JOIN acknowledgement USING (seq)
     WHERE member = ? AND (log_index IS NULL OR log_index > ?) ORDER BY seq, n`,
  );
  let acknowledgedSeq = 0;
  /** Acknowledgements are never taken back, so what is known of the chain's beginning need not be looked at again. */
  function firstUnacknowledged({ afterSeq, uptoSeq }: { afterSeq: number; uptoSeq: number }): number | null {
    const knownFrom = afterSeq <= acknowledgedSeq;
    const seq = firstOpen.get(Math.max(afterSeq, acknowledgedSeq), uptoSeq)?.['seq'] as number | null;
    if (knownFrom) acknowledgedSeq = Math.max(acknowledgedSeq, seq === null ? uptoSeq : seq - 1);
    return seq;
  }
  const revision = (): number => newest.get()?.['revision'] as number;
  const epoch = (): number => owner.get()?.['epoch'] as number;
  return {
    byId: (id) => keptEntry(byId.get(id)),
    has: (id) => has.get(id) !== undefined,
    hashAt: (seq) => (hashAt.get(seq)?.['hash'] as string | undefined) ?? null,
    page: (afterRevision, limit) => {
      const rows = changes.all(afterRevision, limit);
      const views = new Map(rows.map((row) => [row['seq'], entryView(row)]));
      const reached = (rows.at(-1)?.['revision'] as number) ?? revision();
      return { entries: [...views.values()], revision: reached, oldest: { epoch: epoch(), seq: 1 } };
    },
    revision,
    wire: (fromSeq, count) => withinBytes(wire.iterate(fromSeq, count) as Iterable<WireEntry>),
    firstUnacknowledged,
    unacknowledgedCount: () => openCount.get()?.['count'] as number,
    ownEffects: (member, asOf) => effects.all(member, asOf).map((row) => ({ ...row }) as OwnEffect),
  };
}

function keptEntry(row: Row | undefined): KeptEntry | null {
  if (row === undefined) return null;
  return {
    head: JSON.parse(row['head'] as string) as EntryHead,
    body: JSON.parse(row['body'] as string) as EntryBody,
    hash: row['hash'] as string,
  };
}

function entryView(row: Row): EntryView {
  const head = JSON.parse(row['head'] as string) as EntryHead;
  return {
    id: head.id,
    epoch: head.epoch,
    seq: head.seq,
    kind: head.kind,
    memberId: head.member ?? null,
    parts: head.parts,
    totalMinor: saleTotalMinor(head),
    wallMs: head.wallMs,
    logIndex: row['logIndex'] as number | null,
  };
}

function withinBytes(rows: Iterable<WireEntry>): readonly WireEntry[] {
  const taken: WireEntry[] = [];
  let bytes = 0;
  for (const { head, sig, body } of rows) {
    const entry = { head, sig, body };
    bytes += Buffer.byteLength(JSON.stringify(entry)) + 1;
    if (taken.length > 0 && bytes > MAX_PUSH_BYTES - FRAME_BYTES) break;
    taken.push(entry);
  }
  return taken;
}

/** What stands around the entries in a request. */
const FRAME_BYTES = 1_024;
