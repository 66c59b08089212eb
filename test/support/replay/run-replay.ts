/** A replay inside a test: its folder, its database, and a screen that keeps what it says. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ReplayOptions, replay } from '../../../replay/replay.ts';
import type { Outcome } from '../../../replay/summary.ts';
import type { Db } from '../../../server/db/connect.ts';
import { writeTestKeys } from '../hq/test-keys.ts';
import { testDatabase } from '../postgres/create-test-database.ts';
import { tempFolder } from '../till/temp-folder.ts';

export const EXTRACT = join(import.meta.dirname, '../../fixtures/replay/online-retail-2000.csv.gz');

export type ReplayHome = {
  readonly folder: string;
  readonly databaseUrl: string;
  /** HQ's database, for a look from outside. */
  readonly db: Db;
  readonly said: string[];
  readonly run: (changes?: Partial<ReplayOptions>) => Promise<Outcome>;
};

export async function replayHome(file = EXTRACT): Promise<ReplayHome> {
  const { url, db } = await testDatabase('empty');
  const folder = tempFolder();
  mkdirSync(join(folder, 'hq'));
  writeTestKeys(join(folder, 'hq'));
  const said: string[] = [];
  const screen = { write: (text: string) => said.push(text) };
  const run: ReplayHome['run'] = (changes = {}) =>
    replay({
      file,
      folder,
      limit: null,
      report: null,
      databaseUrl: url,
      allowNoFsync: true,
      shouldStop: () => false,
      screen,
      ...changes,
    });
  return { folder, databaseUrl: url, db, said, run };
}
