import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build, type Rollup } from 'vite';
import { chromiumFlags, knownChromium } from '../../build/setup/chromium.mjs';
import type { WireEntry } from '../../shared/protocol/push.ts';
import type { PouchdbPage, ReplicateOptions } from './pouchdb-page.ts';
import { BASELINE, pouchdbServer } from './pouchdb-server.ts';

export type Delivered = { readonly ms: number; readonly requests: number };

const ROWS_PER_CALL = 1_000;

/**
 * PouchDB replicating the entries from a page's IndexedDB over HTTP to PouchDB's own server on leveldb: a delivery from
 * end to end, without checks and without an fsync on the server. Once for each way of asking, to a database of its own.
 */
export async function pouchdbDelivery(
  entries: readonly WireEntry[],
  ways: readonly ReplicateOptions[],
): Promise<readonly Delivered[]> {
  const server = await pouchdbServer();
  const executablePath = knownChromium();
  const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: chromiumFlags() });
  try {
    const page = await browser.newPage();
    let requests = 0;
    page.on('request', () => {
      requests += 1;
    });
    await page.goto(`${server.url}/page`);
    await page.addScriptTag({ content: await bundledPage() });
    for (let from = 0; from < entries.length; from += ROWS_PER_CALL)
      await page.evaluate(
        (rows) => (window as unknown as PouchdbPage).put(rows),
        entries.slice(from, from + ROWS_PER_CALL),
      );
    const delivered: Delivered[] = [];
    for (const [index, way] of ways.entries()) {
      const before = requests;
      const ms = await page.evaluate(
        ([database, options]) => (window as unknown as PouchdbPage).deliver(database, options),
        [`hq-${index}`, way] as const,
      );
      delivered.push({ ms, requests: requests - before });
    }
    return delivered;
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function bundledPage(): Promise<string> {
  const http = join(BASELINE, 'node_modules/pouchdb-adapter-http/lib/index.es.js');
  const output = (await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { 'pouchdb-adapter-http': http } },
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
