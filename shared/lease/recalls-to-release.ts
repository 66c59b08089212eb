/**
 * RGT-7: which of the leases that HQ wants back are given back now. One that a basket in work counts on waits until that
 * is over: the customer was told the amount. One that a sale asked for ends with that sale, or with ABANDON.
 */
import type { LeaseId, OwnerId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/units.ts';
import type { ReleaseBody } from '../ledger/body.ts';
import type { LeaseGrant } from './lease.ts';
import type { TillRights } from './rights.ts';

export type Recalled = {
  readonly recalls: readonly LeaseId[];
  readonly atMs: EpochMs;
  /** Owners that a basket in work counts on. */
  readonly inWork: ReadonlySet<OwnerId>;
};

export type Releases = {
  /** The body of one RELEASE entry; empty: none is due. */
  readonly release: ReleaseBody['leases'];
  /** Asked for again at the next round. */
  readonly waiting: readonly LeaseId[];
  /** Neither accepted nor granted here, as far as this till remembers: HQ is asked for its grants anew. */
  readonly unknown: readonly LeaseId[];
};

export function recallsToRelease(
  rights: TillRights,
  grants: readonly LeaseGrant[],
  { recalls, atMs, inWork }: Recalled,
): Releases {
  const kept = new Map<LeaseId, Kept>([
    ...grants.map((grant) => [grant.lease, grant] as const),
    ...Object.values(rights.leases).map((lease) => [lease.lease, lease] as const),
  ]);
  const release: { lease: LeaseId; expiresAtMs: EpochMs }[] = [];
  const waiting: LeaseId[] = [];
  const unknown: LeaseId[] = [];
  for (const lease of new Set(recalls)) {
    // Its end has been written already, and is on its way to HQ.
    if (rights.over?.[lease] !== undefined) continue;
    const own = kept.get(lease);
    if (own === undefined) unknown.push(lease);
    else if (inWork.has(own.owner) || isAwaited(rights, own)) waiting.push(lease);
    else if (atMs < own.expiresAtMs) release.push({ lease, expiresAtMs: own.expiresAtMs });
  }
  return { release, waiting, unknown };
}

type Kept = Pick<LeaseGrant, 'lease' | 'owner' | 'expiresAtMs' | 'intent'>;

const isAwaited = ({ intents }: TillRights, { intent }: Kept): boolean =>
  intent !== null && intents[intent] !== undefined;
