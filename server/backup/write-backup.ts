/**
 * OPS-4: a backup is one moment of HQ, taken while it serves: every table through one REPEATABLE READ snapshot, streamed
 * into one zip file in constant memory.
 */
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { ZipFile } from 'yazl';
import { sha256Hex } from '../crypto/digest.ts';
import { typeParsers } from '../db/int8.ts';
import type { HqKeys } from '../keys/key-file.ts';
import { OperatorError } from '../operator-error.ts';
import { logGenesis } from '../posting/hq-log.ts';
import { type Counted, counted } from './counted.ts';
import {
  BACKUP_FORMAT,
  BACKUP_VERSION,
  KEY_FILE,
  MANIFEST_FILE,
  type Manifest,
  signedManifest,
  tableFile,
} from './manifest.ts';
import { cannotWrite, newFile } from './new-file.ts';
import { columnList, quoted, type SchemaTable, schemaTables } from './schema-tables.ts';

export type BackupOptions = {
  readonly url: string;
  readonly keys: Pick<HqKeys, 'signing'>;
  readonly out: string;
  /** The key file's text, where it shall lie in the backup too. */
  readonly keyFile: string | null;
  /** Breaks it off; nothing is kept then. */
  readonly signal?: AbortSignal;
};

export type WrittenBackup = { readonly manifest: Manifest; readonly bytes: number };

/** Hashes and signatures do not shrink; a higher level takes twice the time for a twentieth less. */
const COMPRESSION = { compressionLevel: 3, forceZip64Format: true } as const;

export async function writeBackup(options: BackupOptions): Promise<WrittenBackup> {
  const file = await newFile(options.out);
  const client = new Client({
    connectionString: options.url,
    types: typeParsers,
    application_name: 'puncta-backup',
  });
  client.on('error', () => undefined);
  options.signal?.addEventListener('abort', () => file.stream.destroy(brokenOff()), { once: true });
  try {
    await client.connect();
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const manifest = await writeZip(client, options, file.stream);
    await client.query('COMMIT');
    return { manifest, bytes: await file.keep() };
  } catch (cause) {
    await file.discard();
    throw cannotWrite(options.out, cause);
  } finally {
    await client.end();
  }
}

const brokenOff = (): OperatorError => new OperatorError('The backup was broken off; nothing was kept.');

async function writeZip(
  client: Client,
  options: BackupOptions,
  out: NodeJS.WritableStream,
): Promise<Manifest> {
  const zip = new ZipFile();
  const broken = new Promise<never>((_resolve, reject) => zip.on('error', reject));
  broken.catch(() => undefined);
  const written = pipeline(zip.outputStream, out);
  written.catch(() => undefined);
  const first = await snapshotFacts(client, options.keys.signing.publicKey);
  const tables: Manifest['tables'] = [];
  for (const table of await schemaTables(client)) {
    const { sum } = await Promise.race([addTable(client, zip, table), broken, failed(written)]);
    tables.push({ name: table.name, columns: [...table.columns], ...sum() });
  }
  const keyFile = options.keyFile === null ? null : { sha256: sha256Hex(options.keyFile) };
  const manifest: Manifest = { ...first, tables, keyFile };
  if (options.keyFile !== null) zip.addBuffer(Buffer.from(options.keyFile, 'utf8'), KEY_FILE);
  zip.addBuffer(Buffer.from(signedManifest(manifest, options.keys.signing), 'utf8'), MANIFEST_FILE);
  zip.end();
  await Promise.race([written, broken]);
  return manifest;
}

/** Resolves when the table has gone into the zip. */
function addTable(client: Client, zip: ZipFile, { name, columns }: SchemaTable): Promise<Counted> {
  const table = counted();
  return new Promise((resolve, reject) => {
    table.stream.once('end', () => resolve(table));
    zip.addReadStreamLazy(tableFile(name), COMPRESSION, (give) => {
      const copy = client.query(copyTo(`COPY ${quoted(name)} (${columnList(columns)}) TO STDOUT`));
      pipeline(copy, table.stream).catch(reject);
      give(null, table.stream);
    });
  });
}

/** Never resolves; rejects when the writing has failed. */
const failed = (written: Promise<void>): Promise<never> =>
  new Promise((_resolve, reject) => {
    written.catch(reject);
  });

type Facts = Omit<Manifest, 'tables' | 'keyFile'>;

async function snapshotFacts(client: Client, hqPublicKey: string): Promise<Facts> {
  const { rows } = await client.query<{
    made_at: Date;
    hq_epoch: number;
    from_index: number;
    log_index: number | null;
    log_hash: string | null;
  }>(`
    SELECT now() AS made_at, hq_epoch, epoch_from_log_index AS from_index, log_index, hash AS log_hash
    FROM hq_identity LEFT JOIN LATERAL (
      SELECT log_index, hash FROM hq_log ORDER BY log_index DESC LIMIT 1) AS tip ON true`);
  // A sequence is read as it is now, which is never before the snapshot.
  const change = await client.query<{ last: number }>('SELECT last_value AS last FROM change_no');
  const done = await client.query<{ name: string }>('SELECT name FROM kysely_migration ORDER BY name');
  const [facts] = rows;
  if (!facts) throw new Error('an HQ that was opened has an identity');
  return {
    format: BACKUP_FORMAT,
    version: BACKUP_VERSION,
    madeAt: facts.made_at.toISOString(),
    hqPublicKey,
    hqEpoch: facts.hq_epoch,
    epochFromLogIndex: facts.from_index,
    migrations: done.rows.map(({ name }) => name),
    changeNo: change.rows[0]?.last ?? 0,
    logTip:
      facts.log_index === null || facts.log_hash === null
        ? logGenesis(hqPublicKey)
        : { logIndex: facts.log_index, hash: facts.log_hash },
  };
}
