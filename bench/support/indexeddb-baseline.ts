import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium } from 'playwright-core';
import { chromiumFlags, ensureChromium } from '../../build/setup/chromium.mjs';

const AT_ONCE = 100;

/** Documents per second that plain IndexedDB takes: as large as members, as many indexes, a hundred per transaction. */
export async function indexedDbPerSecond(documents: number): Promise<number> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: chromiumFlags() });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const tookMs = await page.evaluate(putAll, { documents, atOnce: AT_ONCE });
    return (documents / tookMs) * 1000;
  } finally {
    await browser.close();
    server.close();
  }
}

/** Runs in the page, and so stands alone. */
async function putAll({
  documents,
  atOnce,
}: {
  readonly documents: number;
  readonly atOnce: number;
}): Promise<number> {
  const hex = (): string =>
    [...crypto.getRandomValues(new Uint8Array(32))]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('');
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('plain', 1);
    opening.onupgradeneeded = () => {
      const store = opening.result.createObjectStore('members', { keyPath: 'id' });
      for (const name of ['cardNumber', 'phoneHmac', 'lwt']) store.createIndex(name, name);
    };
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const startMs = performance.now();
  for (let from = 0; from < documents; from += atOnce) {
    const transaction = database.transaction('members', 'readwrite', { durability: 'relaxed' });
    const store = transaction.objectStore('members');
    for (let index = from; index < from + atOnce; index += 1)
      store.put({
        id: crypto.randomUUID(),
        cardNumber: `29${String(index).padStart(11, '0')}`,
        label: 'A. P. •• 4521',
        tierId: 'bronze',
        counters: { spendMinor: index, visits: index % 40 },
        balances: [{ asset: 'points', available: index, pending: 0, leased: 0, inReview: 0, expiring: [] }],
        asOf: index,
        asOfMs: 1_795_000_000_000,
        phoneHmac: hex(),
        phoneLast6Hmac: hex(),
        lwt: index,
      });
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error);
    });
  }
  return performance.now() - startMs;
}
