/** Reading one file of the journal, live or closed: what is asked of it by id, by number and by member. */
import type { DatabaseSync } from 'node:sqlite';
import type { EntryId, MemberId } from '../../../shared/kernel/ids.ts';
import type { Effect } from '../../../shared/ledger/entry.ts';
import type { Asset } from '../../../shared/loyalty/asset.ts';
import type { CountedUse } from '../../../shared/loyalty/limits/counted-uses.ts';
import type { WireEntry } from '../../../shared/protocol/push.ts';
import type { USE } from '../beside-rows.ts';
import type { EntryRow } from '../verify-chain.ts';

/** An entry's row with the log index that this file knows of. */
export type ViewRow = { readonly id: EntryId; readonly head: string; readonly logIndex: number | null };
/** `seq` names an entry of this file, `id` one of an earlier file. */
export type ChangeRow = {
  readonly revision: number;
  readonly seq: number | null;
  readonly id: EntryId | null;
};
/** An effect on a member, or the use of a limited rule, which then stands in the place of the asset. */
export type MemberRow = {
  readonly seq: number;
  readonly id: EntryId;
  readonly amount: number;
  readonly logIndex: number | null;
} & (
  | { readonly effect: Effect; readonly asset: Asset }
  | { readonly effect: typeof USE; readonly asset: CountedUse }
);

export type FileReader = {
  readonly byId: (id: EntryId) => EntryRow | null;
  readonly has: (id: EntryId) => boolean;
  readonly hashAt: (seq: number) => string | null;
  readonly wire: (fromSeq: number, count: number) => Iterable<WireEntry>;
  readonly viewBySeq: (seq: number) => ViewRow | null;
  readonly viewById: (id: EntryId) => ViewRow | null;
  readonly changes: (afterRevision: number, limit: number) => readonly ChangeRow[];
  /** What the member did, newest first; nobody who stops early has read the rest. */
  readonly ofMember: (member: MemberId) => Iterable<MemberRow>;
};

const VIEW = `SELECT id, head, log_index AS logIndex FROM entry LEFT JOIN acknowledgement USING (seq)`;

export function fileReader(db: DatabaseSync): FileReader {
  const byId = db.prepare('SELECT seq, id, kind, head, hash, sig, body FROM entry WHERE id = ?');
  const has = db.prepare('SELECT 1 FROM entry WHERE id = ?');
  const hashAt = db.prepare('SELECT hash FROM entry WHERE seq = ?');
  const wire = db.prepare('SELECT head, sig, body FROM entry WHERE seq >= ? ORDER BY seq LIMIT ?');
  const viewBySeq = db.prepare(`${VIEW} WHERE seq = ?`);
  const viewById = db.prepare(`${VIEW} WHERE id = ?`);
  const changes = db.prepare(
    `SELECT revision, seq, NULL AS id FROM change WHERE revision > :after
     UNION ALL SELECT revision, NULL, id FROM closed_change WHERE revision > :after
     ORDER BY revision LIMIT :limit`,
  );
  const ofMember = db.prepare(
    `SELECT seq, id, effect, asset, amount, log_index AS logIndex
     FROM own_effect JOIN entry USING (seq) LEFT JOIN acknowledgement USING (seq)
     WHERE member = ? ORDER BY seq DESC, n DESC`,
  );
  return {
    byId: (id) => (byId.get(id) as EntryRow | undefined) ?? null,
    has: (id) => has.get(id) !== undefined,
    hashAt: (seq) => (hashAt.get(seq)?.['hash'] as string | undefined) ?? null,
    wire: (fromSeq, count) => wire.iterate(fromSeq, count) as Iterable<unknown> as Iterable<WireEntry>,
    viewBySeq: (seq) => (viewBySeq.get(seq) as ViewRow | undefined) ?? null,
    viewById: (id) => (viewById.get(id) as ViewRow | undefined) ?? null,
    changes: (after, limit) => changes.all({ after, limit }) as readonly unknown[] as readonly ChangeRow[],
    ofMember: (member) => ofMember.iterate(member) as Iterable<unknown> as Iterable<MemberRow>,
  };
}
