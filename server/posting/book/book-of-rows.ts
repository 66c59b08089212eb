/** A book over loaded rows. Reading what was not loaded is a bug, and says so instead of answering nothing. */
import { assert } from '../../../shared/kernel/assert.ts';
import type { EffectId, IntentId, LeaseId, OwnerId } from '../../../shared/kernel/ids.ts';
import type { Lease } from '../../../shared/lease/lease.ts';
import type { Asset } from '../../../shared/loyalty/asset.ts';
import type { Book, Intent, PostedEffect } from '../../../shared/posting/book/book.ts';
import { balanceKey, type Lot, splitBalanceKey } from '../../../shared/posting/book/movement.ts';
import { bySpendingOrder } from '../../../shared/posting/book/spending-order.ts';
import { grouped } from './grouped.ts';
import { type HeldSlice, sliceKey } from './load-lots.ts';

export type BookRows = {
  /** Locked, and there. */
  readonly known: ReadonlySet<OwnerId>;
  readonly owners: ReadonlySet<OwnerId>;
  readonly lotOwners: ReadonlySet<OwnerId>;
  readonly balances: ReadonlyMap<string, number>;
  readonly slices: readonly HeldSlice[];
  readonly idleLots: readonly HeldSlice[];
  readonly ended: ReadonlyMap<string, number>;
  readonly posted: ReadonlySet<string>;
  readonly leases: ReadonlyMap<LeaseId, Lease>;
  readonly intents: ReadonlyMap<IntentId, Intent>;
  readonly effects: ReadonlyMap<EffectId, PostedEffect>;
};

export function bookOfRows(rows: BookRows): Book {
  const slices = grouped(rows.slices, sliceKey);
  for (const each of slices.values()) each.sort((a, b) => bySpendingOrder(a.lot, b.lot));
  const open = [...rows.leases.values()]
    .filter(({ state }) => state === 'ACTIVE' || state === 'FROZEN')
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const idle = idleLotsByOwner(rows);
  return {
    balance: (account, asset) => {
      assert(isLoaded(rows, account), `a balance that was not loaded: ${account}`);
      return rows.balances.get(balanceKey(account, asset)) ?? 0;
    },
    slices: (account, asset) => {
      assert(areLotsLoaded(rows, account), `lots that were not loaded: ${account}`);
      return slices.get(balanceKey(account, asset)) ?? [];
    },
    assetsOf: (owner) => assetsOf(rows, owner),
    idleLots: (owner) => idle.get(owner) ?? [],
    ended: (source) => rows.ended.get(source) ?? 0,
    knows: (owner) => rows.known.has(owner),
    isPosted: (id) => rows.posted.has(id),
    lease: (id) => rows.leases.get(id) ?? null,
    leasesOf: (owner) => open.filter((lease) => lease.owner === owner),
    leasesEnded: ({ till, epoch }, atMs) =>
      open.filter(
        ({ holder, expiresAtMs }) => holder.till === till && holder.epoch === epoch && expiresAtMs <= atMs,
      ),
    intent: (id) => rows.intents.get(id) ?? null,
    effect: (id) => rows.effects.get(id) ?? null,
  };
}

const isLoaded = ({ owners }: BookRows, account: string): boolean =>
  !/^[apd]:/.test(account) || owners.has(account.slice(2) as OwnerId);

const areLotsLoaded = ({ lotOwners }: BookRows, account: string): boolean =>
  !/^[ap]:/.test(account) || lotOwners.has(account.slice(2) as OwnerId);

function assetsOf({ balances }: BookRows, owner: OwnerId): readonly Asset[] {
  const assets = new Set<Asset>();
  for (const [key, balance] of balances) {
    const { account, asset } = splitBalanceKey(key);
    if (balance > 0 && (account === `a:${owner}` || account === `p:${owner}`)) assets.add(asset);
  }
  return [...assets].sort();
}

function idleLotsByOwner({ idleLots, leases }: BookRows): ReadonlyMap<OwnerId, readonly Lot[]> {
  const byOwner = new Map<OwnerId, Map<string, Lot>>();
  for (const { account, lot } of idleLots) {
    const name = account.slice(2);
    const owner = account.startsWith('l:') ? leases.get(name as LeaseId)?.owner : (name as OwnerId);
    if (owner === undefined) continue;
    byOwner.set(owner, (byOwner.get(owner) ?? new Map<string, Lot>()).set(lot.id, lot));
  }
  return new Map(
    [...byOwner].map(([owner, lots]) => [owner, [...lots.values()].sort((a, b) => (a.id < b.id ? -1 : 1))]),
  );
}
