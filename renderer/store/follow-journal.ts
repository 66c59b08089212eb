/**
 * Projects main's journal into the window's view, in order of revision. The progress is written after the entries it
 * covers, so a crash between the two only reads some entries again; without any progress the view is built from the
 * beginning. A journal that is behind the view is another journal: the view starts anew.
 */
import type { PunctaBridge } from '../../shared/ipc/contract.ts';
import type { EntryView } from '../../shared/ipc/views.ts';
import type { TillCollections } from './databases.ts';
import type { EntryDocument } from './schemas.ts';

export const ENTRY_PAGE = 200;
const RETRY_MS = 2_000;

export type JournalView = {
  /** Resolves when the view has everything that main had when it was asked. */
  readonly caughtUp: () => Promise<void>;
  readonly stop: () => void;
};

export function followJournal(
  bridge: PunctaBridge,
  collections: TillCollections,
  onChange: () => void = () => undefined,
): JournalView {
  let running: Promise<void> = Promise.resolve();
  let waiting = false;
  let stopped = false;

  const project = async (): Promise<void> => {
    waiting = false;
    if (stopped) return;
    const moved = await projectAll(bridge, collections).catch(() => 'failed' as const);
    if (moved === 'moved') onChange();
    if (moved === 'failed' && !stopped) setTimeout(follow, RETRY_MS);
  };
  const follow = (): Promise<void> => {
    if (!waiting) {
      waiting = true;
      running = running.then(project);
    }
    return running;
  };
  const stopListening = bridge.on('journal', () => void follow());
  void follow();
  return {
    caughtUp: follow,
    stop: () => {
      stopped = true;
      stopListening();
    },
  };
}

type Moved = 'moved' | 'still' | 'failed';

async function projectAll(bridge: PunctaBridge, collections: TillCollections): Promise<Moved> {
  let revision = (await collections.progress.findOne('journal').exec())?.revision ?? 0;
  let moved: Moved = 'still';
  for (;;) {
    const page = await bridge.call('journal.entries', { afterRevision: revision, limit: ENTRY_PAGE });
    if (!page.ok) return 'failed';
    if (page.value.revision < revision) {
      await startAnew(collections);
      revision = 0;
      continue;
    }
    if (page.value.entries.length === 0) return moved;
    await collections.entries.bulkUpsert(page.value.entries.map(toDocument));
    revision = page.value.revision;
    await collections.progress.upsert({ id: 'journal', revision });
    moved = 'moved';
    if (page.value.entries.length < ENTRY_PAGE) return moved;
  }
}

async function startAnew({ entries, progress }: TillCollections): Promise<void> {
  await progress.find().remove();
  await entries.find().remove();
}

const toDocument = (entry: EntryView): EntryDocument => ({ ...entry, memberId: entry.memberId ?? '' });
