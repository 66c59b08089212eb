/**
 * One epoch's chain on one disk. What was not flushed may vanish, be torn in the middle, or be there after all; the whole
 * disk may be set back to an earlier image. Opening keeps what the chain's own check vouches for.
 */

import type { TillId } from '../../shared/kernel/ids.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { ChainTip } from '../../shared/ledger/chain.ts';
import type { Sim } from '../sim.ts';
import { genesisHash, headHash, type SimEntry } from './entry.ts';

export type Disk = {
  readonly till: TillId;
  readonly epoch: number;
  /** Flushed. */
  records: SimEntry[];
  /** Written, but not flushed yet. */
  unflushed: SimEntry | null;
};

export const emptyDisk = (till: TillId, epoch: number): Disk => ({
  till,
  epoch,
  records: [],
  unflushed: null,
});

export function flush(disk: Disk): void {
  if (disk.unflushed === null) return;
  disk.records.push(disk.unflushed);
  disk.unflushed = null;
}

/** The power fails: of what was not flushed nothing, a part, or all of it is there afterwards. */
export function losePower(disk: Disk, { random, tally, swarm }: Sim): void {
  const tail = disk.unflushed;
  disk.unflushed = null;
  if (tail === null) return;
  tally.count('crash between write and flush');
  if (!swarm.till.tornTails || random.chance(0.5)) return;
  if (random.chance(0.3)) {
    tally.count('tail survived without a flush');
    disk.records.push(tail);
    return;
  }
  tally.count('torn tail');
  disk.records.push({ ...tail, text: tail.text.slice(0, random.below(tail.text.length)) });
}

export const genesisTip = (till: TillId, epoch: number): ChainTip => ({
  till,
  epoch,
  seq: 0,
  hash: genesisHash(till, epoch),
  atMs: 0 as EpochMs,
});

/** Checks the chain as the till does when it opens its journal, and cuts off what does not continue it. */
export function openDisk(disk: Disk, { protocol }: Pick<Sim, 'protocol'>): ChainTip {
  let tip = genesisTip(disk.till, disk.epoch);
  for (const [index, record] of disk.records.entries()) {
    const link = protocol.linkEntry(tip, { head: record.head, hash: headHash(record.text) });
    if (!link.ok || link.tip.hash !== record.hash) {
      disk.records.length = index;
      break;
    }
    tip = link.tip;
  }
  return tip;
}
