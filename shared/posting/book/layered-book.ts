/** A layer read as a book: the base, and on top of it what has changed since. */
import type { OwnerId } from '../../kernel/ids.ts';
import type { Lease } from '../../lease/lease.ts';
import type { Asset } from '../../loyalty/asset.ts';
import { availableAccount, leasedAccount, pendingAccount } from './accounts.ts';
import type { Book } from './book.ts';
import type { Layer } from './layer.ts';
import { balanceKey, type Lot, type LotSlice, splitBalanceKey } from './movement.ts';
import { bySpendingOrder } from './spending-order.ts';

export function layeredBook(layer: Layer): Book {
  const { base } = layer;
  const book: Book = {
    balance: (account, asset) =>
      base.balance(account, asset) + (layer.balances.get(balanceKey(account, asset)) ?? 0),
    slices: (account, asset) => slicesIn(layer, account, asset),
    assetsOf: (owner) => assetsIn(layer, owner),
    idleLots: (owner) => idleIn(layer, book, owner),
    ended: (source) => base.ended(source) + (layer.ended.get(source) ?? 0),
    knows: base.knows,
    isPosted: (id) => layer.posted.has(id) || base.isPosted(id),
    lease: (id) => layer.leases.get(id) ?? base.lease(id),
    leasesOf: (owner) => leasesIn(layer, base.leasesOf(owner), (lease) => lease.owner === owner),
    leasesEnded: (holder, atMs) =>
      leasesIn(
        layer,
        base.leasesEnded(holder, atMs),
        ({ holder: { till, epoch }, expiresAtMs }) =>
          till === holder.till && epoch === holder.epoch && expiresAtMs <= atMs,
      ),
    intent: (id) => layer.intents.get(id) ?? base.intent(id),
    effect: (id) => layer.effects.get(id) ?? base.effect(id),
  };
  return book;
}

/** Slices whose lot neither moved nor changed keep the order of the base; the others are merged in. */
function slicesIn(layer: Layer, account: string, asset: Asset): readonly LotSlice[] {
  const base = layer.base.slices(account, asset);
  if (layer.lots.size === 0) return base;
  const moved = new Map(layer.slices.get(balanceKey(account, asset)));
  const kept: LotSlice[] = [];
  const changed: LotSlice[] = [];
  for (const slice of base) {
    const difference = moved.get(slice.lot.id);
    const lot = layer.lots.get(slice.lot.id);
    if (lot === undefined) kept.push(slice);
    else if (slice.remaining + (difference ?? 0) > 0)
      changed.push({ lot, remaining: slice.remaining + (difference ?? 0) });
    moved.delete(slice.lot.id);
  }
  for (const [id, remaining] of moved) {
    const lot = layer.lots.get(id);
    if (lot !== undefined && remaining > 0) changed.push({ lot, remaining });
  }
  if (changed.length === 0) return kept;
  return merged(
    kept,
    changed.sort((a, b) => bySpendingOrder(a.lot, b.lot)),
  );
}

function merged(a: readonly LotSlice[], b: readonly LotSlice[]): readonly LotSlice[] {
  const result: LotSlice[] = [];
  let at = 0;
  for (const slice of a) {
    for (let next = b[at]; next && bySpendingOrder(next.lot, slice.lot) < 0; next = b[at]) {
      result.push(next);
      at += 1;
    }
    result.push(slice);
  }
  for (const rest of b.slice(at)) result.push(rest);
  return result;
}

function assetsIn(layer: Layer, owner: OwnerId): readonly Asset[] {
  const assets = new Set(layer.base.assetsOf(owner));
  for (const key of layer.slices.keys()) {
    const { account, asset } = splitBalanceKey(key);
    if (account === availableAccount(owner) || account === pendingAccount(owner)) assets.add(asset);
  }
  return [...assets].sort();
}

function idleIn(layer: Layer, book: Book, owner: OwnerId): readonly Lot[] {
  const base = layer.base.idleLots(owner);
  if (layer.lots.size === 0) return base;
  const lots = new Map(base.map((lot) => [lot.id, layer.lots.get(lot.id) ?? lot]));
  for (const id of layer.idle.get(owner) ?? []) {
    const lot = layer.lots.get(id);
    if (lot) lots.set(id, lot);
  }
  return [...lots.values()]
    .filter((lot) => !layer.lots.has(lot.id) || isHeld(book, owner, lot))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function isHeld(book: Book, owner: OwnerId, { id, asset }: Lot): boolean {
  const accounts = [availableAccount(owner), pendingAccount(owner)];
  for (const lease of book.leasesOf(owner)) if (lease.asset === asset) accounts.push(leasedAccount(lease.id));
  return accounts.some((account) => book.slices(account, asset).some(({ lot }) => lot.id === id));
}

const isOpen = ({ state }: Lease): boolean => state === 'ACTIVE' || state === 'FROZEN';

function leasesIn(
  layer: Layer,
  base: readonly Lease[],
  belongs: (lease: Lease) => boolean,
): readonly Lease[] {
  if (layer.leases.size === 0) return base;
  const leases = base.filter(({ id }) => !layer.leases.has(id));
  for (const lease of layer.leases.values()) if (isOpen(lease) && belongs(lease)) leases.push(lease);
  return leases.sort((a, b) => (a.id < b.id ? -1 : 1));
}
