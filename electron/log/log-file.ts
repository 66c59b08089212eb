/** Main's log on disk, where support finds it: bounded to two files, and never a reason for anything to fail. */
import { appendFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const MAX_LOG_BYTES = 2 * 1024 * 1024;
const OWNER_ONLY = 0o600;

/** Writes lines to `main.log` of a folder; a full one becomes `main.old.log`. */
export function logFile(folder: string): (line: string) => void {
  const path = join(folder, 'main.log');
  let bytes = sizeOf(path);
  return (line) => {
    try {
      if (bytes > MAX_LOG_BYTES) {
        renameSync(path, join(folder, 'main.old.log'));
        bytes = 0;
      }
      const text = `${new Date().toISOString()} ${line}\n`;
      appendFileSync(path, text, { mode: OWNER_ONLY });
      bytes += Buffer.byteLength(text);
    } catch {
      // A full disk stops the log, not the till.
    }
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
