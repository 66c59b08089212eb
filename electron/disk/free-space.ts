import { statfsSync } from 'node:fs';

/** What a program without special rights may still write where this folder lies. Null when the system does not say. */
export function freeBytesAt(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}
