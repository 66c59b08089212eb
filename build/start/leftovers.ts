// A run that was killed leaves its programs behind: HQ holds its data folder, a till its journal. Their ids are
// noted in a file, and the next run ends them first. An id alone proves nothing, since the system gives it to
// other programs later, so a program is ended only if it still runs the file that was noted with it.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

type Noted = { readonly pid: number; readonly file: string };

const endTries = 200;
const endPauseMs = 50;

export function noteProgram(notes: string, program: Noted): void {
  mkdirSync(dirname(notes), { recursive: true });
  writeFileSync(notes, JSON.stringify([...readNotes(notes), program]));
}

export function forgetPrograms(notes: string): void {
  rmSync(notes, { force: true });
}

/** Ends what an earlier run left behind, the last one first; answers how many there were. */
export async function endLeftovers(notes: string): Promise<number> {
  const running = readNotes(notes).filter(isRunning);
  for (const program of running.toReversed()) await end(program);
  forgetPrograms(notes);
  return running.length;
}

async function end(program: Noted): Promise<void> {
  process.kill(program.pid, 'SIGTERM');
  for (let attempt = 0; attempt < endTries && isRunning(program); attempt += 1) await delay(endPauseMs);
  if (isRunning(program)) process.kill(program.pid, 'SIGKILL');
}

function isRunning({ pid, file }: Noted): boolean {
  return commandOf(pid).includes(file);
}

function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

function readNotes(notes: string): readonly Noted[] {
  if (!existsSync(notes)) return [];
  try {
    return JSON.parse(readFileSync(notes, 'utf8')) as readonly Noted[];
  } catch {
    // Cut off while it was written: nothing can be learnt from it.
    return [];
  }
}
