import { resolve } from 'node:path';
import { sql } from 'kysely';
import { type WrittenBackup, writeBackup } from '../backup/write-backup.ts';
import type { Db } from '../db/connect.ts';
import { existingKeys } from '../keys/key-file.ts';
import { UsageError } from '../operator-error.ts';
import type { Command } from './command.ts';
import { commonHelp, commonOptions, openFrom, placeOf, text } from './common-options.ts';

const MAX_REPORTS = 1_000;

export const backupCommand: Command = {
  summary: 'write a backup of one moment into a file, while HQ serves',
  options: { ...commonOptions, out: { type: 'string' }, 'with-keys': { type: 'boolean' } },
  help: [
    ...commonHelp,
    '--out FILE       the file to make (a zip); one that is there is never overwritten',
    '--with-keys      put keys.json into it too. Whoever has the file then has everything: names, phones, signatures',
  ],
  async run(values) {
    const out = text(values, 'out');
    if (out === undefined) throw new UsageError('Say where to with --out FILE.');
    const withKeys = values['with-keys'] === true;
    const startMs = performance.now();
    const { hq, url, close } = await openFrom(values);
    const signal = breakOffSignal();
    try {
      const keyFile = withKeys ? (existingKeys(resolve(placeOf(values).folder))?.text ?? null) : null;
      const written = await writeBackup({ url, keys: hq.keys, out: resolve(out), keyFile, signal });
      await reportBackup(hq.db, written);
      tell(resolve(out), written, performance.now() - startMs);
    } finally {
      await close();
    }
  },
};

function breakOffSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => controller.abort());
  return controller.signal;
}

/** For the metric that says how old the last backup is. */
async function reportBackup(db: Db, { manifest, bytes }: WrittenBackup): Promise<void> {
  const { logIndex } = manifest.logTip;
  await sql`INSERT INTO backup_report (finished_at, log_index, bytes) VALUES (now(), ${logIndex}, ${bytes})`.execute(
    db,
  );
  await sql`
    DELETE FROM backup_report WHERE finished_at <= (
      SELECT finished_at FROM backup_report ORDER BY finished_at DESC OFFSET ${MAX_REPORTS} LIMIT 1)`.execute(
    db,
  );
}

function tell(out: string, { manifest, bytes }: WrittenBackup, durationMs: number): void {
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  const seconds = (durationMs / 1000).toFixed(1);
  console.log(`backup written to ${out}`);
  console.log(`${rows} rows of ${manifest.tables.length} tables, ${megabytes(bytes)} MB, in ${seconds} s`);
  console.log(`it reaches to record ${manifest.logTip.logIndex} of the log, as of ${manifest.madeAt}`);
  if (manifest.keyFile === null)
    return console.log(
      'keys.json is not in it: keep that file apart, because nothing can be restored without it',
    );
  console.log(
    'WARNING: keys.json is in it. Whoever gets hold of this file can read every name and phone, and sign as HQ.',
  );
  console.log('WARNING: keep it as you keep keys.json itself, encrypted and under lock.');
}

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);
