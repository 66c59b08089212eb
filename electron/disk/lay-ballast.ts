/** DSK-3: lays the ballast down slice by slice, behind everything else, for as long as there is plenty of room. */
import type { Timers } from '../clock/clock.ts';
import type { Log } from '../log/log.ts';
import type { Ballast } from './ballast.ts';

/** Start-up has the disk to itself, and so has whoever writes between two slices. */
export const BALLAST_AFTER_MS = 60_000;
export const SLICE_EVERY_MS = 100;

export type LayBallast = {
  readonly ballast: Ballast;
  readonly sizeBytes: number;
  readonly isPlenty: () => boolean;
  readonly timers: Timers;
  readonly log: Log;
};

/** The answer ends it, and resolves when nothing is being written any more. */
export function layBallast({ ballast, sizeBytes, isPlenty, timers, log }: LayBallast): () => Promise<void> {
  let slice: Promise<void> = Promise.resolve();
  let cancel = (): void => undefined;
  let stopped = false;

  function growAfter(ms: number): void {
    cancel = timers.after(ms, () => {
      slice = growOnce();
    });
  }

  async function growOnce(): Promise<void> {
    let isWanted = false;
    try {
      isWanted = ballast.heldBytes() < sizeBytes && isPlenty();
      if (isWanted) await ballast.grow();
    } catch (cause) {
      log.error('disk.ballastRefused', cause);
      isWanted = false;
    }
    if (!stopped) growAfter(isWanted ? SLICE_EVERY_MS : BALLAST_AFTER_MS);
  }

  growAfter(BALLAST_AFTER_MS);
  return async () => {
    stopped = true;
    cancel();
    await slice;
  };
}
