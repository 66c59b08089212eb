/** A till's rights as a CHECKPOINT carries them, and how much of one they may take. */
import { z } from 'zod';
import type { EntryId, IntentId, LeaseId } from '../kernel/ids.ts';
import { MAX_LEASE_LOTS, MAX_OPEN_INTENTS, MAX_RECALLS, MAX_RIGHTS_WEIGHT } from '../kernel/limits.ts';
import { zEntryId, zEpochMs, zId } from '../kernel/schema.ts';
import { zOwner } from '../ledger/owner-schema.ts';
import { zAsset } from '../loyalty/asset-schema.ts';
import type { LeaseGrant } from './lease.ts';
import type { TillRights } from './rights.ts';
import { slicesOf } from './slices.ts';

const zAmount = z.int().min(1);

export const zTillRights: z.ZodType<TillRights> = z
  .strictObject({
    leases: z.record(
      z.string(),
      z.strictObject({
        lease: zId<LeaseId>(),
        owner: zOwner,
        asset: zAsset,
        amount: zAmount,
        spent: z.int().min(0),
        lots: z.array(z.strictObject({ amount: zAmount, endsAtMs: zEpochMs.nullable() })).max(MAX_LEASE_LOTS),
        expiresAtMs: zEpochMs,
        intent: zId<IntentId>().nullable(),
      }),
    ),
    intents: z.record(
      z.string(),
      z.strictObject({
        intent: zId<IntentId>(),
        basketId: zEntryId<EntryId>(),
        owner: zOwner,
        asset: zAsset,
        amount: zAmount,
        atMs: zEpochMs,
      }),
    ),
    over: z.record(z.string(), zEpochMs).exactOptional(),
  })
  .refine(({ intents }) => Object.keys(intents).length <= MAX_OPEN_INTENTS);

/** Characters, about: an accepted lease, a slice of one, one that is over. */
const LEASE_WEIGHT = 300;
const SLICE_WEIGHT = 50;
const OVER_WEIGHT = 60;

/** RGT-8: whether these grants may be accepted too. What a till is has to fit into one checkpoint. */
export const hasRoomFor = (rights: TillRights, grants: readonly Pick<LeaseGrant, 'lots'>[]): boolean =>
  weightOf(rights) + grants.reduce((sum, { lots }) => sum + weightOfLease(slicesOf(lots)), 0) <=
  MAX_RIGHTS_WEIGHT;

/** RGT-8: leases that are given back before there is no room: those that end first, until half is free again. */
export function leasesToShed(rights: TillRights): readonly LeaseId[] {
  let weight = weightOf(rights);
  if (weight <= SHED_FROM * MAX_RIGHTS_WEIGHT) return [];
  const byEnd = Object.values(rights.leases).sort((a, b) => a.expiresAtMs - b.expiresAtMs);
  const shed = byEnd.filter(({ lots }) => {
    const isTooMuch = weight > MAX_RIGHTS_WEIGHT / 2;
    if (isTooMuch) weight += OVER_WEIGHT - weightOfLease(lots);
    return isTooMuch;
  });
  return shed.slice(0, MAX_RECALLS).map(({ lease }) => lease);
}

const SHED_FROM = 0.75;

const weightOf = ({ leases, over = {} }: TillRights): number =>
  Object.values(leases).reduce(
    (sum, { lots }) => sum + weightOfLease(lots),
    OVER_WEIGHT * Object.keys(over).length,
  );

const weightOfLease = (lots: readonly unknown[]): number => LEASE_WEIGHT + SLICE_WEIGHT * lots.length;
