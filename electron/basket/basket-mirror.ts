/**
 * The open basket, kept in main change by change, so that neither a crash nor a deleted browser folder loses a line. A
 * sale's transaction removes it (JRN-1), and a basket that is paid never comes back.
 */
import type { Basket } from '../../shared/basket/basket.ts';
import { zBasket } from '../../shared/ipc/contract.ts';
import { failure } from '../../shared/kernel/failure.ts';
import { fail, type Result } from '../../shared/kernel/result.ts';
import { parsedJson } from '../files/parsed-json.ts';
import type { Journal } from '../journal/journal.ts';
import type { EntryReader } from '../journal/read-entries.ts';
import { rowGuard } from '../journal/row-guard.ts';

export type BasketMirror = {
  readonly load: () => Basket | null;
  /** Durable when it returns. Fails with SALE-DONE for a basket that is paid already. */
  readonly save: (basket: Basket) => Result<null>;
};

export function basketMirror({ journal, entries }: { journal: Journal; entries: EntryReader }): BasketMirror {
  const load = journal.db.prepare('SELECT basket FROM open_basket');
  const save = journal.db.prepare('INSERT OR REPLACE INTO open_basket VALUES (1, ?, ?, ?)');
  return {
    load: () => {
      const text = load.get()?.['basket'];
      const kept = typeof text === 'string' ? zBasket.safeParse(parsedJson(text)) : null;
      return kept?.success ? kept.data : null;
    },
    save: (basket) => {
      if (entries.has(basket.id)) return fail(failure('SALE-DONE'));
      return journal.write(() => {
        const text = JSON.stringify(basket);
        save.run(basket.id, text, rowGuard(basket.id, text));
      });
    },
  };
}
