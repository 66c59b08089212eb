/** How far the first load of each collection has come: what the screens tell, and where a broken load goes on. */
import type { CollectionName } from '../../shared/protocol/pull.ts';
import { COLLECTION_NAMES } from './collection-names.ts';

export type Load = {
  readonly documents: number;
  /** As HQ counted when the load began; null until it has been asked. */
  readonly total: number | null;
  readonly done: boolean;
};
export type Loads = Readonly<Record<CollectionName, Load>>;

const NOTHING: Load = { documents: 0, total: null, done: false };

export const noLoads: Loads = { programmes: NOTHING, staff: NOTHING, products: NOTHING, members: NOTHING };

/** Whole percents; 100 only when it is done, whatever HQ's count has become since. */
export function loadedPercent({ documents, total, done }: Load): number {
  if (done) return 100;
  return total === null || total === 0 ? 0 : Math.min(99, Math.floor((documents / total) * 100));
}

/** The collection that is on its way now; null when all are here. */
export const loadingNow = (loads: Loads): CollectionName | null =>
  COLLECTION_NAMES.find((name) => !loads[name].done) ?? null;
