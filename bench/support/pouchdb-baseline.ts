import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build, type Rollup } from 'vite';
import { chromiumFlags, knownChromium } from '../../build/setup/chromium.mjs';
import type { WireEntry } from '../../shared/protocol/push.ts';

/** Time for PouchDB to replicate the entries between two IndexedDB stores of one page: no network, no checks. */
export async function pouchdbReplicationMs(
  entries: readonly WireEntry[],
  batchSize: number,
): Promise<number> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const executablePath = knownChromium();
  const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: chromiumFlags() });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.addScriptTag({ content: await bundledPage() });
    return await page.evaluate(
      ([rows, size]) => {
        type Page = { replicate: (rows: readonly unknown[], size: number) => Promise<number> };
        return (window as unknown as Page).replicate(rows, size);
      },
      [entries, batchSize] as const,
    );
  } finally {
    await browser.close();
    server.close();
  }
}

async function bundledPage(): Promise<string> {
  const output = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, 'pouchdb-page.ts'), formats: ['iife'], name: 'page' },
    },
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
  })) as Rollup.RollupOutput[];
  const chunk = output[0]?.output[0];
  if (!chunk) throw new Error('the page was not bundled');
  return chunk.code;
}
