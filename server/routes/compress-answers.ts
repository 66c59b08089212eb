import compress from '@fastify/compress';
import type { FastifyInstance } from 'fastify';

/** A page of a thousand members shrinks to a third; what is short is not worth the trouble. */
const MIN_COMPRESSED_BYTES = 8 * 1024;
/** The fastest: what remains of a page is hashes, which no level makes shorter. */
const LEVEL = 1;

/** Long answers of the routes that are registered later go out in gzip. Requests never come compressed. */
export function compressAnswers(app: FastifyInstance): void {
  app.register(compress, {
    encodings: ['gzip'],
    threshold: MIN_COMPRESSED_BYTES,
    zlibOptions: { level: LEVEL },
    globalDecompression: false,
  });
}
