/**
 * What HQ acknowledged after the backup is forgotten, so acknowledgements above its log's end are void from now on: tills
 * are told by a raised epoch. The epoch is drawn from the clock as well, since the same backup may be restored twice.
 * A till that was away during an earlier restore is told of the lowest end of both.
 */
import type { Transaction } from 'kysely';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { SigningKey } from '../crypto/ed25519.ts';
import type { Database } from '../db/tables.ts';
import { appendLog, lockLog } from '../posting/hq-log.ts';
import type { Manifest } from './manifest.ts';

type Raised = { readonly hqEpoch: number; readonly fromLogIndex: number };

/** Seconds since then fit into the column for decades to come. */
const YEAR_2020_SECONDS = 1_577_836_800;
const NEVER_RESTORED = 1;

export async function raiseHqEpoch(
  trx: Transaction<Database>,
  restore: { readonly manifest: Manifest; readonly key: SigningKey; readonly nowMs: EpochMs },
): Promise<Raised> {
  const { manifest, key, nowMs } = restore;
  const tip = await lockLog(trx, key);
  const byClock = Math.floor(nowMs / 1000) - YEAR_2020_SECONDS;
  const hqEpoch = Math.max(manifest.hqEpoch + 1, byClock);
  const fromLogIndex =
    manifest.hqEpoch === NEVER_RESTORED ? tip.logIndex : Math.min(tip.logIndex, manifest.epochFromLogIndex);
  await trx
    .updateTable('hq_identity')
    .set({ hq_epoch: hqEpoch, epoch_from_log_index: fromLogIndex })
    .executeTakeFirstOrThrow();
  const facts = { hqEpoch, fromLogIndex, backupMadeAt: manifest.madeAt };
  const records = [{ kind: 'RESTORE' as const, ref: `restore:${hqEpoch}`, facts }];
  await appendLog(trx, { tip, key, atMs: nowMs, records });
  return { hqEpoch, fromLogIndex };
}
