import { resolve } from 'node:path';
import { openDatabase } from '../app/open-hq.ts';
import { type OpenedBackup, openBackup, requireWhole } from '../backup/open-backup.ts';
import { type Restored, restoreBackup } from '../backup/restore-backup.ts';
import { existingKeys, type HqKeys, keysOfText, placeKeyFile } from '../keys/key-file.ts';
import { OperatorError, UsageError } from '../operator-error.ts';
import type { Command } from './command.ts';
import { commonHelp, commonOptions, placeOf, text } from './common-options.ts';

export const restoreCommand: Command = {
  summary: 'put a backup into an empty database, whole or not at all',
  options: { ...commonOptions, from: { type: 'string' } },
  help: [
    ...commonHelp,
    '--from FILE      a backup. The keys.json it was made with must lie in --data, unless it is in the backup',
  ],
  async run(values) {
    const from = text(values, 'from');
    if (from === undefined) throw new UsageError('Say which backup with --from FILE.');
    const path = resolve(from);
    const place = placeOf(values);
    const folder = resolve(place.folder);
    const startMs = performance.now();
    const own = existingKeys(folder);
    const backup = await openBackup(path, own?.keys.signing.publicKey ?? null);
    try {
      const keys = own?.keys ?? keysFromBackup(backup, folder);
      await requireWhole(backup, path);
      const { keyFile } = backup;
      const bringKeys = (): void => {
        if (!own && keyFile !== null) placeKeyFile(folder, keyFile);
      };
      const { url, close } = await openDatabase(place);
      try {
        const nowMs = Date.now();
        const restored = await restoreBackup({ url, keys, backup, path, nowMs, beforeCommit: bringKeys });
        tell(backup, restored, performance.now() - startMs);
      } finally {
        await close();
      }
    } finally {
      backup.close();
    }
  },
};

function keysFromBackup({ keyFile, manifest }: OpenedBackup, folder: string): HqKeys {
  if (keyFile === null)
    throw new OperatorError(
      `There is no keys.json in ${folder}, and none in the backup.\n` +
        'Put the one there that the backup was made with: without it nothing can be read or signed.',
    );
  const keys = keysOfText(keyFile);
  if (keys?.signing.publicKey !== manifest.hqPublicKey)
    throw new OperatorError('The keys.json in the backup is not the one it was made with.');
  return keys;
}

function tell({ manifest }: OpenedBackup, restored: Restored, durationMs: number): void {
  const seconds = (durationMs / 1000).toFixed(1);
  console.log(`restored as of ${manifest.madeAt}: ${restored.rows} rows in ${seconds} s`);
  console.log(`the ledger verifies: ${restored.records} records; every asset sums to 0`);
  console.log(
    `HQ's epoch is ${restored.hqEpoch} now: what was acknowledged above record ${restored.fromLogIndex} is void,`,
  );
  console.log('and tills send it again by themselves as soon as they reach this HQ.');
  console.log('Tills that were enrolled after the backup need a new code. What was changed at HQ after it');
  console.log('(goods, staff, programmes, erased members) has to be done again.');
}
