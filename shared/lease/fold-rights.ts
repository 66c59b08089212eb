/**
 * RGT-2: a till's rights are a fold of its chain (R1). A sale accepts leases and spends them, INTENT opens, ABANDON and
 * RELEASE close; what has ended by chain time is forgotten, because nothing can accept it any more.
 */
import type { IntentId, LeaseId } from '../kernel/ids.ts';
import type { EpochMs } from '../kernel/units.ts';
import type { EntryBody, ReleaseBody, SaleBody } from '../ledger/body.ts';
import type { EntryHead, EntryPart } from '../ledger/entry.ts';
import { acceptable } from './acceptable.ts';
import { grantOf } from './grant-of.ts';
import type { LeaseGrant } from './lease.ts';
import { type AcceptedLease, NO_RIGHTS, type OpenIntent, type TillRights } from './rights.ts';
import { liveSlices, slicesOf, withoutFirst } from './slices.ts';

export function foldRights(rights: TillRights, head: EntryHead, body: EntryBody | null): TillRights {
  if (isEmpty(rights) && !BRINGS_RIGHTS.has(head.kind)) return NO_RIGHTS;
  return pruned(folded(rights, head, body), head.atMs);
}

const BRINGS_RIGHTS: ReadonlySet<string> = new Set(['SALE', 'INTENT', 'RELEASE']);

/** The body of a sale that brings no grants need not be read: what it spends stands in its head. */
function folded(rights: TillRights, head: EntryHead, body: EntryBody | null): TillRights {
  if (head.kind === 'SALE') return spent(acceptedAll(rights, head, body?.kind === 'SALE' ? body : {}), head);
  switch (body?.kind) {
    case 'INTENT': {
      const { intent, basketId, owner, asset, amount } = body;
      return opened(rights, { intent, basketId, owner, asset, amount, atMs: head.atMs });
    }
    case 'ABANDON':
      return closedOf(withoutIntent(rights, body.intent), ({ intent }) => intent === body.intent);
    case 'RELEASE':
      return released(rights, body);
    // Rights are of one epoch: what continues another begins without any.
    case 'CHECKPOINT':
      return body.continues === null ? rights : NO_RIGHTS;
    default:
      return rights;
  }
}

const opened = (rights: TillRights, intent: OpenIntent): TillRights => ({
  ...rights,
  intents: { ...rights.intents, [intent.intent]: intent },
});

function acceptedAll(
  rights: TillRights,
  head: EntryHead,
  { grants = [] }: Pick<SaleBody, 'grants'>,
): TillRights {
  const leases: Record<string, AcceptedLease> = { ...rights.leases };
  for (const text of grants) {
    const grant = grantOf(text);
    if (
      grant !== null &&
      acceptable(grant, { ...rights, leases }, { holder: head, atMs: head.atMs }) === null
    )
      leases[grant.lease] = acceptedLease(grant);
  }
  return grants.length === 0 ? rights : { ...rights, leases };
}

const acceptedLease = ({
  lease,
  owner,
  asset,
  amount,
  lots,
  expiresAtMs,
  intent,
}: LeaseGrant): AcceptedLease => ({
  lease,
  owner,
  asset,
  amount,
  spent: 0,
  lots: slicesOf(lots),
  expiresAtMs,
  intent,
});

function spent(rights: TillRights, { parts, atMs }: EntryHead): TillRights {
  return parts.reduce((now, part) => (part.effect === 'REDEEM' ? spentPart(now, part, atMs) : now), rights);
}

/** A lease of an intent is used by one sale; whatever is left of it goes back (R14). */
function spentPart(rights: TillRights, part: EntryPart, atMs: EpochMs): TillRights {
  const before = rights.leases[part.lease ?? ''];
  const carried = part.intent === undefined ? rights : withoutIntent(rights, part.intent);
  if (before === undefined) return carried;
  const lots = withoutFirst(liveSlices(before.lots, atMs), part.amount);
  const after = { ...before, spent: before.spent + part.amount, lots };
  const isOver = before.intent !== null || lots.length === 0;
  const now = { ...carried, leases: { ...carried.leases, [after.lease]: after } };
  return isOver ? closedOf(now, ({ lease }) => lease === after.lease) : now;
}

function withoutIntent(rights: TillRights, intent: IntentId): TillRights {
  const { [intent]: _ended, ...intents } = rights.intents;
  return { ...rights, intents };
}

function closedOf(rights: TillRights, isClosed: (lease: AcceptedLease) => boolean): TillRights {
  const all = Object.values(rights.leases);
  const ended = all.filter(isClosed);
  if (ended.length === 0) return rights;
  return withOver(
    { ...rights, leases: byLease(all.filter((lease) => !isClosed(lease))) },
    ended.map(({ lease, expiresAtMs }) => [lease, expiresAtMs]),
  );
}

function released(rights: TillRights, { leases }: ReleaseBody): TillRights {
  const given = new Set<string>(leases.map(({ lease }) => lease));
  const left = closedOf(rights, ({ lease }) => given.has(lease));
  return withOver(
    left,
    leases.map(({ lease, expiresAtMs }) => [lease, expiresAtMs]),
  );
}

const withOver = (rights: TillRights, ended: readonly (readonly [LeaseId, EpochMs])[]): TillRights => ({
  ...rights,
  over: { ...rights.over, ...Object.fromEntries(ended) },
});

const byLease = (leases: readonly AcceptedLease[]): TillRights['leases'] =>
  Object.fromEntries(leases.map((lease) => [lease.lease, lease]));

/** No entry after this one can accept or spend what ends by now (R8, and chain time never runs backwards). */
function pruned(rights: TillRights, atMs: EpochMs): TillRights {
  const { leases, intents, over = {} } = rights;
  const isPast = (expiresAtMs: EpochMs): boolean => atMs >= expiresAtMs;
  const all = Object.values(leases);
  if (!all.some(({ expiresAtMs }) => isPast(expiresAtMs)) && !Object.values(over).some(isPast)) return rights;
  const live = byLease(all.filter(({ expiresAtMs }) => !isPast(expiresAtMs)));
  const kept = Object.entries(over).filter(([, expiresAtMs]) => !isPast(expiresAtMs));
  return { leases: live, intents, ...(kept.length === 0 ? {} : { over: Object.fromEntries(kept) }) };
}

export const isEmpty = ({ leases, intents, over }: TillRights): boolean =>
  over === undefined && Object.keys(leases).length === 0 && Object.keys(intents).length === 0;
