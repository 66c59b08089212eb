/**
 * SEG-5: what a process left that ended while the files changed places is settled before anything is opened. The
 * identity decides whose file is live. Total over what may be found: beside a live file the next one is not needed; a
 * next file alone is whole, because the live one was moved only after it was; and one for the identity that is kept
 * takes the place of an earlier epoch's. Where nothing of this holds, everything stays as it is, and opening calls it
 * damaged.
 */
import { existsSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { syncFolder } from '../../files/sync-folder.ts';
import type { JournalPlaces } from '../journal-files.ts';
import type { ChainOwner } from '../verify-chain.ts';
import { closeForGood, moveToSegments } from './close-live.ts';
import { ownerOf } from './closed-segment.ts';
import { removeFile } from './next-file.ts';

/** `earlier`: of an earlier epoch of the same till. `foreign`: anybody else's, or nothing that can be read. */
export type Found = 'none' | 'mine' | 'earlier' | 'foreign';
export type Settling = 'keep' | 'dropNext' | 'promote' | 'archiveAndPromote';

/** By what stands at the live file's place, then by what stands at the next one's. */
export const SETTLING: Readonly<Record<Found, Readonly<Record<Found, Settling>>>> = {
  mine: { none: 'keep', mine: 'dropNext', earlier: 'dropNext', foreign: 'dropNext' },
  none: { none: 'keep', mine: 'promote', earlier: 'keep', foreign: 'keep' },
  earlier: { none: 'keep', mine: 'archiveAndPromote', earlier: 'keep', foreign: 'keep' },
  foreign: { none: 'keep', mine: 'keep', earlier: 'keep', foreign: 'keep' },
};

export function settleFiles(places: JournalPlaces, owner: ChainOwner): Settling {
  const settling = SETTLING[found(places.live, owner)][found(places.next, owner)];
  if (settling === 'dropNext') removeFile(places.next);
  if (settling === 'archiveAndPromote') archive(places);
  if (settling === 'promote' || settling === 'archiveAndPromote') promote(places);
  return settling;
}

/** Durable when it returns. */
export function promote({ next, live }: JournalPlaces): void {
  renameSync(next, live);
  syncFolder(dirname(live));
}

/** SEG-7: an epoch that has ended goes whole among the segments. */
function archive(places: JournalPlaces): void {
  closeForGood(places.live);
  moveToSegments(places);
}

function found(path: string, owner: ChainOwner): Found {
  if (!existsSync(path)) return 'none';
  const theirs = readOwner(path);
  if (theirs === null || theirs.till !== owner.till) return 'foreign';
  if (theirs.epoch === owner.epoch && theirs.publicKey === owner.publicKey) return 'mine';
  return theirs.epoch < owner.epoch ? 'earlier' : 'foreign';
}

function readOwner(path: string): ChainOwner | null {
  try {
    const db = new DatabaseSync(path, { readOnly: true });
    try {
      return ownerOf(db);
    } finally {
      db.close();
    }
  } catch {
    return null;
  }
}
