import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { build } from 'vite';
import { rendererConfig } from '../../build/bundle/bundle-configs.ts';
import { projectRoot } from '../../build/project-root.ts';

/** What the till's scheme sends with every page: the real bundle must live with it. */
export const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'none'";

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

export type ServedRenderer = { readonly url: string; readonly close: () => Promise<void> };

/** Bundles the window as it is shipped and serves it under the shipped policy. */
export async function serveRenderer(folder: string): Promise<ServedRenderer> {
  const config = rendererConfig();
  const outDir = join(projectRoot, 'out', folder);
  await build({ ...config, build: { ...config.build, outDir } });
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://till').pathname);
    const file = join(outDir, path);
    if (!file.startsWith(outDir) || !existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': PAGE_POLICY,
    });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/till/index.html`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
