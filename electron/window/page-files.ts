/** Answers the till's own scheme from one folder. A path that leads anywhere else does not exist. */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { isOurPage } from '../ipc/our-page.ts';
import { PAGE_HEADERS } from './page-policy.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** Pages by address: each is built into a folder of its own and shares the assets beside it. */
const PAGES: Readonly<Record<string, string>> = {
  '/index.html': '/till/index.html',
  '/display.html': '/display/index.html',
};

export async function answerPage(
  folder: string,
  request: { url: string; method: string },
): Promise<Response> {
  const path = request.method === 'GET' ? filePath(folder, request.url) : null;
  const type = path && TYPES[extname(path)];
  if (!path || !type) return missing();
  try {
    return new Response(await readFile(path), { headers: { ...PAGE_HEADERS, 'content-type': type } });
  } catch {
    return missing();
  }
}

function filePath(folder: string, url: string): string | null {
  if (!isOurPage(url)) return null;
  const { pathname } = new URL(url);
  const path = decoded(PAGES[pathname] ?? pathname);
  if (path === null || path.includes('\0') || path.includes('\\')) return null;
  const file = normalize(join(folder, path));
  return file.startsWith(folder.endsWith(sep) ? folder : folder + sep) ? file : null;
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

const missing = (): Response => new Response('', { status: 404, headers: PAGE_HEADERS });
