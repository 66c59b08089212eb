/**
 * DSK-3: a file that does nothing but take up room, so that there is some to give when a sale finds the disk full. Its
 * bytes are random and synced: no file system can keep a hole or a packed page in their place.
 */
import { rmSync, statSync, truncateSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { RandomBytes } from '../clock/moment.ts';

export const ballastPath = (userData: string): string => join(userData, 'ballast');
export const SLICE_BYTES = 1024 * 1024;
const OWNER_ONLY = 0o600;

export type Ballast = {
  readonly heldBytes: () => number;
  /** One slice more, durable when it resolves; rejects as the disk does. Not called again before that. */
  readonly grow: () => Promise<void>;
  /** Gives everything back at once. False when there was nothing. */
  readonly give: () => boolean;
};

export function ballastIn(
  userData: string,
  { sizeBytes, random }: { readonly sizeBytes: number; readonly random: RandomBytes },
): Ballast {
  const path = ballastPath(userData);
  let gifts = 0;
  const heldBytes = (): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

  function give(): boolean {
    gifts += 1;
    if (heldBytes() === 0) return false;
    // A slice may be under way: its open file would keep the room of a name that is gone.
    truncateSync(path, 0);
    rmSync(path, { force: true });
    return true;
  }

  return {
    heldBytes,
    give,
    grow: async () => {
      const before = gifts;
      const bytes = random(Math.min(SLICE_BYTES, Math.max(0, sizeBytes - heldBytes())));
      const file = await open(path, 'a', OWNER_ONLY);
      try {
        await file.appendFile(bytes);
        await file.sync();
      } finally {
        await file.close();
        if (gifts !== before) rmSync(path, { force: true });
      }
    },
  };
}
