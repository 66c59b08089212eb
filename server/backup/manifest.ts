/**
 * What a backup file says of itself. The manifest is signed by HQ, and it names the sum of every table: a file that was
 * cut, changed or made by another HQ is told from a whole one before any row of it reaches a database.
 */
import { z } from 'zod';
import { zLogIndex, zSha256Hex, zSignatureHex } from '../../shared/kernel/schema.ts';
import { sha256Hex } from '../crypto/digest.ts';
import { type SigningKey, signatureHolds } from '../crypto/ed25519.ts';

export const BACKUP_FORMAT = 'puncta-hq-backup';
export const BACKUP_VERSION = 1;

export const MANIFEST_FILE = 'manifest.json';
export const KEY_FILE = 'keys.json';
export const tableFile = (name: string): string => `tables/${name}.copy`;

export const MAX_MANIFEST_BYTES = 1024 * 1024;
export const MAX_TABLES = 200;
const MAX_COLUMNS = 200;

const zName = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);
const zTable = z.strictObject({
  name: zName,
  columns: z.array(zName).min(1).max(MAX_COLUMNS),
  rows: z.int().min(0),
  bytes: z.int().min(0),
  sha256: zSha256Hex,
});

/** Only so much of any version, newer ones too, is sure to be there. */
const zAnyVersion = z.looseObject({ format: z.literal(BACKUP_FORMAT), version: z.int().min(1) });

export const zManifest = z.strictObject({
  format: z.literal(BACKUP_FORMAT),
  version: z.literal(BACKUP_VERSION),
  madeAt: z.iso.datetime(),
  hqPublicKey: zSha256Hex,
  hqEpoch: z.int().min(1),
  epochFromLogIndex: zLogIndex,
  /** Of the schema, in the order in which they were done. */
  migrations: z.array(z.string().max(100)).min(1).max(1000),
  /** The last position that any change feed had given out. */
  changeNo: z.int().min(0),
  logTip: z.strictObject({ logIndex: zLogIndex, hash: zSha256Hex }),
  tables: z.array(zTable).min(1).max(MAX_TABLES),
  /** Sum of the key file where it was put in. */
  keyFile: z.strictObject({ sha256: zSha256Hex }).nullable(),
});

export type Manifest = z.infer<typeof zManifest>;
export type TableManifest = Manifest['tables'][number];

const zSigned = z.strictObject({ document: z.string(), sig: zSignatureHex });

const signedHash = (document: string): string => sha256Hex(`OSP1-backup\0${document}`);

export function signedManifest(manifest: Manifest, key: SigningKey): string {
  const document = JSON.stringify(manifest);
  return `${JSON.stringify({ document, sig: key.signHash(signedHash(document)) })}\n`;
}

export type ReadManifest =
  | { readonly kind: 'read'; readonly manifest: Manifest; readonly signature: 'holds' | 'broken' }
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'unreadable' };

/** The signature is checked against the key that the manifest itself names; whose that is, the caller must ask. */
export function readManifest(text: string): ReadManifest {
  const signed = zSigned.safeParse(jsonOrNull(text));
  if (!signed.success) return { kind: 'unreadable' };
  const { document, sig } = signed.data;
  const json = jsonOrNull(document);
  const any = zAnyVersion.safeParse(json);
  if (any.success && any.data.version > BACKUP_VERSION) return { kind: 'newer', version: any.data.version };
  const manifest = zManifest.safeParse(json);
  if (!manifest.success) return { kind: 'unreadable' };
  const holds = signatureHolds({ publicKey: manifest.data.hqPublicKey, hash: signedHash(document), sig });
  return { kind: 'read', manifest: manifest.data, signature: holds ? 'holds' : 'broken' };
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
