import type { CollectionName } from '../../shared/protocol/pull.ts';

/** HQ's feeds by need: prices and people first, a million members last. Named here to keep schemas out of the window. */
export const COLLECTION_NAMES = [
  'programmes',
  'staff',
  'products',
  'members',
] as const satisfies readonly CollectionName[];
