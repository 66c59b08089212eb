/**
 * HQ's reference data: first loads one after the other, in the order of need, and after each of them RxDB's pull-only
 * replication from where it ended. RxDB pulls on while it is still writing, without any bound, so the handler gives the
 * next page only in a quiet moment and after the last page is stored: memory stays flat and a hundred documents never
 * hold up a frame. While HQ is away everything tries again by itself, and nothing waits for it.
 */
import type { RxCollection, WithDeleted } from 'rxdb';
import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication';
import { Subject } from 'rxjs';
import type { PunctaBridge } from '../../shared/ipc/contract.ts';
import type { CollectionName } from '../../shared/protocol/pull.ts';
import { COLLECTION_NAMES } from './collection-names.ts';
import type { CacheCollections } from './databases.ts';
import { type FirstLoad, firstLoad } from './first-load.ts';
import type { Gate } from './gate.ts';
import type { Load } from './loads.ts';
import { type Held, pullPage } from './pull-page.ts';
import { quietMoment } from './quiet-moment.ts';

export const PULL_BATCH_DOCUMENTS = 100;
export const PULL_RETRY_MS = 3_000;
const MAX_STORE_WAITS = 40;

type Position = { readonly at: string | null };
type Replication = RxReplicationState<Held, Position>;

export type Feeds = {
  /** Asks HQ at once for what is new in a collection. */
  readonly refresh: (collection: CollectionName) => void;
  readonly stop: () => Promise<void>;
};

export type FeedParts = {
  readonly bridge: PunctaBridge;
  readonly collections: CacheCollections;
  readonly gate: Gate;
  readonly onLoad: (name: CollectionName, load: Load) => void;
  /** A page could not be stored: the checkpoint may have passed it, so the cache must go. */
  readonly onLost: () => void;
};

export function followFeeds(parts: FeedParts): Feeds {
  const { bridge, collections, gate, onLoad } = parts;
  const { loads } = collections;
  const following = new Map<CollectionName, Replication>();
  let loading: { readonly name: CollectionName; readonly load: FirstLoad } | null = null;
  let stopped = false;

  async function follow(): Promise<void> {
    for (const name of COLLECTION_NAMES) {
      const collection = collections[name] as unknown as RxCollection<Held>;
      const load = firstLoad({ bridge, name, collection, loads, gate, onLoad: (each) => onLoad(name, each) });
      loading = { name, load };
      const loaded = await load.run();
      if (stopped || !loaded) return;
      following.set(name, replicate(parts, { name, collection, from: { at: loaded.position } }));
    }
    loading = null;
  }

  function refresh(name: CollectionName): void {
    following.get(name)?.reSync();
    if (loading?.name === name) loading.load.wake();
  }

  const ended = follow();
  const stopListening = bridge.on('feeds', ({ moved }) => moved.forEach(refresh));
  return {
    refresh,
    stop: async () => {
      stopped = true;
      stopListening();
      loading?.load.stop();
      await Promise.all([...following.values()].map((replication) => replication.cancel()));
      gate.set(true);
      await ended;
    },
  };
}

type Followed = {
  readonly name: CollectionName;
  readonly collection: RxCollection<Held>;
  readonly from: Position;
};

function replicate({ bridge, gate, onLost }: FeedParts, { name, collection, from }: Followed): Replication {
  let last: Held | undefined;
  const replication = replicateRxCollection<Held, Position>({
    collection,
    replicationIdentifier: `hq-${name}`,
    deletedField: '_deleted',
    live: true,
    waitForLeadership: false,
    toggleOnDocumentVisible: false,
    retryTime: PULL_RETRY_MS,
    pull: {
      batchSize: PULL_BATCH_DOCUMENTS,
      initialCheckpoint: from,
      stream$: new Subject(),
      handler: async (position) => {
        if (last) await stored(collection, last);
        const page = await pullBatch(bridge, name, position?.at ?? null);
        await gate.passed();
        last = page.documents.at(-1);
        return page;
      },
    },
  });
  replication.error$.subscribe(({ parameters }) => {
    if (parameters.writeError) onLost();
  });
  return replication;
}

async function stored(collection: RxCollection<Held>, { id }: Held): Promise<void> {
  for (let wait = 0; wait < MAX_STORE_WAITS; wait++) {
    await quietMoment();
    const held = await collection.storageInstance.findDocumentsById([id], true);
    if (held.length > 0) return;
  }
}

async function pullBatch(
  bridge: PunctaBridge,
  collection: CollectionName,
  position: string | null,
): Promise<{ documents: WithDeleted<Held>[]; checkpoint: Position }> {
  const page = await pullPage(bridge, { collection, position, limit: PULL_BATCH_DOCUMENTS });
  if (!page.ok) throw new Error(page.failure.code);
  return { documents: [...page.value.documents], checkpoint: { at: page.value.position } };
}
