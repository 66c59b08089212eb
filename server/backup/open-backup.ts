/**
 * A backup file, opened and judged before any of it is believed: a zip with exactly the parts that its signed manifest
 * names, of a format and a schema that this release knows.
 */
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { sha256Hex } from '../crypto/digest.ts';
import { knownMigrations } from '../db/migrate.ts';
import { OperatorError } from '../operator-error.ts';
import { counted } from './counted.ts';
import {
  KEY_FILE,
  MANIFEST_FILE,
  MAX_MANIFEST_BYTES,
  MAX_TABLES,
  type Manifest,
  readManifest,
  type TableManifest,
  tableFile,
} from './manifest.ts';

export type OpenedBackup = {
  readonly manifest: Manifest;
  /** The key file's text, where the backup holds it. */
  readonly keyFile: string | null;
  readonly table: (table: TableManifest) => Promise<Readable>;
  readonly close: () => void;
};

const MAX_KEY_FILE_BYTES = 64 * 1024;
/** Beside the tables: manifest and key file. */
const MAX_PARTS = MAX_TABLES + 2;

/** `hqPublicKey` is that of the key file at hand; null where the backup must bring its own. */
export async function openBackup(path: string, hqPublicKey: string | null): Promise<OpenedBackup> {
  const zip = await openZip(path);
  try {
    const parts = await partsOf(zip, path);
    const manifest = await manifestOf(zip, parts, path);
    requireOwn(manifest, hqPublicKey, path);
    requireKnownSchema(manifest, path);
    requireAllParts(manifest, parts, path);
    const keyFile = await keyFileOf(zip, parts, manifest, path);
    const table = async ({ name }: TableManifest): Promise<Readable> => {
      const entry = parts.get(tableFile(name));
      if (!entry) throw damaged(path, `${name} is missing`);
      return zip.openReadStreamPromise(entry).catch((cause: unknown) => {
        throw damaged(path, `${name} cannot be read`, cause);
      });
    };
    return { manifest, keyFile, table, close: () => zip.close() };
  } catch (cause) {
    zip.close();
    throw cause;
  }
}

/** Reads every table once and compares its sum with the manifest. */
export async function requireWhole(backup: OpenedBackup, path: string): Promise<void> {
  for (const table of backup.manifest.tables) {
    const { stream, sum } = counted();
    const content = await backup.table(table);
    try {
      content.on('error', (cause) => stream.destroy(cause));
      await finished(content.pipe(stream).resume());
    } catch (cause) {
      throw damaged(path, `${table.name} cannot be read`, cause);
    }
    const { rows, bytes, sha256 } = sum();
    if (rows !== table.rows || bytes !== table.bytes || sha256 !== table.sha256)
      throw damaged(path, `${table.name} is not as it was written`);
  }
}

export const damaged = (path: string, what: string, cause?: unknown): OperatorError =>
  new OperatorError(`${path} is damaged (${what}). Nothing was restored; take another backup.`, { cause });

async function openZip(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { autoClose: false, lazyEntries: true });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new OperatorError(`There is no file ${path}.`, { cause });
    if (code !== undefined) throw new OperatorError(`${path} cannot be read (${code}).`, { cause });
    throw new OperatorError(`${path} is no backup of HQ, or its end was cut off.`, { cause });
  }
}

async function partsOf(zip: ZipFile, path: string): Promise<ReadonlyMap<string, Entry>> {
  const parts = new Map<string, Entry>();
  if (zip.entryCount > MAX_PARTS) throw damaged(path, 'it has too many parts');
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      parts.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.once('end', resolve);
    zip.once('error', reject);
    zip.readEntry();
  }).catch((cause: unknown) => {
    throw damaged(path, 'its list of parts cannot be read', cause);
  });
  return parts;
}

type Parts = ReadonlyMap<string, Entry>;

async function manifestOf(zip: ZipFile, parts: Parts, path: string): Promise<Manifest> {
  const entry = parts.get(MANIFEST_FILE);
  if (!entry) throw new OperatorError(`${path} is a zip file, but no backup of HQ.`);
  const text = await textOf(zip, entry, MAX_MANIFEST_BYTES).catch((cause: unknown) => {
    throw damaged(path, 'its manifest cannot be read', cause);
  });
  const read = readManifest(text);
  if (read.kind === 'newer')
    throw new OperatorError(
      `${path} was made by a newer release (format ${read.version}). Restore it with that release.`,
    );
  if (read.kind === 'unreadable') throw damaged(path, 'its manifest is not one');
  if (read.signature === 'broken') throw damaged(path, 'its manifest is not as it was signed');
  return read.manifest;
}

function requireOwn(manifest: Manifest, hqPublicKey: string | null, path: string): void {
  if (hqPublicKey !== null && manifest.hqPublicKey !== hqPublicKey)
    throw new OperatorError(
      `${path} belongs to another HQ: the key file at hand is not the one it was made with.`,
    );
}

function requireKnownSchema({ migrations }: Manifest, path: string): void {
  const newer = migrations.filter((name) => !knownMigrations.includes(name));
  if (newer.length > 0)
    throw new OperatorError(
      `${path} was made by a newer release (${newer.join(', ')}). Restore it with that release.`,
    );
  if (migrations.some((name, index) => name !== knownMigrations[index]))
    throw new OperatorError(`${path} holds a schema that no release of Puncta had.`);
}

function requireAllParts(manifest: Manifest, parts: Parts, path: string): void {
  const named = new Set([MANIFEST_FILE, ...manifest.tables.map(({ name }) => tableFile(name))]);
  if (manifest.keyFile) named.add(KEY_FILE);
  for (const name of named) if (!parts.has(name)) throw damaged(path, `${name} is missing`);
  for (const name of parts.keys()) if (!named.has(name)) throw damaged(path, 'it has a part too many');
}

async function keyFileOf(
  zip: ZipFile,
  parts: Parts,
  manifest: Manifest,
  path: string,
): Promise<string | null> {
  const entry = parts.get(KEY_FILE);
  if (!entry || !manifest.keyFile) return null;
  const text = await textOf(zip, entry, MAX_KEY_FILE_BYTES).catch((cause: unknown) => {
    throw damaged(path, 'its key file cannot be read', cause);
  });
  if (sha256Hex(text) !== manifest.keyFile.sha256)
    throw damaged(path, 'its key file is not as it was written');
  return text;
}

async function textOf(zip: ZipFile, entry: Entry, maxBytes: number): Promise<string> {
  if (entry.uncompressedSize > maxBytes) throw new Error('too large');
  const pieces: Buffer[] = [];
  for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}
