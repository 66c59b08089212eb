/**
 * Reference data in change-feed order, as RxDB's pull replication wants it: documents after a checkpoint, each with
 * `_deleted`, and the checkpoint after the last of them.
 */
import { z } from 'zod';
import { MAX_PULL_DOCUMENTS } from '../kernel/limits.ts';
import { memberFields } from '../ledger/sale-schema.ts';
import { zProgramme } from '../loyalty/programme/programme-schema.ts';
import { cashierFields, productFields } from './reference-schema.ts';

export const COLLECTIONS = ['products', 'members', 'programmes', 'staff'] as const;
export type CollectionName = (typeof COLLECTIONS)[number];

/** HQ's opaque position in a feed; null from the beginning. */
export const zCheckpoint = z.string().max(64).nullable();

export const zPullRequest = z.strictObject({
  collection: z.enum(COLLECTIONS),
  checkpoint: zCheckpoint,
  limit: z.int().min(1).max(MAX_PULL_DOCUMENTS),
  /** Among members: only the one with this card, wherever they stand in the feed. The position asked with comes back. */
  card: z.string().min(1).max(40).optional(),
});

const deleted = { _deleted: z.boolean() };
/** HMAC-SHA-256 under the store's key, or empty where a member has no phone. */
const zPhoneHmac = z.string().regex(/^([0-9a-f]{64})?$/);

export const pullDocument = {
  products: z.strictObject({ ...productFields, ...deleted }),
  /** The hashes by which this store finds a member stand beside the row and stay out of `seen`. */
  members: z.strictObject({ ...memberFields, phoneHmac: zPhoneHmac, phoneLast6Hmac: zPhoneHmac, ...deleted }),
  programmes: z.strictObject({
    id: z.string().max(80),
    version: z.int().min(1),
    programme: zProgramme,
    ...deleted,
  }),
  staff: z.strictObject({ ...cashierFields, ...deleted }),
} as const;

export type PullDocument<Name extends CollectionName> = z.infer<(typeof pullDocument)[Name]>;

const page = <Name extends CollectionName>(name: Name) =>
  z.strictObject({
    collection: z.literal(name),
    documents: z.array(pullDocument[name]).max(MAX_PULL_DOCUMENTS),
    checkpoint: zCheckpoint,
    /** How many documents the feed holds now: only in the answer to a pull from the beginning. */
    total: z.int().min(0).optional(),
  });

export const zPullResponse = z.discriminatedUnion('collection', [
  page('products'),
  page('members'),
  page('programmes'),
  page('staff'),
]);

export type PullRequest = z.infer<typeof zPullRequest>;
export type PullResponse = z.infer<typeof zPullResponse>;
