import { momentOf, newEntryId } from '../clock/moment.ts';
import type { Desk } from '../till/desk.ts';
import type { EntryDraft } from './make-entry.ts';

/** What an entry of this moment has in common with every other: a new id, the time, the shift, who is signed in. */
export function entryFrame({ journal, reference, clock, random }: Desk): Omit<EntryDraft, 'body'> {
  const moment = momentOf(clock, reference.place().store.timeZone);
  const { shift, cashier } = journal.state();
  return { id: newEntryId(moment.wallMs, random), shift: shift?.id ?? null, cashier, ...moment };
}
