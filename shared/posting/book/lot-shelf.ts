import { assert } from '../../kernel/assert.ts';
import type { OwnerId } from '../../kernel/ids.ts';
import type { Asset } from '../../loyalty/asset.ts';
import { accountKind, HOUSE, isKeptInLots } from './accounts.ts';
import { balanceKey, type Lot, type LotSlice, type Movement } from './movement.ts';
import { changeSlice, placeOf } from './sorted-slices.ts';
import { sourceOf } from './spending-order.ts';

/** Where every lot lies. A lot of which nothing is left anywhere is forgotten. */
export type LotShelf = {
  readonly slices: Map<string, LotSlice[]>;
  readonly places: Map<string, Place>;
  /** Facts that a command brings, until its movements have placed them. */
  readonly fresh: Map<string, Lot>;
  readonly ended: Map<string, number>;
  readonly idle: Map<OwnerId, Map<string, Lot>>;
  readonly owners: Map<string, OwnerId>;
  readonly assets: Map<OwnerId, Set<Asset>>;
};

/** A lot as it is now, and the accounts, nearly always one, that hold some of it. */
type Place = { lot: Lot; readonly accounts: LotSlice[][] };

export const lotShelf = (): LotShelf => ({
  slices: new Map(),
  places: new Map(),
  fresh: new Map(),
  ended: new Map(),
  idle: new Map(),
  owners: new Map(),
  assets: new Map(),
});

/** New facts of a lot: where it lies it takes its new place. */
export function retimeLot(shelf: LotShelf, lot: Lot): void {
  shelf.fresh.set(lot.id, lot);
  const place = shelf.places.get(lot.id);
  if (!place) return;
  for (const slices of place.accounts) {
    const [slice] = slices.splice(placeOf(slices, place.lot), 1);
    assert(slice?.lot.id === lot.id, `a lot lies where it is looked for: ${lot.id}`);
    slices.splice(placeOf(slices, lot), 0, { lot, remaining: slice.remaining });
  }
  place.lot = lot;
  const owner = shelf.owners.get(lot.id);
  if (owner !== undefined) shelf.idle.get(owner)?.set(lot.id, lot);
}

export function moveLot(
  shelf: LotShelf,
  { debit, credit, asset, amount, lot: id }: Movement,
  ownerOfLease: (lease: string) => OwnerId | undefined,
): void {
  if (id === null) return;
  if (debit === HOUSE.expired) endMore(shelf, id, -amount);
  if (credit === HOUSE.expired) endMore(shelf, id, amount);
  const lot = shelf.places.get(id)?.lot ?? shelf.fresh.get(id);
  const touches = isKeptInLots(debit) || isKeptInLots(credit);
  if (!touches) return;
  assert(lot, `a lot that moves is known: ${id}`);
  // In before out, so that a lot that only changes its account is never gone.
  if (isKeptInLots(credit))
    place(shelf, { account: credit, asset, lot, owner: ownerIn(credit, ownerOfLease) }, amount);
  if (isKeptInLots(debit))
    place(shelf, { account: debit, asset, lot, owner: ownerIn(debit, ownerOfLease) }, -amount);
}

type Placing = {
  readonly account: string;
  readonly asset: Asset;
  readonly lot: Lot;
  readonly owner: OwnerId | undefined;
};

function place(shelf: LotShelf, { account, asset, lot, owner }: Placing, difference: number): void {
  const key = balanceKey(account, asset);
  const slices = shelf.slices.get(key) ?? [];
  const remaining = changeSlice(slices, lot, difference);
  assert(remaining >= 0, `I1: ${key} holds no less than nothing of ${lot.id}`);
  if (slices.length === 0) shelf.slices.delete(key);
  else if (slices.length === 1) shelf.slices.set(key, slices);
  const isAnywhere = keepPlace(shelf, { lot, slices }, remaining > 0);
  if (owner === undefined) return;
  if (lot.idleDays !== null) keepIdle(shelf, owner, lot, isAnywhere);
  if (accountKind(account) !== 'leased') keepAsset(shelf, owner, asset);
}

/** Returns whether anything is left of the lot, here or elsewhere. */
function keepPlace(
  { places }: LotShelf,
  { lot, slices }: { readonly lot: Lot; readonly slices: LotSlice[] },
  isHere: boolean,
): boolean {
  const known = places.get(lot.id);
  if (!known) {
    if (isHere) places.set(lot.id, { lot, accounts: [slices] });
    return isHere;
  }
  const at = known.accounts.indexOf(slices);
  if (isHere && at < 0) known.accounts.push(slices);
  if (!isHere && at >= 0) known.accounts.splice(at, 1);
  if (known.accounts.length === 0) places.delete(lot.id);
  return known.accounts.length > 0;
}

function keepIdle({ idle, owners }: LotShelf, owner: OwnerId, lot: Lot, isAnywhere: boolean): void {
  const lots = idle.get(owner) ?? new Map<string, Lot>();
  if (isAnywhere) {
    idle.set(owner, lots.set(lot.id, lot));
    owners.set(lot.id, owner);
  } else {
    lots.delete(lot.id);
    owners.delete(lot.id);
    if (lots.size === 0) idle.delete(owner);
  }
}

function keepAsset({ slices, assets }: LotShelf, owner: OwnerId, asset: Asset): void {
  const isHeld = slices.has(balanceKey(`a:${owner}`, asset)) || slices.has(balanceKey(`p:${owner}`, asset));
  const known = assets.get(owner) ?? new Set<Asset>();
  if (isHeld) assets.set(owner, known.add(asset));
  else if (known.delete(asset) && known.size === 0) assets.delete(owner);
}

function endMore({ ended }: LotShelf, lot: string, amount: number): void {
  const source = sourceOf(lot);
  const sum = (ended.get(source) ?? 0) + amount;
  if (sum === 0) ended.delete(source);
  else ended.set(source, sum);
}

const ownerIn = (
  account: string,
  ownerOfLease: (lease: string) => OwnerId | undefined,
): OwnerId | undefined =>
  accountKind(account) === 'leased' ? ownerOfLease(account.slice(2)) : (account.slice(2) as OwnerId);
