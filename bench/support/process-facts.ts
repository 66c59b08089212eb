/** What the kernel says of processes' memory and work (Linux). */
import { readdirSync, readFileSync } from 'node:fs';

const KB_PER_MB = 1024;
const TICKS_PER_SECOND = 100;

/** The most that a process has held in memory so far. */
export const peakMb = (pid: number): number => statusKb(pid, 'VmHWM') / KB_PER_MB;
export const residentMb = (pid: number): number => statusKb(pid, 'VmRSS') / KB_PER_MB;

/** Seconds of processor time so far: what a busy machine does not stretch. */
export function processorSeconds(pid: number): number {
  const [, after = ''] = read(pid, 'stat').split(') ');
  const fields = after.split(' ').map(Number);
  return ((fields[11] ?? 0) + (fields[12] ?? 0)) / TICKS_PER_SECOND;
}

/** Processes below this one whose command line contains these words. */
export function descendants(ofPid: number, words: readonly string[]): readonly number[] {
  const parents = new Map(allPids().map((pid) => [pid, parentOf(pid)]));
  const isBelow = (pid: number): boolean => {
    for (let at = parents.get(pid); at !== undefined && at > 1; at = parents.get(at))
      if (at === ofPid) return true;
    return false;
  };
  return [...parents.keys()].filter(
    (pid) => isBelow(pid) && words.every((word) => commandOf(pid).includes(word)),
  );
}

const allPids = (): readonly number[] =>
  readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));

const parentOf = (pid: number): number => Number(/^PPid:\s+(\d+)/m.exec(read(pid, 'status'))?.[1] ?? 0);
const commandOf = (pid: number): string => read(pid, 'cmdline').replaceAll('\0', ' ');
const statusKb = (pid: number, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(read(pid, 'status'))?.[1] ?? 0);

/** A process may end between two looks. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
