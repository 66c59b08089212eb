/**
 * The whole ledger in memory: what the simulation runs on, and what `hq verify` folds HQ's log into. What a command costs
 * depends on what it touches, never on how much has happened before.
 */
import { assert } from '../../kernel/assert.ts';
import type { EffectId, EntryId, IntentId, LeaseId, OwnerId } from '../../kernel/ids.ts';
import type { Lease } from '../../lease/lease.ts';
import type { Command } from '../post/command.ts';
import type { Book, Intent, PostedEffect } from './book.ts';
import type { Changes } from './changes.ts';
import { type LeaseShelf, leaseShelf, shelveLease } from './lease-shelf.ts';
import { type LotShelf, lotShelf, moveLot, retimeLot } from './lot-shelf.ts';
import { balanceKey, type LotSlice } from './movement.ts';
import { postedId } from './posted-id.ts';

export type MemoryBook = Book & {
  readonly apply: (command: Command, changes: Changes) => void;
  /** All that it holds, as it stands; it changes with the book. */
  readonly state: MemoryState;
};

export type MemoryState = {
  /** By `balanceKey`, house accounts too. */
  readonly balances: ReadonlyMap<string, number>;
  /** By `balanceKey`, in spending order; empty ones may be left. */
  readonly slices: ReadonlyMap<string, readonly LotSlice[]>;
  readonly leases: ReadonlyMap<LeaseId, Lease>;
  readonly intents: ReadonlyMap<IntentId, Intent>;
  readonly effects: ReadonlyMap<EffectId, PostedEffect>;
  /** What has ended, by source. */
  readonly ended: ReadonlyMap<string, number>;
  readonly posted: ReadonlySet<EntryId>;
};

type Memory = {
  readonly balances: Map<string, number>;
  readonly lots: LotShelf;
  readonly leases: LeaseShelf;
  readonly intents: Map<IntentId, Intent>;
  readonly effects: Map<EffectId, PostedEffect>;
  readonly posted: Set<EntryId>;
};

/** `knows`: absent where everybody is known. */
export function memoryBook({ knows = () => true }: { knows?: (owner: OwnerId) => boolean } = {}): MemoryBook {
  const memory: Memory = {
    balances: new Map(),
    lots: lotShelf(),
    leases: leaseShelf(),
    intents: new Map(),
    effects: new Map(),
    posted: new Set(),
  };
  const { balances, lots, leases, intents, effects, posted } = memory;
  return {
    balance: (account, asset) => balances.get(balanceKey(account, asset)) ?? 0,
    slices: (account, asset) => lots.slices.get(balanceKey(account, asset)) ?? [],
    assetsOf: (owner) => [...(lots.assets.get(owner) ?? [])].sort(),
    idleLots: (owner) => [...(lots.idle.get(owner)?.values() ?? [])].sort((a, b) => (a.id < b.id ? -1 : 1)),
    ended: (source) => lots.ended.get(source) ?? 0,
    knows,
    isPosted: (id) => posted.has(id),
    lease: (id) => leases.byId.get(id) ?? null,
    leasesOf: (owner) => leases.byOwner.get(owner) ?? [],
    leasesEnded: (holder, atMs) => leases.ended(holder, atMs),
    intent: (id) => intents.get(id) ?? null,
    effect: (id) => effects.get(id) ?? null,
    apply: (command, changes) => apply(memory, command, changes),
    state: {
      balances,
      slices: lots.slices,
      leases: leases.byId,
      intents,
      effects,
      ended: lots.ended,
      posted,
    },
  };
}

function apply(memory: Memory, command: Command, changes: Changes): void {
  const { balances, lots, leases, intents, effects, posted } = memory;
  const id = postedId(command);
  if (id !== null) posted.add(id);
  // Leases first: a slice that arrives in one belongs to its owner.
  for (const lease of changes.leases) shelveLease(leases, lease);
  for (const lot of changes.lots) retimeLot(lots, lot);
  const ownerOfLease = (lease: string): OwnerId | undefined => leases.byId.get(lease as LeaseId)?.owner;
  for (const movement of changes.movements) {
    const { debit, credit, asset, amount } = movement;
    add(balances, balanceKey(debit, asset), -amount);
    add(balances, balanceKey(credit, asset), amount);
    moveLot(lots, movement, ownerOfLease);
  }
  lots.fresh.clear();
  for (const intent of changes.intents) intents.set(intent.id, intent);
  for (const effect of changes.effects) effects.set(effect.id, effect);
  for (const { id: of, undone } of changes.undone) {
    const effect = effects.get(of);
    assert(effect, `what is undone was posted: ${of}`);
    effects.set(of, { ...effect, undone });
  }
}

function add(sums: Map<string, number>, key: string, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount);
}
