/** A book with what a batch has moved so far: several commands in a row see each other's changes. */
import { assert } from '../../kernel/assert.ts';
import type { Command } from '../post/command.ts';
import { HOUSE } from './accounts.ts';
import type { Book } from './book.ts';
import type { Changes } from './changes.ts';
import { type Layer, layerOn, moveIn } from './layer.ts';
import { layeredBook } from './layered-book.ts';
import type { Lot, Movement } from './movement.ts';
import { postedId } from './posted-id.ts';

export type WorkingBook = Book & { readonly apply: (command: Command, changes: Changes) => void };

export function workingBook(base: Book): WorkingBook {
  const layer = layerOn(base);
  const book = layeredBook(layer);
  return {
    ...book,
    apply: (command, changes) => {
      const id = postedId(command);
      if (id !== null) layer.posted.add(id);
      for (const lot of changes.lots) layer.lots.set(lot.id, lot);
      for (const movement of changes.movements)
        moveIn(layer, { ...movement, facts: factsOf(layer, book, movement) });
      for (const lease of changes.leases) layer.leases.set(lease.id, lease);
      for (const intent of changes.intents) layer.intents.set(intent.id, intent);
      for (const effect of changes.effects) layer.effects.set(effect.id, effect);
      for (const { id: of, undone } of changes.undone) {
        const effect = book.effect(of);
        assert(effect, `what is undone was posted: ${of}`);
        layer.effects.set(of, { ...effect, undone });
      }
    },
  };
}

/** What comes from the house brings its facts along; everything else lies in the account that it leaves. */
function factsOf(layer: Layer, book: Book, { lot, debit, asset }: Movement): Lot | null {
  if (lot === null) return null;
  const known = layer.lots.get(lot);
  if (known || debit === HOUSE.expired) return known ?? null;
  const slice = book.slices(debit, asset).find((each) => each.lot.id === lot);
  assert(slice, `a lot that moves is known: ${lot}`);
  return slice.lot;
}
