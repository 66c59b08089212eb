/**
 * OPS-5: a backup goes into an empty database, whole or not at all: schema, rows, positions and the raised epoch are one
 * transaction, and the ledger is verified inside it before it is committed.
 */
import { pipeline } from 'node:stream/promises';
import type { Transaction } from 'kysely';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { epochMs } from '../../shared/kernel/units.ts';
import { typeParsers } from '../db/int8.ts';
import { kyselyOver } from '../db/kysely-over.ts';
import { migrateInside, takeMigrationTurn } from '../db/migrate.ts';
import type { Database } from '../db/tables.ts';
import type { HqKeys } from '../keys/key-file.ts';
import { OperatorError } from '../operator-error.ts';
import { type LogTip, logTip } from '../posting/hq-log.ts';
import { verifyLedger } from '../verify/verify-ledger.ts';
import { counted } from './counted.ts';
import type { Manifest, TableManifest } from './manifest.ts';
import { damaged, type OpenedBackup } from './open-backup.ts';
import { raiseHqEpoch } from './raise-hq-epoch.ts';
import { requireEmpty } from './require-empty.ts';
import { columnList, continueIdentities, inReferenceOrder, quoted, schemaTables } from './schema-tables.ts';

export type RestoreOptions = {
  readonly url: string;
  readonly keys: HqKeys;
  readonly backup: OpenedBackup;
  /** For messages. */
  readonly path: string;
  readonly nowMs: number;
  /** Called before the commit, when everything else has gone well. */
  readonly beforeCommit?: () => void;
};

export type Restored = {
  readonly rows: number;
  readonly hqEpoch: number;
  readonly fromLogIndex: number;
  readonly records: number;
};

/** Farther than any feed gets between two backups; 9,000 restores fit into the safe integers. */
const POSITIONS_AHEAD = 1_000_000_000_000;

export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const client = new Client({
    connectionString: options.url,
    types: typeParsers,
    application_name: 'puncta-restore',
  });
  client.on('error', () => undefined);
  await client.connect();
  const db = kyselyOver(client);
  try {
    await takeMigrationTurn(db);
    const restored = await db.transaction().execute((trx) => restoreInside(trx, client, options));
    await client.query('ANALYZE');
    return restored;
  } finally {
    await client.end();
  }
}

async function restoreInside(
  trx: Transaction<Database>,
  client: Client,
  { backup, keys, path, nowMs, beforeCommit }: RestoreOptions,
): Promise<Restored> {
  const { manifest } = backup;
  await requireEmpty(client, manifest);
  await migrateInside(trx, manifest.migrations.at(-1));
  await copyTables(client, backup, path);
  await continueIdentities(client);
  await migrateInside(trx);
  await requireTip(manifest, await logTip(trx, keys.signing), path);
  const { hqEpoch, fromLogIndex } = await raiseHqEpoch(trx, {
    manifest,
    key: keys.signing,
    nowMs: epochMs(nowMs),
  });
  const { findings, records } = await verifyLedger({ db: trx, keys });
  if (findings.length > 0)
    throw new OperatorError(
      `The ledger in ${path} does not verify; nothing was restored.\n${findings.map((each) => `differs: ${each}`).join('\n')}`,
    );
  beforeCommit?.();
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  return { rows, hqEpoch, fromLogIndex, records };
}

/** The feeds' positions start beyond any that a till may hold: the triggers give each row a new one. */
async function copyTables(client: Client, backup: OpenedBackup, path: string): Promise<void> {
  const { tables, changeNo } = backup.manifest;
  await client.query("SELECT setval('change_no', $1)", [changeNo + POSITIONS_AHEAD]);
  await client.query('DELETE FROM hq_identity');
  const known = await schemaTables(client);
  const byName = new Map(tables.map((table) => [table.name, table]));
  const missing = known.find(({ name }) => !byName.has(name));
  if (missing || known.length !== tables.length)
    throw damaged(path, `its tables are not those of its schema${missing ? `: no ${missing.name}` : ''}`);
  for (const name of await inReferenceOrder(client, [...byName.keys()])) {
    const table = byName.get(name);
    if (table) await copyTable(client, backup, table, path);
  }
}

async function copyTable(
  client: Client,
  backup: OpenedBackup,
  table: TableManifest,
  path: string,
): Promise<void> {
  const { stream, sum } = counted();
  const into = client.query(copyFrom(`COPY ${quoted(table.name)} (${columnList(table.columns)}) FROM STDIN`));
  try {
    await pipeline(await backup.table(table), stream, into);
  } catch (cause) {
    throw damaged(path, `the rows of ${table.name} are not rows of it`, cause);
  }
  if (sum().sha256 !== table.sha256 || into.rowCount !== table.rows)
    throw damaged(path, `${table.name} is not as it was written`);
}

async function requireTip({ logTip: said }: Manifest, tip: LogTip, path: string): Promise<void> {
  if (tip.logIndex !== said.logIndex || tip.hash !== said.hash)
    throw damaged(path, `its log ends at ${tip.logIndex}, not at ${said.logIndex} as its manifest says`);
}
