import { z } from 'zod';
import type { EntryId, TillId } from '../../shared/kernel/ids.ts';
import { zEpochMs, zId, zSeq } from '../../shared/kernel/schema.ts';
import type { ChainFields } from '../../shared/ledger/chain.ts';

export type HeadPlace = ChainFields & {
  readonly id: EntryId;
  readonly kind: string;
  readonly bodyHash: string;
  /** Effects that its parts take back. */
  readonly refs: readonly string[];
};

const zPlace = z.looseObject({
  till: zId<TillId>(),
  epoch: z.int(),
  seq: zSeq,
  prev: z.string(),
  id: zId<EntryId>(),
  kind: z.string(),
  atMs: zEpochMs,
  bodyHash: z.string(),
  parts: z.array(z.looseObject({ ref: z.string().exactOptional() })).catch([]),
});

/** Where a head says that it stands; null for a text that says nothing of the kind. */
export function placeIn(head: string): HeadPlace | null {
  try {
    const { data } = zPlace.safeParse(JSON.parse(head));
    return data ? { ...data, refs: data.parts.flatMap(({ ref }) => ref ?? []) } : null;
  } catch {
    return null;
  }
}
