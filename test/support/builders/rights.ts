/** Leases, grants and the entries that use them, with readable defaults. */
import {
  asId,
  type EntryId,
  type IntentId,
  type LeaseId,
  type MemberId,
} from '../../../shared/kernel/ids.ts';
import { type EpochMs, epochMs } from '../../../shared/kernel/units.ts';
import { foldRights } from '../../../shared/lease/fold-rights.ts';
import type { HeldAt } from '../../../shared/lease/held.ts';
import type { LeaseGrant } from '../../../shared/lease/lease.ts';
import { NO_RIGHTS, type TillRights } from '../../../shared/lease/rights.ts';
import type { EntryBody } from '../../../shared/ledger/body.ts';
import type { EntryHead, EntryPart } from '../../../shared/ledger/entry.ts';
import { entryHead, entryId, TILL } from './entry.ts';

export const NOON_MS = 1_790_000_000_000;
export const HOUR_MS = 3_600_000;
export const at = (hours: number): EpochMs => epochMs(NOON_MS + hours * HOUR_MS);
export const OWNER = asId<MemberId>('m-1');
export const HOLDER = { till: TILL, epoch: 1 };
export const BASKET = entryId(77);
export const INTENT = asId<IntentId>('i-1');

export const leaseGrant = (changes: Partial<Record<keyof LeaseGrant, unknown>> = {}): LeaseGrant => {
  const amount = (changes.amount ?? 100) as number;
  return {
    lease: asId<LeaseId>('l-1'),
    logIndex: 5,
    owner: OWNER,
    asset: 'points',
    amount,
    lots: [{ lot: 'e-1#1', amount, endsAtMs: null }],
    holder: HOLDER,
    grantedAtMs: at(0),
    expiresAtMs: at(72),
    intent: null,
    ...changes,
  } as LeaseGrant;
};

export const heldAt = (changes: Partial<HeldAt> = {}): HeldAt => ({
  owner: OWNER,
  asset: 'points',
  atMs: at(1),
  holder: HOLDER,
  basketId: null,
  ...changes,
});

export type Told = readonly [head: Partial<EntryHead>, body: Partial<EntryBody>];

/** Any sale that uses these leases; what is sold does not matter to rights. */
export const spends = (
  parts: readonly Partial<EntryPart>[],
  { grants = [], ...head }: { readonly grants?: readonly LeaseGrant[] } & Partial<EntryHead> = {},
): Told => [
  {
    kind: 'SALE',
    member: OWNER,
    ...head,
    parts: parts.map((part, index) => ({
      n: index + 1,
      effect: 'REDEEM',
      asset: 'points',
      amount: 1,
      ...part,
    })),
  },
  {
    kind: 'SALE',
    grants: grants.map((grant) => ({ document: JSON.stringify(grant), sig: '00' })),
  },
];

export const asksFor = (amount = 100, basketId: EntryId = BASKET, intent: IntentId = INTENT): Told => [
  { kind: 'INTENT', atMs: at(1) },
  { kind: 'INTENT', intent, basketId, owner: OWNER, asset: 'points', amount },
];

export const givesUp = (intent: IntentId = INTENT): Told => [
  { kind: 'ABANDON', atMs: at(1) },
  { kind: 'ABANDON', intent, owner: OWNER },
];

/** What these entries make of no rights, one hour after noon unless they say otherwise. */
export const rightsAfter = (...entries: readonly Told[]): TillRights =>
  entries.reduce(
    (rights, [head, body], index) =>
      foldRights(rights, entryHead({ seq: index + 1, atMs: at(1), ...head }), body as EntryBody),
    NO_RIGHTS,
  );
