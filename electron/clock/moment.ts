/** What every entry of a working till is made from: the time, the store's day, and a new id. */
import { type BusinessDate, businessDateOf } from '../../shared/kernel/business-date.ts';
import { asId, type EntryId } from '../../shared/kernel/ids.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import { UUID_RANDOM_BYTES, uuidV7 } from '../../shared/kernel/uuid-v7.ts';
import type { Clock } from './clock.ts';

export type RandomBytes = (count: number) => Uint8Array;

export const newEntryId = (wallMs: EpochMs, random: RandomBytes): EntryId =>
  asId<EntryId>(uuidV7(wallMs, random(UUID_RANDOM_BYTES)));

export type Moment = { readonly wallMs: EpochMs; readonly businessDate: BusinessDate };

export function momentOf(clock: Clock, timeZone: string): Moment {
  const wallMs = clock.wallMs();
  return { wallMs, businessDate: businessDateOf(wallMs, timeZone) };
}
