import { z } from 'zod';
import type { EntryId, TillId } from '../../shared/kernel/ids.ts';
import { zEpochMs, zId, zSeq } from '../../shared/kernel/schema.ts';
import type { ChainFields } from '../../shared/ledger/chain.ts';

export type HeadPlace = ChainFields & {
  readonly id: EntryId;
  readonly kind: string;
  readonly bodyHash: string;
};

const zPlace: z.ZodType<HeadPlace> = z.looseObject({
  till: zId<TillId>(),
  epoch: z.int(),
  seq: zSeq,
  prev: z.string(),
  id: zId<EntryId>(),
  kind: z.string(),
  atMs: zEpochMs,
  bodyHash: z.string(),
});

/** Where a head says that it stands; null for a text that says nothing of the kind. */
export function placeIn(head: string): HeadPlace | null {
  try {
    return zPlace.safeParse(JSON.parse(head)).data ?? null;
  } catch {
    return null;
  }
}
