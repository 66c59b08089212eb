import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

export const net = {
  /** As Node's, and for `file:` addresses too. */
  async fetch(target: string | URL | Request, init?: RequestInit): Promise<Response> {
    const url = target instanceof Request ? target.url : String(target);
    if (!url.startsWith('file:')) return fetch(target, init);
    const path = fileURLToPath(url);
    const bytes = await readFile(path).catch((cause: unknown) => {
      throw new Error('net::ERR_FILE_NOT_FOUND', { cause });
    });
    const type = mediaTypes[extname(path)] ?? 'application/octet-stream';
    return new Response(bytes, { headers: { 'content-type': type } });
  },
  isOnline: (): boolean => true,
};
