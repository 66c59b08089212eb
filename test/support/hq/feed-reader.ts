/** A till that pulls one collection by checkpoint, again and again, and keeps the last version of each document. */
import { setTimeout as delay } from 'node:timers/promises';
import type { CollectionName } from '../../../shared/protocol/pull.ts';
import { routes } from '../../../shared/protocol/routes.ts';
import type { TillChain } from '../till-chain.ts';
import { signedHeaders } from './signed-call.ts';

export type FeedReader = {
  /** By id, what the last version that was read says. */
  readonly seen: ReadonlyMap<string, string>;
  readonly pages: () => number;
  /** Reads on until a page is empty, and stops. Call it when nothing changes any more. */
  readonly finish: () => Promise<void>;
};

export type ReaderOptions = {
  readonly collection: CollectionName;
  readonly limit: number;
  readonly chain: TillChain;
  readonly url: () => string;
  /** What of a document is compared, as one text. */
  readonly version: (document: never) => string;
};

const PAUSE_MS = 4;

export function startReader({ collection, limit, chain, url, version }: ReaderOptions): FeedReader {
  const seen = new Map<string, string>();
  let checkpoint: string | null = null;
  let pages = 0;
  let finishing = false;
  const page = async (): Promise<number> => {
    const { path } = routes.pull;
    const body = JSON.stringify({ collection, checkpoint, limit });
    const headers = signedHeaders(chain, path, body);
    const signal = AbortSignal.timeout(20_000);
    const response = await fetch(`${url()}${path}`, { method: 'POST', headers, body, signal });
    const answer = routes.pull.response.parse(await response.json());
    for (const document of answer.documents) seen.set(document.id, version(document as never));
    checkpoint = answer.checkpoint;
    pages += 1;
    return answer.documents.length;
  };
  const loop = (async () => {
    for (;;) {
      const isLast = finishing;
      const documents = await page();
      if (documents === 0 && isLast) return;
      if (documents < limit) await delay(PAUSE_MS);
    }
  })();
  loop.catch(() => undefined);
  return {
    seen,
    pages: () => pages,
    finish: async () => {
      finishing = true;
      await loop;
    },
  };
}
