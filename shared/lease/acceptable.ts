/**
 * RGT-1 (R7, R8): whether this chain may accept a grant at this moment of chain time. Main asks before it signs, the fold
 * asks again, so that a chain which was written otherwise gains nothing by it.
 */
import type { EpochMs } from '../kernel/units.ts';
import type { LeaseGrant, LeaseHolder } from './lease.ts';
import type { TillRights } from './rights.ts';

export type GrantFault =
  /** It was granted to another till, or to another epoch of this one. */
  | 'otherHolder'
  | 'expired'
  /** Accepted before, or given back. */
  | 'usedBefore'
  /** Its intent was abandoned, has been used, or is none of this chain's. */
  | 'intentOver'
  /** Its slices are not what it amounts to. */
  | 'lots';

export type AcceptedAt = { readonly holder: LeaseHolder; readonly atMs: EpochMs };

export function acceptable(
  grant: LeaseGrant,
  rights: TillRights,
  { holder, atMs }: AcceptedAt,
): GrantFault | null {
  if (grant.holder.till !== holder.till || grant.holder.epoch !== holder.epoch) return 'otherHolder';
  if (atMs >= grant.expiresAtMs) return 'expired';
  if (rights.leases[grant.lease] !== undefined || rights.over?.[grant.lease] !== undefined)
    return 'usedBefore';
  if (grant.intent !== null && !isForIntent(grant, rights)) return 'intentOver';
  return grant.lots.reduce((sum, { amount }) => sum + amount, 0) === grant.amount ? null : 'lots';
}

function isForIntent({ intent, owner, asset }: LeaseGrant, { intents }: TillRights): boolean {
  const open = intents[intent ?? ''];
  return open !== undefined && open.owner === owner && open.asset === asset;
}
