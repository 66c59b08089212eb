import { type RxCollection, type RxDatabase, removeRxDatabase } from 'rxdb';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import type { Product } from '../../shared/catalog/product.ts';
import type { Cashier } from '../../shared/catalog/staff.ts';
import { openView } from './open-view.ts';
import {
  type EntryDocument,
  entrySchema,
  type LoadDocument,
  loadSchema,
  type MemberDocument,
  memberSchema,
  type ProgrammeDocument,
  type ProgressDocument,
  productSchema,
  programmeSchema,
  progressSchema,
  staffSchema,
} from './schemas.ts';

export type CacheCollections = {
  readonly products: RxCollection<Product>;
  readonly members: RxCollection<MemberDocument>;
  readonly programmes: RxCollection<ProgrammeDocument>;
  readonly staff: RxCollection<Cashier>;
  readonly loads: RxCollection<LoadDocument>;
};
export type TillCollections = {
  readonly entries: RxCollection<EntryDocument>;
  readonly progress: RxCollection<ProgressDocument>;
};
export type Databases = {
  readonly till: RxDatabase<TillCollections>;
  readonly cache: RxDatabase<CacheCollections>;
};

const TILL_SCHEMAS = { entries: entrySchema, progress: progressSchema } as const;
const CACHE_SCHEMAS = {
  products: productSchema,
  members: memberSchema,
  programmes: programmeSchema,
  staff: staffSchema,
  loads: loadSchema,
} as const;

/**
 * Opens both databases. One window is the only user of them, so no leader is elected and no tab is told of changes.
 * `name` keeps the tills of one test page apart.
 */
export async function openDatabases(name = 'puncta'): Promise<Databases> {
  const [till, cache] = await Promise.all([
    openView<TillCollections>(`${name}-till`, TILL_SCHEMAS),
    openView<CacheCollections>(`${name}-cache`, CACHE_SCHEMAS),
  ]);
  return { till, cache };
}

export async function closeDatabases({ till, cache }: Databases): Promise<void> {
  await Promise.all([till.close(), cache.close()]);
}

/** Throws HQ's copy away before it is opened; the feeds fill it again. */
export async function dropCache(name = 'puncta'): Promise<void> {
  await removeRxDatabase(`${name}-cache`, getRxStorageDexie(), false);
}

/** Throws both away: journal and feeds fill them again. */
export async function dropDatabases(name = 'puncta'): Promise<void> {
  await removeRxDatabase(`${name}-till`, getRxStorageDexie(), false);
  await dropCache(name);
}
