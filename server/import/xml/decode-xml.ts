/** The text of an XML file, in the encoding that its mark or its first line names; UTF-8 where neither does. */
import { closeSync, openSync, readSync } from 'node:fs';
import { OperatorError } from '../../operator-error.ts';
import type { ByteMeter } from '../source/byte-meter.ts';
import { decodeFile } from '../source/decode-file.ts';
import { type Encoding, readEncodingName } from '../source/encoding.ts';

const HEAD_BYTES = 256;

export const decodeXml = (file: string, meter: ByteMeter): AsyncIterable<string> =>
  decodeFile(file, declaredEncoding(file), meter);

export function declaredEncoding(file: string): Encoding {
  const head = Buffer.alloc(HEAD_BYTES);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, head, 0, HEAD_BYTES, 0);
  } finally {
    closeSync(descriptor);
  }
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  const [, name] = /^[^>]*encoding\s*=\s*["']([\w-]+)["']/.exec(head.toString('latin1')) ?? [];
  if (name === undefined) return 'utf-8';
  const encoding = readEncodingName(name);
  if (!encoding)
    throw new OperatorError(`${file} is written in ${name}, which is not read here. Save it in UTF-8.`);
  return encoding;
}
