/** EPO-5: journals that were set aside with entries HQ may not have, and the note that says when that is over. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsedJson } from '../files/parsed-json.ts';
import { writeDurably } from '../files/write-durably.ts';

export type OldFile = {
  readonly name: string;
  readonly path: string;
  /** HQ holds what could be read. The folder stays. */
  readonly note: (delivered: DeliveredNote) => void;
};

export type DeliveredNote = {
  readonly entries: number;
  readonly sales: number;
  /** Entries that HQ did not take; it keeps them for a person. */
  readonly refused: number;
  readonly wallMs: number;
};

const FOLDER = /^set-aside-\d+$/;
const NOTE = 'delivered.json';

/** Those whose delivery is not over, oldest first. */
export function undeliveredFiles(userData: string): readonly OldFile[] {
  return foldersIn(userData)
    .map((name) => ({ name, folder: join(userData, name) }))
    .filter(({ folder }) => existsSync(join(folder, 'journal.sqlite')) && !isNoted(folder))
    .map(({ name, folder }) => ({
      name,
      path: join(folder, 'journal.sqlite'),
      note: (delivered) =>
        writeDurably(join(folder, NOTE), Buffer.from(JSON.stringify({ v: 1, ...delivered }))),
    }));
}

const foldersIn = (userData: string): readonly string[] =>
  readdirSync(userData)
    .filter((name) => FOLDER.test(name))
    .sort((a, b) => (a < b ? -1 : 1));

function isNoted(folder: string): boolean {
  const path = join(folder, NOTE);
  return existsSync(path) && (parsedJson(readFileSync(path, 'utf8')) as { v?: unknown } | undefined)?.v === 1;
}
