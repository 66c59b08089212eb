import type { DatabaseSync } from 'node:sqlite';
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
  return ({ entry: head, ...texts }) => {
    entry.run(head.seq, head.id, head.kind, texts.head, texts.hash, texts.sig, texts.body);
    if (head.member !== undefined)
      for (const part of head.parts)
        effect.run(head.seq, part.n, head.member, part.effect, part.asset, part.amount);
    change.run(head.seq);
    endBasket.run(head.id);
  };
}
