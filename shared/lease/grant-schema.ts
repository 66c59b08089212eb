/** Reads a grant's text after HQ's signature over it has been checked. */
import { z } from 'zod';
import type { IntentId, LeaseId, TillId } from '../kernel/ids.ts';
import { MAX_LEASE_LOTS } from '../kernel/limits.ts';
import { zEpochMs, zId, zLogIndex } from '../kernel/schema.ts';
import { zOwner } from '../ledger/owner-schema.ts';
import { zAsset } from '../loyalty/asset-schema.ts';
import type { LeasedLot, LeaseGrant } from './lease.ts';

const zAmount = z.int().min(1);

export const zLeasedLot: z.ZodType<LeasedLot> = z.strictObject({
  lot: z.string().min(1).max(120),
  amount: zAmount,
  endsAtMs: zEpochMs.nullable(),
});

export const zLeaseGrant: z.ZodType<LeaseGrant> = z.strictObject({
  lease: zId<LeaseId>(),
  logIndex: zLogIndex,
  owner: zOwner,
  asset: zAsset,
  amount: zAmount,
  lots: z.array(zLeasedLot).max(MAX_LEASE_LOTS),
  holder: z.strictObject({ till: zId<TillId>(), epoch: z.int().min(1) }),
  grantedAtMs: zEpochMs,
  expiresAtMs: zEpochMs,
  intent: zId<IntentId>().nullable(),
});
