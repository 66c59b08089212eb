/**
 * RGT-4: what a till may spend of an owner's by itself: what its leases have left, and grants that no entry has used yet.
 * A right that one sale asked for is that sale's alone.
 */
import type { EntryId, LeaseId, OwnerId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/units.ts';
import type { Asset } from '../loyalty/asset.ts';
import { acceptable } from './acceptable.ts';
import type { LeaseGrant, LeaseHolder } from './lease.ts';
import type { AcceptedLease, TillRights } from './rights.ts';
import { liveAmount } from './slices.ts';

export type HeldAt = {
  readonly owner: OwnerId;
  readonly asset: Asset;
  /** Chain time. */
  readonly atMs: EpochMs;
  readonly holder: LeaseHolder;
  /** The sale that would spend; null: none, and rights that a sale asked for are left out. */
  readonly basketId: EntryId | null;
};

/** One lease that may be spent from. `grant` is set where the spend would be the first to use it. */
export type Usable = {
  readonly lease: LeaseId;
  readonly amount: number;
  readonly expiresAtMs: EpochMs;
  readonly intent: LeaseGrant['intent'];
  readonly grant: LeaseGrant | null;
};

/** In the order in which they are spent: what was asked for this sale first, for it goes back otherwise; then the earliest end. */
export function usableLeases(
  rights: TillRights,
  grants: readonly LeaseGrant[],
  at: HeldAt,
): readonly Usable[] {
  const accepted = Object.values(rights.leases).map((lease) => usable(lease, null));
  const fresh = grants.map((grant) => usable(grant, grant));
  return [...accepted, ...fresh]
    .filter((each) => mayUse(each, rights, at))
    .map(offered(at.atMs))
    .filter(hasAny)
    .sort(inOrder);
}

/** How much in all, and when the first of it ends; null: nothing. */
export function heldFor(
  rights: TillRights,
  grants: readonly LeaseGrant[],
  at: HeldAt,
): { readonly amount: number; readonly untilMs: EpochMs | null } {
  const leases = usableLeases(rights, grants, at);
  const ends = leases.map(({ expiresAtMs }) => expiresAtMs);
  return {
    amount: leases.reduce((sum, { amount }) => sum + amount, 0),
    untilMs: ends.length === 0 ? null : (Math.min(...ends) as EpochMs),
  };
}

type Candidate = { readonly of: AcceptedLease | LeaseGrant; readonly grant: LeaseGrant | null };
const usable = (of: Candidate['of'], grant: LeaseGrant | null): Candidate => ({ of, grant });

function mayUse({ of, grant }: Candidate, rights: TillRights, at: HeldAt): boolean {
  if (of.owner !== at.owner || of.asset !== at.asset || at.atMs >= of.expiresAtMs) return false;
  if (of.intent !== null && !isOfBasket(rights, of.intent, at.basketId)) return false;
  return grant === null || acceptable(grant, rights, at) === null;
}

const isOfBasket = ({ intents }: TillRights, intent: string, basketId: EntryId | null): boolean =>
  basketId !== null && intents[intent]?.basketId === basketId;

const offered =
  (atMs: EpochMs) =>
  ({ of, grant }: Candidate): Usable => ({
    lease: of.lease,
    amount: liveAmount(of.lots, atMs),
    expiresAtMs: of.expiresAtMs,
    intent: of.intent,
    grant,
  });

const hasAny = ({ amount }: Usable): boolean => amount > 0;

const inOrder = (a: Usable, b: Usable): number =>
  Number(b.intent !== null) - Number(a.intent !== null) ||
  a.expiresAtMs - b.expiresAtMs ||
  (a.lease < b.lease ? -1 : 1);
