import type { Hq } from '../../server/hq.ts';
import { replayStore } from './place.ts';

/** HQ's word on the last day that a till of this store has closed; null while it has none. */
export async function lastDayConfirmed({ db }: Pick<Hq, 'db'>): Promise<boolean | null> {
  const row = await db
    .selectFrom('entry')
    .innerJoin('till', 'till.id', 'entry.till')
    .leftJoin('day_report', (join) =>
      join
        .onRef('day_report.till', '=', 'entry.till')
        .onRef('day_report.epoch', '=', 'entry.epoch')
        .on((eb) => eb('entry.seq', '=', eb('day_report.upto_seq', '+', 1))),
    )
    .select('day_report.confirmed')
    .where('till.store_id', '=', replayStore.id)
    .where('entry.kind', '=', 'DAY_CLOSE')
    .orderBy('entry.epoch', 'desc')
    .orderBy('entry.seq', 'desc')
    .executeTakeFirst();
  return row?.confirmed ?? null;
}
