/** The text of a file, some at a time. What cannot be decoded becomes U+FFFD, and the row that has it is refused. */
import { createReadStream } from 'node:fs';
import type { ByteMeter } from './byte-meter.ts';
import type { Encoding } from './encoding.ts';

const CHUNK_BYTES = 256 * 1024;

export async function* decodeFile(
  file: string,
  encoding: Encoding,
  meter: ByteMeter,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK_BYTES })) {
    const data = chunk as Buffer;
    meter.done += data.length;
    yield decoder.decode(data, { stream: true });
  }
  yield decoder.decode();
}
