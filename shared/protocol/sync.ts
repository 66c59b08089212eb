/**
 * SYNC: what main itself must hold (signed place and programmes, PIN hashes), and HQ's word on time and change feeds.
 * Nothing in it reaches the window except through main.
 */
import { z } from 'zod';
import type { CashierId, LeaseId, RuleId } from '../kernel/ids.ts';
import { MAX_RECALLS, MAX_SYNC_GRANTS } from '../kernel/limits.ts';
import { zEpochMs, zId, zLanguage, zLogIndex, zName } from '../kernel/schema.ts';
import { MAX_RULES } from '../loyalty/programme/programme-schema.ts';
import { zSignedDocument } from './signed.ts';

export const MAX_PROGRAMMES = 50;
export const MAX_STAFF = 500;

export const zSyncRequest = z.strictObject({
  epoch: z.int().min(1),
  appVersion: z.string().max(40),
  /** The latest programme version held here; 0 for none. */
  programmeVersion: z.int().min(0),
  /** Oldest entry not acknowledged yet, for HQ's till-health board; 0 when none. */
  unsent: z.int().min(0),
  /** HQ's log index of the newest grant that is kept here; 0: none are. */
  grantsAfter: zLogIndex,
});

export const zStaffSecret = z.strictObject({
  id: zId<CashierId>(),
  name: zName,
  role: z.enum(['cashier', 'manager']),
  language: zLanguage,
  /** Encoded argon2id of HMAC(pepper, PIN). */
  pinHash: z.string().max(200),
  active: z.boolean(),
});

export const zSyncResponse = z.strictObject({
  hqTimeMs: zEpochMs,
  logIndex: zLogIndex,
  revoked: z.boolean(),
  place: zSignedDocument,
  /** Programmes newer than asked, oldest first. */
  programmes: z.array(zSignedDocument).max(MAX_PROGRAMMES),
  staff: z.array(zStaffSecret).max(MAX_STAFF),
  /** How often rules with a limit over everybody have given something, as far as HQ has heard; absent: never. */
  usesInAll: z
    .array(z.strictObject({ ruleId: zId<RuleId>(), times: z.int().min(0) }))
    .max(MAX_RULES)
    .exactOptional(),
  /** Rights granted to this till and epoch after `grantsAfter`, oldest first; a full list means that there are more. */
  grants: z.array(zSignedDocument).max(MAX_SYNC_GRANTS),
  /** HQ wants these back: the till answers with RELEASE in its chain. */
  recalls: z.array(zId<LeaseId>()).max(MAX_RECALLS),
  /** R10: leases of this chain are past their end; any entry of it would close them. */
  tick: z.boolean(),
  /** Latest position of each change feed, so that a till pulls only what moved. */
  feeds: z.strictObject({
    products: z.string().max(64),
    members: z.string().max(64),
    programmes: z.string().max(64),
    staff: z.string().max(64),
  }),
});

export type SyncRequest = z.infer<typeof zSyncRequest>;
export type StaffSecret = z.infer<typeof zStaffSecret>;
export type SyncResponse = z.infer<typeof zSyncResponse>;
