/**
 * Pull-only replication of HQ's reference data. RxDB pulls on while it is still writing, without any bound, so the
 * handler gives the next page only in a quiet moment and after the last page is stored: memory stays flat and a hundred
 * documents never hold up a frame. While HQ is away the pull tries again by itself, and nothing waits for it.
 */
import type { RxCollection, WithDeleted } from 'rxdb';
import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication';
import { Subject } from 'rxjs';
import type { PunctaBridge } from '../../shared/ipc/contract.ts';
import type { CollectionName } from '../../shared/protocol/pull.ts';
import type { CacheCollections } from './databases.ts';
import { quietMoment } from './quiet-moment.ts';

export const PULL_BATCH_DOCUMENTS = 100;
export const PULL_RETRY_MS = 3_000;
const MAX_STORE_WAITS = 40;

type Position = { readonly at: string | null };
type Held = { readonly id: string };
type Replication = RxReplicationState<Held, Position>;

export type Feeds = {
  /** Asks HQ at once for what is new in a collection. */
  readonly refresh: (collection: CollectionName) => void;
  /** Resolves when a collection has reached HQ's last word for the first time since the start. */
  readonly firstLoad: (collection: CollectionName) => Promise<unknown>;
  readonly stop: () => Promise<void>;
};

/** `onLost` is told when a page could not be stored: the checkpoint may have passed it, so the cache must go. */
export function followFeeds(
  bridge: PunctaBridge,
  collections: CacheCollections,
  onLost: () => void = () => undefined,
): Feeds {
  const of = (name: CollectionName, collection: unknown) =>
    replicate(bridge, name, collection as RxCollection<Held>, onLost);
  const replications: Readonly<Record<CollectionName, Replication>> = {
    programmes: of('programmes', collections.programmes),
    staff: of('staff', collections.staff),
    products: of('products', collections.products),
    members: of('members', collections.members),
  };
  const stopListening = bridge.on('feeds', ({ moved }) => {
    for (const name of moved) replications[name].reSync();
  });
  return {
    refresh: (name) => replications[name].reSync(),
    firstLoad: (name) => replications[name].awaitInitialReplication(),
    stop: async () => {
      stopListening();
      await Promise.all(Object.values(replications).map((replication) => replication.cancel()));
    },
  };
}

function replicate(
  bridge: PunctaBridge,
  name: CollectionName,
  collection: RxCollection<Held>,
  onLost: () => void,
): Replication {
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
      stream$: new Subject(),
      handler: async (position) => {
        if (last) await stored(collection, last);
        const page = await pullPage(bridge, name, position?.at ?? null);
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

async function pullPage(
  bridge: PunctaBridge,
  collection: CollectionName,
  checkpoint: string | null,
): Promise<{ documents: WithDeleted<Held>[]; checkpoint: Position }> {
  const answer = await bridge.call('reference.pull', { collection, checkpoint, limit: PULL_BATCH_DOCUMENTS });
  if (!answer.ok) throw new Error(answer.failure.code);
  return { documents: [...answer.value.documents], checkpoint: { at: answer.value.checkpoint } };
}
