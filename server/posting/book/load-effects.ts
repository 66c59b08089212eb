/**
 * Effects that a later entry takes back, as they were posted: a REDEEM, or an EARN that came out of suspense, from its row;
 * any other EARN from its transfers (its owner is who was credited) and the log's record (its store is the till's). From
 * which lots, the transfers say.
 */
import { sql, type Transaction } from 'kysely';
import type { EffectId, OwnerId, StoreId, TillId } from '../../../shared/kernel/ids.ts';
import type { Asset } from '../../../shared/loyalty/asset.ts';
import type { PostedEffect } from '../../../shared/posting/book/book.ts';
import type { Lot, LotSlice } from '../../../shared/posting/book/movement.ts';
import type { Database } from '../../db/tables.ts';
import { textArray } from '../../db/text-array.ts';
import { grouped } from './grouped.ts';
import { lotFacts } from './load-lots.ts';
import { entryOfEffect } from './needs.ts';

type Trx = Transaction<Database>;

type Leg = {
  readonly effect_id: EffectId;
  readonly debit: string;
  readonly credit: string;
  readonly asset: Asset;
  readonly amount: number;
  readonly lot: string | null;
  readonly store: StoreId | null;
};

export async function loadEffects(
  trx: Trx,
  ids: readonly EffectId[],
): Promise<ReadonlyMap<EffectId, PostedEffect>> {
  if (ids.length === 0) return new Map();
  const legs = grouped(await loadLegs(trx, ids), ({ effect_id }) => effect_id);
  const posted = await trx
    .selectFrom('posted_effect')
    .selectAll()
    .where(sql<boolean>`effect_id = ANY(${textArray(ids)}::text[])`)
    .execute();
  const lots = await lotFacts(
    trx,
    [...legs.values()].flat().flatMap((leg) => lotOf(leg) ?? []),
  );
  const effects = new Map<EffectId, PostedEffect>();
  for (const row of posted) {
    const id = row.effect_id as EffectId;
    const { effect, owner, asset, amount } = row;
    const own = (legs.get(id) ?? []).filter(({ credit }) => credit === 'h:redeemed');
    effects.set(id, {
      ...{ id, entry: row.entry_id, effect, owner, asset, amount },
      store: row.store_id,
      undone: 0,
      slices: slicesOf(own, lots),
      ...(row.intent !== null && { intent: row.intent }),
    });
  }
  for (const [id, own] of legs) {
    const earned = effects.has(id) ? null : earning(id, own, lots);
    if (earned) effects.set(id, earned);
  }
  return effects;
}

/** How much of each was taken back. Read once their owners are locked. */
export async function loadUndone(trx: Trx, ids: readonly EffectId[]): Promise<ReadonlyMap<EffectId, number>> {
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('effect_undone')
    .selectAll()
    .where(sql<boolean>`effect_id = ANY(${textArray(ids)}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.effect_id as EffectId, row.undone]));
}

function earning(id: EffectId, legs: readonly Leg[], lots: ReadonlyMap<string, Lot>): PostedEffect | null {
  const own = legs.filter(({ debit, credit }) => debit === 'h:issued' && /^[apd]:/.test(credit));
  const [first] = own;
  if (!first || first.store === null) return null;
  return {
    id,
    entry: entryOfEffect(id),
    effect: 'EARN',
    owner: first.credit.slice(2) as OwnerId,
    asset: first.asset,
    store: first.store,
    amount: own.reduce((sum, { amount }) => sum + amount, 0),
    undone: 0,
    slices: slicesOf(own, lots),
  };
}

function slicesOf(legs: readonly Leg[], lots: ReadonlyMap<string, Lot>): readonly LotSlice[] {
  return legs.flatMap((leg) => {
    const lot = lots.get(lotOf(leg) ?? '');
    return lot ? [{ lot, remaining: leg.amount }] : [];
  });
}

/** In version 0.3.0 what became available was a lot under its effect's name. */
const lotOf = ({ effect_id, credit, lot }: Leg): string | null =>
  lot ?? (/^[ap]:/.test(credit) ? effect_id : null);

async function loadLegs(trx: Trx, ids: readonly EffectId[]): Promise<readonly Leg[]> {
  const { rows } = await sql<Leg & { readonly till: TillId | null }>`
    SELECT t.effect_id, t.debit, t.credit, t.asset, t.amount, t.lot, till.store_id AS store
    FROM transfer t JOIN hq_log USING (log_index)
    LEFT JOIN till ON hq_log.kind = 'ENTRY' AND till.id = hq_log.record::json #>> '{entry,till}'
    WHERE t.effect_id = ANY(${textArray(ids)}::text[]) ORDER BY t.effect_id, t.leg`.execute(trx);
  return rows;
}
