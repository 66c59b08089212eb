/** LOD-7: takes what the journal has let go out of the view, a little at a time. */
import type { RxCollection } from 'rxdb';
import type { EntryPlace } from '../../shared/ipc/views.ts';
import { quietMoment } from './quiet-moment.ts';
import type { EntryDocument } from './schemas.ts';

const FORGET_AT_ONCE = 100;

export const isBefore = (one: EntryPlace, other: EntryPlace): boolean =>
  one.epoch < other.epoch || (one.epoch === other.epoch && one.seq < other.seq);

export async function forgetBefore(entries: RxCollection<EntryDocument>, oldest: EntryPlace): Promise<void> {
  for (let more = true; more; ) {
    await quietMoment();
    const first = await entries
      .find({ selector: {}, sort: [{ epoch: 'asc' }, { seq: 'asc' }], limit: FORGET_AT_ONCE })
      .exec();
    const gone = first.filter((entry) => isBefore(entry, oldest));
    await entries.bulkRemove(gone);
    more = gone.length === FORGET_AT_ONCE;
  }
  // A removed document leaves a mark, which replications need and this view does not.
  await entries.storageInstance.cleanup(0);
}
