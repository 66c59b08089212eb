/**
 * LOD-1, LOD-4: fills one collection from nothing to HQ's last word. The next page is on its way while this one is put
 * in, a hundred documents at a time. A page's position is written after its documents, and the page's databases lie in
 * one log on the disk: whatever ends the load (a reload, a kill, a power cut), no position stands there without them.
 */
import type { RxCollection } from 'rxdb';
import type { PunctaBridge } from '../../shared/ipc/contract.ts';
import type { CollectionName } from '../../shared/protocol/pull.ts';
import type { Gate } from './gate.ts';
import type { Load } from './loads.ts';
import { createPause } from './pause.ts';
import { type Held, type PulledPage, pullPage } from './pull-page.ts';
import { quietMoment } from './quiet-moment.ts';
import type { LoadDocument } from './schemas.ts';

export const PAGE_DOCUMENTS = 1_000;
/** A line that is too slow for a whole page in time is asked for less. */
export const SMALLEST_PAGE = 100;
export const INSERT_DOCUMENTS = 100;
export const LOAD_RETRY_MS = 3_000;

export type FirstLoad = {
  /** Resolves to the position where the feed goes on; null when it was stopped before. Never rejects. */
  readonly run: () => Promise<{ readonly position: string | null } | null>;
  /** HQ may be there again: a load that waits tries at once. */
  readonly wake: () => void;
  readonly stop: () => void;
};

export type FirstLoadParts = {
  readonly bridge: PunctaBridge;
  readonly name: CollectionName;
  readonly collection: RxCollection<Held>;
  readonly loads: RxCollection<LoadDocument>;
  readonly gate: Gate;
  readonly onLoad: (load: Load) => void;
};

type AskedPage = PulledPage & { readonly isLast: boolean };

export function firstLoad(parts: FirstLoadParts): FirstLoad {
  const { bridge, name, loads, gate, onLoad } = parts;
  let limit = PAGE_DOCUMENTS;
  let stopped = false;
  const pause = createPause();

  async function run(): Promise<{ position: string | null } | null> {
    while (!stopped) {
      try {
        return await load();
      } catch (fault) {
        // A database that refuses a write may take it later; what is not marked as loaded is loaded again.
        console.warn('first load', name, fault);
        await retry();
      }
    }
    return null;
  }

  async function load(): Promise<{ position: string | null } | null> {
    let kept = (await loads.findOne(name).exec())?.toMutableJSON() ?? begun(name);
    onLoad(kept);
    let next = kept.done ? null : fetched(kept.position);
    while (next) {
      const page = await next;
      if (!page) return null;
      next = page.isLast ? null : fetched(page.position);
      await insert(page);
      if (stopped) return null;
      kept = advanced(kept, page);
      await loads.upsert(kept);
      onLoad(kept);
    }
    return { position: kept.position };
  }

  /** Asks until HQ answers; null when stopped. */
  async function fetched(position: string | null): Promise<AskedPage | null> {
    while (!stopped) {
      const asked = limit;
      const page = await pullPage(bridge, { collection: name, position, limit: asked });
      if (page.ok) {
        limit = Math.min(PAGE_DOCUMENTS, asked * 2);
        return { ...page.value, isLast: page.value.documents.length < asked };
      }
      limit = Math.max(SMALLEST_PAGE, Math.floor(asked / 2));
      await retry();
    }
    return null;
  }

  async function insert({ documents }: PulledPage): Promise<void> {
    for (let from = 0; from < documents.length && !stopped; from += INSERT_DOCUMENTS) {
      await gate.passed();
      await quietMoment();
      await store(parts.collection, documents.slice(from, from + INSERT_DOCUMENTS));
    }
  }

  const retry = async (): Promise<void> => (stopped ? undefined : pause.wait(LOAD_RETRY_MS));

  return {
    run,
    wake: pause.wake,
    stop: () => {
      stopped = true;
      pause.wake();
    },
  };
}

const begun = (id: CollectionName): LoadDocument => ({
  id,
  position: null,
  documents: 0,
  total: null,
  done: false,
});

const advanced = (kept: LoadDocument, { documents, position, total, isLast }: AskedPage): LoadDocument => ({
  ...kept,
  position,
  documents: kept.documents + documents.length,
  total: total ?? kept.total,
  done: isLast,
});

/** Puts documents in as HQ told them. A document that is there already (a load that goes on) is written over. */
async function store(collection: RxCollection<Held>, documents: PulledPage['documents']): Promise<void> {
  const live = documents.filter(({ _deleted }) => !_deleted).map(({ _deleted, ...document }) => document);
  const { error } = await collection.bulkUpsert(live);
  if (error.length > 0) throw new Error(`${error.length} documents were refused`);
  const gone = documents.filter(({ _deleted }) => _deleted).map(({ id }) => id);
  if (gone.length === 0) return;
  const held = await collection.findByIds(gone).exec();
  if (held.size > 0) await collection.bulkRemove([...held.keys()]);
}
