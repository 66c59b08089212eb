/** One pass over a file that counts what tells its encoding: nothing is kept but the counts. */
import { createReadStream } from 'node:fs';

export type ByteSurvey = {
  readonly bytes: number;
  readonly head: Buffer;
  /** How often each byte value occurs. */
  readonly histogram: readonly number[];
  /** Sequences of several bytes that UTF-8 allows, and bytes that it does not. */
  readonly utf8Sequences: number;
  readonly utf8Faults: number;
  /** Groups of neighbouring bytes above 127: long ones are Cyrillic words, single ones Latin letters with marks. */
  readonly highRuns: number;
};

const CHUNK_BYTES = 256 * 1024;

export async function surveyBytes(file: string): Promise<ByteSurvey> {
  const histogram = new Float64Array(256);
  let [bytes, utf8Sequences, utf8Faults, highRuns, awaited] = [0, 0, 0, 0, 0];
  let wasHigh = false;
  let head = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK_BYTES })) {
    const data = chunk as Buffer;
    if (bytes === 0) head = Buffer.from(data.subarray(0, 4));
    bytes += data.length;
    for (const byte of data) {
      histogram[byte] = (histogram[byte] ?? 0) + 1;
      const high = byte >= 0x80;
      if (high && !wasHigh) highRuns += 1;
      wasHigh = high;
      if (awaited > 0 && (byte & 0xc0) === 0x80) {
        awaited -= 1;
        if (awaited === 0) utf8Sequences += 1;
        continue;
      }
      if (awaited > 0) utf8Faults += 1;
      awaited = continuations(byte);
      if (high && awaited === 0) utf8Faults += 1;
    }
  }
  if (awaited > 0) utf8Faults += 1;
  return { bytes, head, histogram: [...histogram], utf8Sequences, utf8Faults, highRuns };
}

/** How many bytes follow a first byte in UTF-8 (RFC 3629); 0 for ASCII and for bytes that start nothing. */
function continuations(byte: number): number {
  if (byte >= 0xc2 && byte <= 0xdf) return 1;
  if (byte >= 0xe0 && byte <= 0xef) return 2;
  return byte >= 0xf0 && byte <= 0xf4 ? 3 : 0;
}
