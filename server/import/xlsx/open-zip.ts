/** The parts of a .xlsx, with limits against files that claim little and unpack to much. */
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { OperatorError } from '../../operator-error.ts';
import { MAX_INFLATION, MAX_SHEET_BYTES, MAX_SMALL_PART_BYTES, MAX_ZIP_ENTRIES } from '../limits.ts';
import type { ByteMeter } from '../source/byte-meter.ts';

export type ZipParts = {
  readonly has: (name: string) => boolean;
  /** A small part, unpacked in pieces. */
  readonly read: (name: string) => AsyncIterable<string>;
  /** A part as large as a sheet; the meter counts its unpacked bytes. */
  readonly readLarge: (name: string, meter: ByteMeter) => AsyncIterable<string>;
  readonly close: () => void;
};

export async function openZip(file: string): Promise<ZipParts> {
  const damaged = (cause: unknown): OperatorError =>
    cause instanceof OperatorError
      ? cause
      : new OperatorError(`${file} is damaged or cut short (${(cause as Error).message}).`, { cause });
  let zip: ZipFile;
  const entries = new Map<string, Entry>();
  try {
    zip = await openPromise(file, { autoClose: false, lazyEntries: true });
    if (zip.entryCount > MAX_ZIP_ENTRIES)
      throw new OperatorError(`${file} has too many parts for an Excel file.`);
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName.toLowerCase(), entry);
  } catch (cause) {
    throw damaged(cause);
  }
  async function* stream(name: string, maxBytes: number, meter: ByteMeter): AsyncGenerator<string> {
    const entry = entries.get(name.toLowerCase());
    if (!entry) throw new OperatorError(`${file} has no part ${name}: it is no Excel workbook.`);
    requireReasonable(file, entry, maxBytes);
    const decoder = new TextDecoder('utf-8');
    try {
      for await (const chunk of await zip.openReadStreamPromise(entry)) {
        meter.done += (chunk as Buffer).length;
        yield decoder.decode(chunk as Buffer, { stream: true });
      }
    } catch (cause) {
      throw damaged(cause);
    }
    yield decoder.decode();
  }
  return {
    has: (name) => entries.has(name.toLowerCase()),
    read: (name) => stream(name, MAX_SMALL_PART_BYTES, { done: 0, total: 0 }),
    readLarge: (name, meter) => {
      meter.total += entries.get(name.toLowerCase())?.uncompressedSize ?? 0;
      return stream(name, MAX_SHEET_BYTES, meter);
    },
    close: () => zip.close(),
  };
}

/** yauzl itself ends a part that unpacks to more than it claims. */
function requireReasonable(file: string, entry: Entry, maxBytes: number): void {
  const { compressedSize, uncompressedSize } = entry;
  if (entry.isEncrypted())
    throw new OperatorError(`${file} is protected by a password. Save it without one.`);
  if (uncompressedSize > maxBytes || uncompressedSize > MAX_SMALL_PART_BYTES + compressedSize * MAX_INFLATION)
    throw new OperatorError(
      `${file} unpacks to far more than a sheet holds (${entry.fileName}); it is not read.`,
    );
}
