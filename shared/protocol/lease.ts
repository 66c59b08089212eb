/** LEASE_REQ (protocol.md sections 6 and 7): a right for one intent, while the line is up. Asked again, the answer is the same. */
import { z } from 'zod';
import type { IntentId } from '../kernel/ids.ts';
import { zId } from '../kernel/schema.ts';
import { zOwner } from '../ledger/owner-schema.ts';
import { zAsset } from '../loyalty/asset-schema.ts';
import { zSignedDocument } from './signed.ts';

export const zLeaseRequest = z.strictObject({
  epoch: z.int().min(1),
  intent: zId<IntentId>(),
  owner: zOwner,
  asset: zAsset,
  amount: z.int().min(1),
});

/**
 * `recalling`: what is missing lies with another till, which is asked to give it back; ask again. `closed`: the intent
 * is abandoned, or its lease is over. `refused`: this till gets no rights (suspended, revoked, or its store's policy).
 */
export const zLeaseResponse = z.discriminatedUnion('kind', [
  /** A `LeaseGrant`, signed by HQ. */
  z.strictObject({ kind: z.literal('granted'), grant: zSignedDocument }),
  z.strictObject({ kind: z.literal('insufficient'), largest: z.int().min(0) }),
  z.strictObject({ kind: z.literal('recalling'), largest: z.int().min(0) }),
  z.strictObject({ kind: z.literal('closed') }),
  z.strictObject({ kind: z.literal('refused') }),
  z.strictObject({ kind: z.literal('unknown') }),
]);

export type LeaseRequest = z.infer<typeof zLeaseRequest>;
export type LeaseResponse = z.infer<typeof zLeaseResponse>;
