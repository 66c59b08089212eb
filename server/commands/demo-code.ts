import { demoStore } from '../demo/demo-place.ts';
import { makeEnrolmentCode } from '../enrol/enrolment-code.ts';
import type { Hq } from '../hq.ts';
import { tellCode } from './enrol-code.ts';

/** A demo shop without a till gets a code with every start, because a code lives ten minutes only. */
export async function demoCodeWhereNeeded(hq: Hq, seed: number | null): Promise<void> {
  const till = await hq.db
    .selectFrom('till')
    .select('id')
    .where('store_id', '=', demoStore.id)
    .executeTakeFirst();
  if (till) return;
  const wanted = { store: demoStore.id, tillName: 'Casa 1', ...(seed !== null && { seed }) };
  const made = await makeEnrolmentCode(hq, wanted);
  if (made) tellCode(made, demoStore.id);
}
