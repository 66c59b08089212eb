/** A disk of a few megabytes, so that it can be full. Needs the right to mount, as the machine that runs the tests has. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type SmallDisk = {
  readonly folder: string;
  readonly freeBytes: () => number;
  /** Somebody else's files: all but so many bytes are taken. */
  readonly fillUpTo: (freeBytes: number) => void;
  /** They are deleted. */
  readonly empty: () => void;
  readonly remove: () => void;
};

const BLOCK_BYTES = 64 * 1024;

/** At a folder of its own, or in the place of one that is there. */
export function smallDisk(sizeMb: number, at?: string): SmallDisk {
  const folder = at ?? mkdtempSync(join(tmpdir(), 'puncta-disk-'));
  mkdirSync(folder, { recursive: true });
  mount(folder, sizeMb);
  const filler = join(folder, 'other-files');
  mkdirSync(filler);
  let files = 0;
  const freeBytes = (): number => {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  };
  return {
    folder,
    freeBytes,
    fillUpTo: (wanted) => {
      while (freeBytes() > wanted) {
        const bytes = Math.min(BLOCK_BYTES, freeBytes() - wanted);
        files += 1;
        const path = join(filler, String(files));
        try {
          writeFileSync(path, Buffer.alloc(bytes, 1));
        } catch {
          // Somebody was faster: what this file could not take is not there.
          truncateSync(path, 0);
          return;
        }
      }
    },
    empty: () => {
      rmSync(filler, { recursive: true });
      mkdirSync(filler);
    },
    remove: () => {
      execFileSync('umount', ['--lazy', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Throws where mounting is not allowed: a test that needs a full disk and has none has proved nothing. */
function mount(folder: string, sizeMb: number): void {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m,mode=0755`, 'puncta-test', folder]);
  } catch (cause) {
    throw new Error('a small disk can only be mounted by root: run these tests as root', { cause });
  }
}
