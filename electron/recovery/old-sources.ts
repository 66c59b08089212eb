/** Where entries of earlier epochs lie. Each source hands out batches of one epoch, in order, and remembers how far it is. */
import type { EntryId } from '../../shared/kernel/ids.ts';
import { MAX_PUSH_BYTES } from '../../shared/kernel/limits.ts';
import type { EntryHead } from '../../shared/ledger/entry.ts';
import type { WireEntry } from '../../shared/protocol/push.ts';
import type { Journal } from '../journal/journal.ts';
import type { EntryReader } from '../journal/read-entries.ts';
import { undelivered } from '../journal/segments/undelivered.ts';
import type { ChainOwner } from '../journal/verify-chain.ts';
import type { TillOptions } from '../till/till-options.ts';
import { type OldFile, undeliveredFiles } from './old-files.ts';

export type OldEntry = {
  readonly id: EntryId;
  readonly epoch: number;
  readonly isSale: boolean;
  readonly wire: WireEntry;
};

export type OldSource = {
  /** The next batch, or null when there is none left. The same again until it is delivered. */
  readonly next: (limit: number) => Promise<readonly OldEntry[] | null>;
  readonly delivered: (batch: readonly OldEntry[], isHeld: (entry: OldEntry) => boolean) => void;
  readonly sales: () => { readonly total: number; readonly unsent: number };
  readonly close: () => void;
};

/** Entries that HQ leaves unanswered are not asked about again in this run; more than so many are too many to remember. */
const MAX_UNANSWERED = 5_000;
/** Room for what stands around the entries in a request. */
const BATCH_BYTES = MAX_PUSH_BYTES / 2;

/** Closed segments of earlier epochs: the journal knows which of their entries are awaited. */
export function segmentSource({
  journal,
  entries,
  owner,
}: {
  readonly journal: Pick<Journal, 'late'>;
  readonly entries: EntryReader;
  readonly owner: ChainOwner;
}): OldSource {
  const unanswered = new Set<EntryId>();
  const counts = { total: 0, unsent: 0 };
  let counted = false;

  function awaited(limit: number): readonly OldEntry[] {
    const rows = journal.late
      .waiting(limit + unanswered.size)
      .filter(({ id, epoch }) => epoch < owner.epoch && !unanswered.has(id));
    const [first] = rows;
    const ids = rows.filter(({ epoch }) => epoch === first?.epoch).map(({ id }) => id);
    return withinBytes(entries.wireOf(ids.slice(0, limit)).map(oldEntry));
  }

  function count(): void {
    counted = true;
    const sales = journal.late
      .waiting(MAX_UNANSWERED)
      .filter(({ id, epoch }) => epoch < owner.epoch && entries.byId(id)?.head.kind === 'SALE').length;
    counts.total = sales;
    counts.unsent = sales;
  }

  return {
    next: async (limit) => {
      if (!counted) count();
      if (unanswered.size >= MAX_UNANSWERED) return null;
      const batch = awaited(limit);
      return batch.length === 0 ? null : batch;
    },
    delivered: (batch, isHeld) => {
      for (const entry of batch) {
        if (!isHeld(entry)) unanswered.add(entry.id);
        if (entry.isSale) counts.unsent = Math.max(0, counts.unsent - 1);
      }
    },
    sales: () => counts,
    close: () => undefined,
  };
}

/** Journals that were set aside, of this till and of an earlier epoch. */
export function setAsideSources(
  { userData, clock, log }: Pick<TillOptions, 'userData' | 'clock' | 'log'>,
  owner: ChainOwner,
): readonly OldSource[] {
  return undeliveredFiles(userData).map((file) => setAsideSource(file, { owner, clock, log }));
}

const SLICE_ENTRIES = 100;

function setAsideSource(
  file: OldFile,
  { owner, clock, log }: { owner: ChainOwner } & Pick<TillOptions, 'clock' | 'log'>,
): OldSource {
  const counts = { entries: 0, total: 0, unsent: 0, refused: 0 };
  let rows: Generator<OldEntry> | null = null;
  let counted = false;
  let batch: readonly OldEntry[] | null = null;
  let ahead: OldEntry | null = null;
  let isOver = false;

  /** All of it once, in slices, so that the window can be told how many sales there are. */
  async function count(): Promise<void> {
    for (const { isSale } of readable(file, owner)) {
      counts.entries += 1;
      if (isSale) counts.total += 1;
      if (counts.entries % SLICE_ENTRIES === 0) await breath();
    }
    counts.unsent = counts.total;
    counted = true;
    log.info('older.found', { folder: file.name, entries: counts.entries, sales: counts.total });
  }

  function take(limit: number): readonly OldEntry[] {
    rows ??= readable(file, owner);
    const taken: OldEntry[] = [];
    let bytes = 0;
    for (;;) {
      const next = ahead ?? (rows.next().value as OldEntry | undefined) ?? null;
      ahead = next;
      if (next === null || taken.length === limit || (taken[0] && taken[0].epoch !== next.epoch))
        return taken;
      bytes += bytesOf(next);
      if (taken.length > 0 && bytes > BATCH_BYTES) return taken;
      taken.push(next);
      ahead = null;
    }
  }

  function finish(): void {
    isOver = true;
    const { entries, total, refused } = counts;
    if (entries > 0) file.note({ entries, sales: total, refused, wallMs: clock.wallMs() });
    log.info('older.delivered', { folder: file.name, entries, sales: total, refused });
  }

  return {
    next: async (limit) => {
      if (isOver) return null;
      try {
        if (!counted) await count();
        batch ??= take(limit);
      } catch (cause) {
        log.error('older.unreadable', cause, { folder: file.name });
        counted = true;
        batch = [];
      }
      if (batch.length > 0) return batch;
      finish();
      return null;
    },
    delivered: (sent, isHeld) => {
      counts.refused += sent.filter((entry) => !isHeld(entry)).length;
      counts.unsent -= sent.filter(({ isSale }) => isSale).length;
      batch = null;
    },
    sales: () => counts,
    close: () => void rows?.return(undefined),
  };
}

function* readable({ path }: OldFile, owner: ChainOwner): Generator<OldEntry> {
  for (const { head, sig, body, epoch } of undelivered(path)) {
    const entry = oldEntry({ head, sig, body });
    const { till } = JSON.parse(head) as EntryHead;
    // A device may have been another till before.
    if (till !== owner.till || epoch >= owner.epoch) return;
    yield entry;
  }
}

function oldEntry(wire: WireEntry): OldEntry {
  const { id, epoch, kind } = JSON.parse(wire.head) as EntryHead;
  return { id, epoch, isSale: kind === 'SALE', wire };
}

const bytesOf = ({ wire }: OldEntry): number => Buffer.byteLength(JSON.stringify(wire)) + 1;

function withinBytes(entries: readonly OldEntry[]): readonly OldEntry[] {
  let bytes = 0;
  const end = entries.findIndex((entry, index) => {
    bytes += bytesOf(entry);
    return index > 0 && bytes > BATCH_BYTES;
  });
  return end < 0 ? entries : entries.slice(0, end);
}

const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
