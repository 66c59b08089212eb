/** Programs of this machine as /proc shows them. */
import { readdirSync, readFileSync } from 'node:fs';

type Running = { readonly pid: number; readonly parent: number; readonly command: string };

/** The program and everything that it started, the last started last. */
export function familyOf(pid: number): readonly number[] {
  const all = running();
  const children = (of: number): readonly number[] =>
    all.filter(({ parent }) => parent === of).flatMap((child) => [child.pid, ...children(child.pid)]);
  return [pid, ...children(pid)];
}

/** Those of the program and what it started whose command names this text. */
export function familyNaming(pid: number, text: string): readonly number[] {
  const family = familyOf(pid);
  return running()
    .filter((each) => family.includes(each.pid) && each.command.includes(text))
    .map((each) => each.pid);
}

/** Commands of the programs that name this text, a folder of their own for example. */
export const programsNaming = (text: string): readonly string[] =>
  running().flatMap(({ command }) => (command.includes(text) ? [command] : []));

function running(): readonly Running[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        // The name in brackets may hold spaces; the parent is the second field behind it.
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return [{ pid: Number(name), parent, command }];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    });
}
