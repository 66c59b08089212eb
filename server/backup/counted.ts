/** A stream that lets everything through and knows its sum: SHA-256, bytes, and rows (COPY ends each with a line feed). */
import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';

export type Sum = { readonly sha256: string; readonly bytes: number; readonly rows: number };
export type Counted = { readonly stream: Transform; readonly sum: () => Sum };

const LINE_FEED = 0x0a;

export function counted(): Counted {
  const hash = createHash('sha256');
  let [bytes, rows] = [0, 0];
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, at + 1)) rows += 1;
      done(null, chunk);
    },
  });
  return { stream, sum: () => ({ sha256: hash.copy().digest('hex'), bytes, rows }) };
}
