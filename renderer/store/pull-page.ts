import type { WithDeleted } from 'rxdb';
import type { PunctaBridge } from '../../shared/ipc/contract.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { CollectionName } from '../../shared/protocol/pull.ts';

/** What the store needs to know of any document. */
export type Held = { readonly id: string };

export type PulledPage = {
  readonly documents: readonly WithDeleted<Held>[];
  readonly position: string | null;
  readonly total: number | null;
};

export type PageWish = {
  readonly collection: CollectionName;
  readonly position: string | null;
  readonly limit: number;
};

export async function pullPage(
  bridge: PunctaBridge,
  { collection, position, limit }: PageWish,
): Promise<Result<PulledPage>> {
  const answer = await bridge.call('reference.pull', { collection, checkpoint: position, limit });
  if (!answer.ok) return answer;
  const { documents, checkpoint, total = null } = answer.value;
  return { ok: true, value: { documents, position: checkpoint, total } };
}
