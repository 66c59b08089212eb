/**
 * What has changed on top of a book, kept as differences: nothing of the base is read until somebody asks for it, so a
 * command that only earns reads no lots.
 */
import type { EffectId, EntryId, IntentId, LeaseId, OwnerId } from '../../kernel/ids.ts';
import type { Lease } from '../../lease/lease.ts';
import { HOUSE, isKeptInLots } from './accounts.ts';
import type { Book, Intent, PostedEffect } from './book.ts';
import { balanceKey, type Lot, type Movement } from './movement.ts';
import { sourceOf } from './spending-order.ts';

export type Layer = {
  readonly base: Book;
  /** Differences of balances, by `balanceKey`. */
  readonly balances: Map<string, number>;
  /** Differences of what an account holds of a lot, by `balanceKey` and lot. */
  readonly slices: Map<string, Map<string, number>>;
  /** Facts of every lot that was moved or has changed. */
  readonly lots: Map<string, Lot>;
  /** New lots that visits keep alive, by owner. */
  readonly idle: Map<OwnerId, Set<string>>;
  /** Differences of what has ended, by source. */
  readonly ended: Map<string, number>;
  readonly leases: Map<LeaseId, Lease>;
  readonly intents: Map<IntentId, Intent>;
  readonly effects: Map<EffectId, PostedEffect>;
  readonly posted: Set<EntryId>;
};

export const layerOn = (base: Book): Layer => ({
  base,
  balances: new Map(),
  slices: new Map(),
  lots: new Map(),
  idle: new Map(),
  ended: new Map(),
  leases: new Map(),
  intents: new Map(),
  effects: new Map(),
  posted: new Set(),
});

/** `facts`: of the lot that moves; null where it has ended for good or no lot does. */
export type Step = Omit<Movement, 'effectId' | 'leg'> & { readonly facts: Lot | null };

export function moveIn(layer: Layer, { debit, credit, asset, amount, lot, facts }: Step): void {
  add(layer.balances, balanceKey(debit, asset), -amount);
  add(layer.balances, balanceKey(credit, asset), amount);
  if (lot === null) return;
  if (debit === HOUSE.expired) add(layer.ended, sourceOf(lot), -amount);
  if (credit === HOUSE.expired) add(layer.ended, sourceOf(lot), amount);
  if (facts === null) return;
  layer.lots.set(lot, facts);
  if (isKeptInLots(debit)) add(slicesOf(layer, balanceKey(debit, asset)), lot, -amount);
  if (isKeptInLots(credit)) add(slicesOf(layer, balanceKey(credit, asset)), lot, amount);
  if (facts.idleDays !== null) keepIdle(layer, credit, lot);
}

/** Only a: and p: name their owner; what is leased has lain in one of them before. */
function keepIdle(layer: Layer, account: string, lot: string): void {
  if (!/^[ap]:/.test(account)) return;
  const owner = account.slice(2) as OwnerId;
  const known = layer.idle.get(owner);
  if (known) known.add(lot);
  else layer.idle.set(owner, new Set([lot]));
}

function slicesOf(layer: Layer, key: string): Map<string, number> {
  const known = layer.slices.get(key);
  if (known) return known;
  const made = new Map<string, number>();
  layer.slices.set(key, made);
  return made;
}

function add<K>(sums: Map<K, number>, key: K, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount);
}
