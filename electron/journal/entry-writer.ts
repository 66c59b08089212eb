import type { DatabaseSync } from 'node:sqlite';
import { besideRows } from './beside-rows.ts';
import type { MadeEntry } from './make-entry.ts';

/** Prepares the statements that put an entry, its effects and its revision down; call inside a transaction. */
export function entryWriter(db: DatabaseSync): (made: MadeEntry) => void {
  const entry = db.prepare(
    'INSERT INTO entry (seq, id, kind, head, hash, sig, body) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const effect = db.prepare(
    'INSERT INTO own_effect (seq, n, member, effect, asset, amount) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const change = db.prepare('INSERT INTO change (seq) VALUES (?)');
  const endBasket = db.prepare('DELETE FROM open_basket WHERE id = ?');
  return ({ entry: head, content, ...texts }) => {
    entry.run(head.seq, head.id, head.kind, texts.head, texts.hash, texts.sig, texts.body);
    for (const row of besideRows(head, content))
      effect.run(head.seq, row.n, row.member, row.effect, row.asset, row.amount);
    change.run(head.seq);
    endBasket.run(head.id);
  };
}
