/**
 * A file that is there whole or not at all: written beside its place under another name, brought to the disk, then given
 * its name. It never takes the place of another file.
 */
import { randomBytes } from 'node:crypto';
import { createWriteStream, type WriteStream } from 'node:fs';
import { type FileHandle, link, open, rename, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { OperatorError } from '../operator-error.ts';

export type NewFile = {
  readonly stream: WriteStream;
  /** When everything has been written to the stream. Returns the file's size. */
  readonly keep: () => Promise<number>;
  readonly discard: () => Promise<void>;
};

const OWNER_ONLY = 0o600;

export async function newFile(place: string): Promise<NewFile> {
  if (await exists(place)) throw taken(place);
  const draft = `${place}.${randomBytes(4).toString('hex')}.part`;
  const handle = await open(draft, 'wx', OWNER_ONLY).catch((cause: unknown) => {
    throw cannotWrite(place, cause);
  });
  const stream = createWriteStream('', { fd: handle.fd, autoClose: false });
  return {
    stream,
    keep: async () => {
      await handle.sync();
      const { size } = await handle.stat();
      await handle.close();
      await giveName(draft, place);
      await syncFolder(dirname(place));
      return size;
    },
    discard: () => discard(handle, draft),
  };
}

/** `cause` in words, for whoever chose the place. */
export function cannotWrite(place: string, cause: unknown): unknown {
  const { code } = cause as NodeJS.ErrnoException;
  const why = code === undefined ? undefined : WHY[code];
  return why === undefined ? cause : new OperatorError(`${place} cannot be written: ${why}.`, { cause });
}

const WHY: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: "this user's share of the disk is full",
  EFBIG: 'the file system takes no file of that size',
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder does not exist',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  EISDIR: 'it is a folder',
  EIO: 'the disk reports a fault',
};

const taken = (place: string): OperatorError =>
  new OperatorError(`${place} is there already. Choose another name; nothing is ever overwritten.`);

/** A link fails where the name is taken; file systems without links look first. */
async function giveName(draft: string, place: string): Promise<void> {
  try {
    await link(draft, place);
    await unlink(draft);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST' || (await exists(place))) throw taken(place);
    await rename(draft, place);
  }
}

async function discard(handle: FileHandle, draft: string): Promise<void> {
  await handle.close().catch(() => undefined);
  await unlink(draft).catch(() => undefined);
}

/** The name itself must survive a power cut; some systems cannot sync a folder. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

const exists = (place: string): Promise<boolean> =>
  stat(place).then(
    () => true,
    () => false,
  );
