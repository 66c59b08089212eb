import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { EXTRACT, type ReplayHome } from './run-replay.ts';

const SCRIPT = join(import.meta.dirname, 'die-during-replay.ts');

export type Killing = {
  readonly limit: number | null;
  /** After so many invoices of its run, and so many milliseconds more. */
  readonly invoices: number;
  readonly laterMs: number;
};

/** A replay of the extract that dies by kill -9. Gives the signal it ended with, null when it got to its end before. */
export function killedReplay({ folder, databaseUrl }: ReplayHome, when: Killing): Promise<string | null> {
  const about = JSON.stringify({ file: EXTRACT, folder, databaseUrl, ...when });
  const child = spawn(process.execPath, [SCRIPT, about], { stdio: 'inherit' });
  return new Promise((resolve) => child.once('close', (_code, signal) => resolve(signal)));
}
