/** One command being posted: a layer over the book, and a record of what it does. */
import type { EffectId, EntryId, LeaseId } from '../../kernel/ids.ts';
import type { Lease } from '../../lease/lease.ts';
import type { Asset } from '../../loyalty/asset.ts';
import { isKeptInLots } from '../book/accounts.ts';
import type { Book, Intent, PostedEffect } from '../book/book.ts';
import { type Changes, type Incident, NO_CHANGES } from '../book/changes.ts';
import { type Layer, layerOn, moveIn } from '../book/layer.ts';
import { layeredBook } from '../book/layered-book.ts';
import type { Lot, Movement } from '../book/movement.ts';

export type Desk = {
  /** As it is after what has been recorded so far. */
  readonly book: Book;
  readonly layer: Layer;
  readonly movements: Movement[];
  readonly lots: Map<string, Lot>;
  readonly undone: Map<EffectId, number>;
  readonly incidents: Incident[];
  readonly legs: Map<EffectId, number>;
};

export function openDesk(base: Book): Desk {
  const layer = layerOn(base);
  return {
    book: layeredBook(layer),
    layer,
    movements: [],
    lots: new Map(),
    undone: new Map(),
    incidents: [],
    legs: new Map(),
  };
}

export function changesOf({ layer, movements, lots, undone, incidents }: Desk): Changes {
  const { leases, intents, effects } = layer;
  const nothing = movements.length + lots.size + leases.size + intents.size + incidents.length === 0;
  if (nothing && effects.size + undone.size === 0) return NO_CHANGES;
  return {
    movements,
    lots: [...lots.values()],
    leases: [...leases.values()],
    intents: [...intents.values()],
    effects: [...effects.values()].filter(({ id }) => !undone.has(id) || layer.base.effect(id) === null),
    undone: [...undone].map(([id, amount]) => ({ id, undone: amount })),
    incidents,
  };
}

export type Move = {
  readonly effectId: EffectId;
  readonly debit: string;
  readonly credit: string;
  readonly asset: Asset;
  readonly amount: number;
  /** Null where no account of the two is kept in lots. */
  readonly lot: Lot | null;
};

export function move(desk: Desk, { effectId, debit, credit, asset, amount, lot }: Move): void {
  if (amount === 0) return;
  record(desk, { effectId, debit, credit, asset, amount, lot: lot?.id ?? null });
  moveIn(desk.layer, { debit, credit, asset, amount, lot: lot?.id ?? null, facts: lot });
  if (lot !== null && isKeptInLots(credit) && !isKeptInLots(debit)) desk.lots.set(lot.id, lot);
}

/** Back out of what has ended: the lot itself is gone, only its source is named. */
export function moveEnded(
  desk: Desk,
  { source, ...of }: Omit<Move, 'lot'> & { readonly source: string },
): void {
  if (of.amount === 0) return;
  record(desk, { ...of, lot: source });
  moveIn(desk.layer, { ...of, lot: source, facts: null });
}

function record({ legs, movements }: Desk, movement: Omit<Movement, 'leg'>): void {
  const leg = (legs.get(movement.effectId) ?? 0) + 1;
  legs.set(movement.effectId, leg);
  movements.push({ ...movement, leg });
}

export function changeLot(desk: Desk, lot: Lot): void {
  desk.layer.lots.set(lot.id, lot);
  desk.lots.set(lot.id, lot);
}

export function putLease({ layer }: Desk, lease: Lease): void {
  layer.leases.set(lease.id, lease);
}

export function putIntent({ layer }: Desk, intent: Intent): void {
  layer.intents.set(intent.id, intent);
}

export function putEffect({ layer }: Desk, effect: PostedEffect): void {
  layer.effects.set(effect.id, effect);
}

export function undo(desk: Desk, effect: PostedEffect, undone: number): void {
  desk.layer.effects.set(effect.id, { ...effect, undone });
  desk.undone.set(effect.id, undone);
}

export function report({ incidents }: Desk, incident: Incident): void {
  incidents.push(incident);
}

export const effectOf = (entry: EntryId | string, n: number): EffectId => `${entry}#${n}`;
export const closingOf = (lease: LeaseId): EffectId => `${lease}:close#1`;

/** The automatic refund of an effect, which happens once. */
export function takingBackOf(effect: EffectId): EffectId {
  const at = effect.lastIndexOf('#');
  return `${effect.slice(0, at)}:back#${Number(effect.slice(at + 1))}`;
}
