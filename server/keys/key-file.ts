/**
 * HQ's secrets: one file, readable by its owner only, beside the data and never in the database. A stolen database
 * without it opens no personal data, finds no phone, tries no PIN and signs nothing.
 */
import { createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { StoreId } from '../../shared/kernel/ids.ts';
import { type SigningKey, signingKey } from '../crypto/ed25519.ts';
import { OperatorError } from '../operator-error.ts';

export type HqKeys = {
  readonly signing: SigningKey;
  /** Wraps the members' data keys; dropping a wrapped key shreds that member's personal data. */
  readonly memberKeyEncryptionKey: KeyObject;
  /** Keys a store's look-up of phones: 32 bytes in hex. */
  readonly storeKey: (store: StoreId) => string;
  /** Mixed into a store's PIN hashes: 32 bytes in hex. */
  readonly pinPepper: (store: StoreId) => string;
};

const SECRET_BYTES = 32;
const zSecret = z.string().regex(/^[0-9a-f]{64}$/);
const zKeyFile = z.strictObject({
  version: z.literal(1),
  signingSeed: zSecret,
  memberKeyEncryptionKey: zSecret,
  storeRoot: zSecret,
});
type KeyFile = z.infer<typeof zKeyFile>;

/** Reads `keys.json` in the folder, making it first where there is none. */
export function loadKeys(folder: string): HqKeys {
  const file = join(folder, 'keys.json');
  makeFolder(folder);
  return keysFrom(read(file) ?? create(folder, file));
}

/** What the folder holds already; nothing is made. */
export function existingKeys(folder: string): { readonly keys: HqKeys; readonly text: string } | null {
  const file = read(join(folder, 'keys.json'));
  return file && { keys: keysFrom(file), text: keyFileText(file) };
}

/** The keys of a key file that came with a backup; null when it is none. */
export function keysOfText(text: string): HqKeys | null {
  const parsed = zKeyFile.safeParse(jsonOrNull(text));
  return parsed.success ? keysFrom(parsed.data) : null;
}

/** Puts a key file where there is none. */
export function placeKeyFile(folder: string, text: string): void {
  makeFolder(folder);
  place(folder, join(folder, 'keys.json'), text);
}

export function keysFrom(file: KeyFile): HqKeys {
  const derive = (use: string, store: StoreId): string =>
    Buffer.from(
      hkdfSync('sha256', Buffer.from(file.storeRoot, 'hex'), '', `${use}:${store}`, SECRET_BYTES),
    ).toString('hex');
  return {
    signing: signingKey(file.signingSeed),
    memberKeyEncryptionKey: createSecretKey(file.memberKeyEncryptionKey, 'hex'),
    storeKey: (store) => derive('store-key', store),
    pinPepper: (store) => derive('pin-pepper', store),
  };
}

export function newKeyFile(): KeyFile {
  const secret = (): string => randomBytes(SECRET_BYTES).toString('hex');
  return {
    version: 1,
    signingSeed: secret(),
    memberKeyEncryptionKey: secret(),
    storeRoot: secret(),
  };
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new OperatorError(`HQ cannot make the folder ${folder}.`, { cause });
  }
}

function read(file: string): KeyFile | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new OperatorError(`HQ cannot read its key file ${file}.`, { cause });
  }
  const parsed = zKeyFile.safeParse(jsonOrNull(text));
  if (!parsed.success)
    throw new OperatorError(`${file} is not a key file of HQ. Restore it from its backup.`);
  return parsed.data;
}

function create(folder: string, file: string): KeyFile {
  place(folder, file, keyFileText(newKeyFile()));
  const made = read(file);
  if (!made) throw new OperatorError(`HQ cannot keep its key file ${file}.`);
  return made;
}

const keyFileText = (file: KeyFile): string => `${JSON.stringify(file, null, 2)}\n`;

/** A link fails where another process was faster, so two commands started at once share one file. */
function place(folder: string, file: string, text: string): void {
  const draft = join(folder, `keys.${process.pid}.new`);
  const descriptor = openSync(draft, 'wx', 0o600);
  writeSync(descriptor, text);
  fsyncSync(descriptor);
  closeSync(descriptor);
  try {
    linkSync(draft, file);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  } finally {
    rmSync(draft);
  }
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
