import { MAX_ENTRY_VIEWS } from '../../shared/ipc/contract.ts';
import { type EntryView } from '../../shared/ipc/views.ts';
import type { ReplayTill } from './replay-till.ts';

/** The sales that the till's journal has put down after a revision, read back through the window's own call. */
export async function salesAfter(till: ReplayTill, revision: number): Promise<readonly EntryView[]> {
  const sales = new Map<string, EntryView>();
  let afterRevision = revision;
  for (;;) {
    const page = await till.call('journal.entries', { afterRevision, limit: MAX_ENTRY_VIEWS });
    for (const entry of page.entries) if (entry.kind === 'SALE') sales.set(entry.id, entry);
    if (page.entries.length === 0) return [...sales.values()];
    afterRevision = page.revision;
  }
}
