/** The window's projection: changes in the order of their commits, over all files. */
import type { EntryPage, EntryPlace, EntryView } from '../../../shared/ipc/views.ts';
import type { EntryId } from '../../../shared/kernel/ids.ts';
import type { EntryHead } from '../../../shared/ledger/entry.ts';
import { saleTotalMinor } from '../../../shared/shift/till-state.ts';
import type { Journal } from '../journal.ts';
import type { AllFiles } from './all-files.ts';
import type { FileReader, ViewRow } from './read-file.ts';

export type PageReader = (afterRevision: number, limit: number) => EntryPage;

type Parts = { readonly journal: Journal; readonly files: AllFiles; readonly revision: () => number };

export function pageReader({ journal, files, revision }: Parts): PageReader {
  const { closed, late, start } = journal;

  function viewById(id: EntryId): ViewRow | null {
    for (const file of files.withId(id)) {
      const row = file.viewById(id);
      if (row !== null) return row;
    }
    return null;
  }

  /** Files in the order of their revisions; one that ends before is left out. */
  function* changesAfter(afterRevision: number, limit: number) {
    for (const segment of closed.list())
      if (segment.lastRevision > afterRevision) yield* changesOf(files.of(segment), afterRevision, limit);
    yield* changesOf(files.live, afterRevision, limit);
  }
  function* changesOf(file: FileReader, afterRevision: number, limit: number) {
    for (let after = afterRevision; ; ) {
      const rows = file.changes(after, limit);
      for (const { revision: at, seq, id } of rows) {
        const row = seq === null ? id && viewById(id) : file.viewBySeq(seq);
        yield { revision: at, row: row || null };
      }
      if (rows.length < limit) return;
      after = rows.at(-1)?.revision ?? after;
    }
  }

  function viewOf({ id, head: text, logIndex }: ViewRow): EntryView {
    const head = JSON.parse(text) as EntryHead;
    const isLive = head.epoch === start.tip.epoch && head.seq > start.tip.seq;
    const later = isLive ? undefined : late.logIndexOf(id);
    return entryView(head, later === undefined ? logIndex : later);
  }

  return (afterRevision, limit) => {
    const views = new Map<EntryId, EntryView>();
    let reached = afterRevision;
    for (const { revision: at, row } of changesAfter(afterRevision, limit)) {
      if (row !== null && views.size === limit && !views.has(row.id)) break;
      reached = at;
      if (row === null) continue;
      views.delete(row.id);
      views.set(row.id, viewOf(row));
    }
    return {
      entries: [...views.values()],
      revision: views.size === 0 ? revision() : reached,
      oldest: oldestOf(journal),
    };
  };
}

function oldestOf({ closed, start }: Journal): EntryPlace {
  const [first] = closed.list();
  return first === undefined
    ? { epoch: start.tip.epoch, seq: start.tip.seq + 1 }
    : { epoch: first.epoch, seq: first.firstSeq };
}

const entryView = (head: EntryHead, logIndex: number | null): EntryView => ({
  id: head.id,
  epoch: head.epoch,
  seq: head.seq,
  kind: head.kind,
  memberId: head.member ?? null,
  parts: head.parts,
  totalMinor: saleTotalMinor(head),
  wallMs: head.wallMs,
  logIndex,
});
