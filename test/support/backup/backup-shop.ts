/** A backup of a test's HQ, and HQ once more from it, in a database of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { buildApp } from '../../../server/app/build-app.ts';
import { openBackup, requireWhole } from '../../../server/backup/open-backup.ts';
import { type Restored, restoreBackup } from '../../../server/backup/restore-backup.ts';
import { type WrittenBackup, writeBackup } from '../../../server/backup/write-backup.ts';
import type { Hq } from '../../../server/hq.ts';
import { makeVerifier } from '../../../server/posting/verifier.ts';
import type { TestHq } from '../hq/test-hq.ts';
import { createTestDatabase, type TestTemplate } from '../postgres/create-test-database.ts';

export function backupPlace(): string {
  const folder = mkdtempSync(join(tmpdir(), 'puncta-backup-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'hq.zip');
}

/** A test's HQ was not opened by a command, which would have given its database an identity. */
export async function backUp({ hq, url }: TestHq, out: string): Promise<WrittenBackup> {
  await hq.db
    .insertInto('hq_identity')
    .values({ public_key: hq.keys.signing.publicKey })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return writeBackup({ url, keys: hq.keys, out, keyFile: null });
}

export type RestoredHq = TestHq & { readonly restored: Restored };

/** As the command does it: opened, read whole, then restored. */
export async function restore(
  { hq }: Pick<TestHq, 'hq'>,
  path: string,
  { template, nowMs }: { readonly template?: TestTemplate; readonly nowMs?: number } = {},
): Promise<RestoredHq> {
  const backup = await openBackup(path, hq.keys.signing.publicKey);
  try {
    await requireWhole(backup, path);
    const { db, url, close } = await createTestDatabase(template ?? 'bare');
    onTestFinished(close);
    const restored = await restoreBackup({
      url,
      keys: hq.keys,
      backup,
      path,
      nowMs: nowMs ?? hq.nowMs(),
    });
    const again: Hq = { ...hq, db, verifier: makeVerifier(db, 0) };
    const app = buildApp(again);
    onTestFinished(() => app.close());
    return { hq: again, app, url, setNow: () => undefined, restored };
  } finally {
    backup.close();
  }
}
