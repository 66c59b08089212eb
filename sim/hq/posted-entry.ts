/** What posting needs of an entry, with the terms of the only programme that this run has. */
import type { StoreId } from '../../shared/kernel/ids.ts';
import type { PostedEntry } from '../../shared/posting/post/command.ts';
import type { Swarm } from '../swarm.ts';
import type { SimEntry } from '../till/entry.ts';

type Terms = { readonly swarm: Pick<Swarm, 'lots' | 'shortfall' | 'minimumDaysLeft'> };

export function postedEntry({ swarm }: Terms, { head, body }: SimEntry, store: StoreId): PostedEntry {
  const { till, epoch, id, kind, parts, atMs, businessDate } = head;
  const { lots, shortfall, minimumDaysLeft } = swarm;
  return {
    till,
    epoch,
    id,
    kind,
    store,
    member: head.member ?? null,
    parts,
    atMs,
    businessDate,
    ...(body.kind === 'INTENT' || body.kind === 'ABANDON'
      ? { intent: { id: body.intent, owner: body.owner } }
      : {}),
    ...(body.kind === 'RELEASE' ? { released: body.leases.map(({ lease }) => lease) } : {}),
    terms: { lots, shortfall, minimumDaysLeft },
  };
}
