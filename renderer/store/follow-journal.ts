/**
 * Projects main's journal into the window's view, in order of revision. The progress is written after the entries it
 * covers, so a crash between the two only reads some entries again; without any progress the view is built from the
 * beginning. A journal that is behind the view is another journal: the view starts anew. Entries that the journal has let
 * go leave the view too (LOD-7). On a disk that is nearly full nothing is written (LOD-6).
 */
import type { PunctaBridge } from '../../shared/ipc/contract.ts';
import type { EntryView } from '../../shared/ipc/views.ts';
import type { TillCollections } from './databases.ts';
import { forgetBefore, isBefore } from './forget-entries.ts';
import type { Gate } from './gate.ts';
import { quietMoment } from './quiet-moment.ts';
import type { EntryDocument, ProgressDocument } from './schemas.ts';

export const ENTRY_PAGE = 200;
const RETRY_MS = 2_000;

export type JournalView = {
  /** Resolves when the view has everything that main had when it was asked. */
  readonly caughtUp: () => Promise<void>;
  readonly stop: () => void;
};

export type JournalParts = {
  readonly bridge: PunctaBridge;
  readonly collections: TillCollections;
  readonly gate: Gate;
  /** Main's journal has moved, whether or not the view may follow. */
  readonly onChange: () => void;
};

export function followJournal(parts: JournalParts): JournalView {
  const { bridge, gate, onChange } = parts;
  let running: Promise<void> = Promise.resolve();
  let waiting = false;
  let stopped = false;

  const project = async (): Promise<void> => {
    waiting = false;
    await gate.passed();
    if (stopped) return;
    const done = await projectAll(parts, () => !stopped).catch(() => false);
    if (!done && !stopped) setTimeout(follow, RETRY_MS);
  };
  const follow = (): Promise<void> => {
    if (!waiting) {
      waiting = true;
      running = running.then(project);
    }
    return running;
  };
  const stopListening = bridge.on('journal', () => {
    onChange();
    void follow();
  });
  void follow();
  return {
    caughtUp: follow,
    stop: () => {
      stopped = true;
      stopListening();
    },
  };
}

/** False when main could not be asked. */
async function projectAll(
  { bridge, collections, gate }: JournalParts,
  goesOn: () => boolean,
): Promise<boolean> {
  let progress = (await collections.progress.findOne('journal').exec())?.toMutableJSON() ?? BEGINNING;
  while (goesOn()) {
    await gate.passed();
    const { revision, oldest } = progress;
    const page = await bridge.call('journal.entries', { afterRevision: revision, limit: ENTRY_PAGE });
    if (!page.ok) return false;
    const { entries } = page.value;
    if (page.value.revision < revision) {
      await startAnew(collections);
      progress = BEGINNING;
      continue;
    }
    const isPruned = isBefore(oldest, page.value.oldest);
    if (isPruned) await forgetBefore(collections.entries, page.value.oldest);
    if (entries.length > 0) await collections.entries.bulkUpsert(entries.map(toDocument));
    if (entries.length > 0 || isPruned) {
      progress = { ...BEGINNING, revision: page.value.revision, oldest: page.value.oldest };
      await collections.progress.upsert(progress);
    }
    if (entries.length < ENTRY_PAGE) return true;
    await quietMoment();
  }
  return true;
}

const BEGINNING: ProgressDocument = { id: 'journal', revision: 0, oldest: { epoch: 0, seq: 0 } };

async function startAnew({ entries, progress }: TillCollections): Promise<void> {
  await progress.find().remove();
  await entries.find().remove();
}

const toDocument = (entry: EntryView): EntryDocument => ({ ...entry, memberId: entry.memberId ?? '' });
