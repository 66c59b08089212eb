/** What later entries may take back, and how much of it was, against what the replay has made. */
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

/** For the effects of one stretch of the log. */
export async function compareEffects(
  db: Reader,
  effects: readonly PostedEffect[],
  findings: Findings,
): Promise<void> {
  if (effects.length === 0) return;
  const { rows } = await sql<Kept>`
    SELECT effect_id AS id, entry_id AS entry, effect, owner, asset, store_id AS store, amount, intent
    FROM posted_effect WHERE effect_id = ANY(${effects.map(({ id }) => id)})`.execute(db);
  const stored = new Map(rows.map((row) => [row.id, row]));
  for (const effect of effects) {
    const row = stored.get(effect.id);
    if (!row) findings.add(`effect ${effect.id}: missing`);
    else if (!sameJson(row, keptOf(effect))) findings.add(`effect ${effect.id}: not as in the log`);
  }
}

const keptOf = ({ id, entry, effect, owner, asset, store, amount, intent }: PostedEffect): Kept => ({
  ...{ id, entry, effect, owner, asset, store, amount },
  intent: intent ?? null,
});

/** After the last stretch: no row more than there were effects. */
export async function compareEffectCount(db: Reader, effects: number, findings: Findings): Promise<void> {
  const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM posted_effect`.execute(db);
  const count = rows[0]?.count ?? 0;
  if (count !== effects) findings.add(`effects: ${count}, but the log says ${effects}`);
}

type Undone = { readonly id: EffectId; readonly undone: number };

export async function compareUndone(
  db: Reader,
  { state: { effects } }: MemoryBook,
  findings: Findings,
): Promise<void> {
  const left = new Set<EffectId>();
  for (const { id, undone } of effects.values()) if (undone > 0) left.add(id);
  const pages = pagesOf<Undone>(
    db,
    PAGE,
    (after, limit) => sql<Undone>`
      SELECT effect_id AS id, undone FROM effect_undone WHERE effect_id > ${after?.id ?? ''}
      ORDER BY effect_id LIMIT ${limit}`,
  );
  for await (const page of pages)
    for (const row of page) {
      left.delete(row.id);
      const back = effects.get(row.id)?.undone ?? 0;
      if (back !== row.undone)
        findings.add(`effect ${row.id}: ${row.undone} taken back, but the log says ${back}`);
    }
  for (const id of left) findings.add(`effect ${id}: what was taken back is missing`);
}
