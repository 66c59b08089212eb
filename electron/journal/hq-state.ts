/** HQ's last word as the journal keeps it: the log's index and time, and which HQ it was. */
import type { DatabaseSync } from 'node:sqlite';
import { type EpochMs, epochMs } from '../../shared/kernel/units.ts';
import type { HqWord } from './make-entry.ts';
import { rowGuard } from './row-guard.ts';

/** `hqEpoch` rises each time HQ was restored from a backup. */
export type HqState = HqWord & { readonly hqEpoch: number };

export const UNHEARD: HqState = { logIndex: 0, timeMs: epochMs(0), hqEpoch: 1 };

/** Null for a row that is not as it was written. */
export function readHqState(db: DatabaseSync): HqState | null {
  const row = db.prepare('SELECT * FROM hq_word').get();
  if (row === undefined) return UNHEARD;
  const state = {
    logIndex: row['log_index'] as number,
    timeMs: row['time_ms'] as EpochMs,
    hqEpoch: (row['hq_epoch'] as number | undefined) ?? UNHEARD.hqEpoch,
  };
  // A file of the first schema has no guard yet.
  return row['guard'] === undefined || row['guard'] === hqStateGuard(state) ? state : null;
}

export const hqStateGuard = ({ logIndex, timeMs, hqEpoch }: HqState): string =>
  rowGuard(logIndex, timeMs, hqEpoch);
