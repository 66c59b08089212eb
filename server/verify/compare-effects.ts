/** What later entries may take back, and how much of it was, against the book that computed it again. */
import { sql } from 'kysely';
import type { EffectId } from '../../shared/kernel/ids.ts';
import { sameJson } from '../../shared/kernel/same-json.ts';
import type { PostedEffect } from '../../shared/posting/book/book.ts';
import type { MemoryBook } from '../../shared/posting/book/memory-book.ts';
import type { Findings } from './findings.ts';
import { pagesOf, type Reader } from './pages.ts';

const PAGE = 5_000;

type Kept = Omit<PostedEffect, 'slices' | 'undone' | 'intent'> & {
  readonly intent: PostedEffect['intent'] | null;
};

export async function compareEffects(
  db: Reader,
  { state: { effects } }: MemoryBook,
  findings: Findings,
): Promise<void> {
  const spends = new Set<EffectId>();
  const undone = new Set<EffectId>();
  for (const { id, effect, undone: back } of effects.values()) {
    if (effect === 'REDEEM') spends.add(id);
    if (back > 0) undone.add(id);
  }
  for await (const page of keptPages(db))
    for (const row of page) {
      spends.delete(row.id);
      const effect = effects.get(row.id);
      if (!effect || !sameJson(row, keptOf(effect))) findings.add(`effect ${row.id}: not as in the log`);
    }
  for (const id of spends) findings.add(`effect ${id}: missing`);
  for await (const page of undonePages(db))
    for (const row of page) {
      undone.delete(row.id);
      const back = effects.get(row.id)?.undone ?? 0;
      if (back !== row.undone)
        findings.add(`effect ${row.id}: ${row.undone} taken back, but the log says ${back}`);
    }
  for (const id of undone) findings.add(`effect ${id}: what was taken back is missing`);
}

const keptOf = ({ id, entry, effect, owner, asset, store, amount, intent }: PostedEffect): Kept => ({
  ...{ id, entry, effect, owner, asset, store, amount },
  intent: intent ?? null,
});

const keptPages = (db: Reader) =>
  pagesOf<Kept>(
    db,
    PAGE,
    (after, limit) => sql<Kept>`
      SELECT effect_id AS id, entry_id AS entry, effect, owner, asset, store_id AS store, amount, intent
      FROM posted_effect WHERE effect_id > ${after?.id ?? ''} ORDER BY effect_id LIMIT ${limit}`,
  );

type Undone = { readonly id: EffectId; readonly undone: number };

const undonePages = (db: Reader) =>
  pagesOf<Undone>(
    db,
    PAGE,
    (after, limit) => sql<Undone>`
      SELECT effect_id AS id, undone FROM effect_undone WHERE effect_id > ${after?.id ?? ''}
      ORDER BY effect_id LIMIT ${limit}`,
  );
