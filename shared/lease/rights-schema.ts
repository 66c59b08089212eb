/** A till's rights as a CHECKPOINT carries them, and how much of one they may take. */
import { z } from 'zod';
import type { EntryId, IntentId, LeaseId } from '../kernel/ids.ts';
import { MAX_LEASE_LOTS, MAX_OPEN_INTENTS, MAX_RIGHTS_WEIGHT } from '../kernel/limits.ts';
import { zEntryId, zEpochMs, zId } from '../kernel/schema.ts';
import { zOwner } from '../ledger/owner-schema.ts';
import { zAsset } from '../loyalty/asset-schema.ts';
import { zLeasedLot } from './grant-schema.ts';
import type { LeaseGrant } from './lease.ts';
import type { TillRights } from './rights.ts';

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
        lots: z.array(zLeasedLot).max(MAX_LEASE_LOTS),
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
const LEASE_WEIGHT = 350;
const LOT_WEIGHT = 170;
const OVER_WEIGHT = 80;

/** RGT-8: whether these grants may be accepted too. What a till is has to fit into one checkpoint. */
export function hasRoomFor(rights: TillRights, grants: readonly Pick<LeaseGrant, 'lots'>[]): boolean {
  const weight = (lots: readonly unknown[]): number => LEASE_WEIGHT + LOT_WEIGHT * lots.length;
  const taken = [...Object.values(rights.leases), ...grants].reduce((sum, { lots }) => sum + weight(lots), 0);
  return taken + OVER_WEIGHT * Object.keys(rights.over ?? {}).length <= MAX_RIGHTS_WEIGHT;
}
