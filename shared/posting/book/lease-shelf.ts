import type { LeaseId, OwnerId } from '../../kernel/ids.ts';
import type { EpochMs } from '../../kernel/units.ts';
import type { Lease, LeaseHolder } from '../../lease/lease.ts';

/** Leases with the indexes that posting asks by: open ones by owner, and by holder in the order of their ends. */
export type LeaseShelf = {
  readonly byId: Map<LeaseId, Lease>;
  readonly byOwner: Map<OwnerId, Lease[]>;
  readonly byHolder: Map<string, Lease[]>;
  readonly ended: (holder: LeaseHolder, atMs: EpochMs) => readonly Lease[];
};

export function leaseShelf(): LeaseShelf {
  const byHolder = new Map<string, Lease[]>();
  return {
    byId: new Map(),
    byOwner: new Map(),
    byHolder,
    ended: (holder, atMs) => endedIn(byHolder.get(holderKey(holder)) ?? [], atMs),
  };
}

export function shelveLease({ byId, byOwner, byHolder }: LeaseShelf, lease: Lease): void {
  const before = byId.get(lease.id);
  byId.set(lease.id, lease);
  if (before && isOpen(before)) {
    takeOut(byOwner, before.owner, before, byName);
    takeOut(byHolder, holderKey(before.holder), before, byEnd);
  }
  if (!isOpen(lease)) return;
  putIn(byOwner, lease.owner, lease, byName);
  putIn(byHolder, holderKey(lease.holder), lease, byEnd);
}

type Order = (a: Lease, b: Lease) => number;

const byName: Order = (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
const byEnd: Order = (a, b) => a.expiresAtMs - b.expiresAtMs || byName(a, b);
const isOpen = ({ state }: Lease): boolean => state === 'ACTIVE' || state === 'FROZEN';
const holderKey = ({ till, epoch }: LeaseHolder): string => `${till} ${epoch}`;

function endedIn(leases: readonly Lease[], atMs: EpochMs): readonly Lease[] {
  let count = 0;
  while (count < leases.length && (leases[count]?.expiresAtMs ?? atMs) <= atMs) count += 1;
  return count === 0 ? [] : leases.slice(0, count).sort(byName);
}

function takeOut<K>(shelf: Map<K, Lease[]>, key: K, lease: Lease, order: Order): void {
  const leases = shelf.get(key);
  if (!leases) return;
  leases.splice(placeIn(leases, lease, order), 1);
  if (leases.length === 0) shelf.delete(key);
}

function putIn<K>(shelf: Map<K, Lease[]>, key: K, lease: Lease, order: Order): void {
  const leases = shelf.get(key);
  if (leases) leases.splice(placeIn(leases, lease, order), 0, lease);
  else shelf.set(key, [lease]);
}

function placeIn(leases: readonly Lease[], lease: Lease, order: Order): number {
  let [from, to] = [0, leases.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    const other = leases[middle];
    if (other && order(other, lease) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}
