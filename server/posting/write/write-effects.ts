/** Intents as they are afterwards, spends, what was taken back, and what somebody has to look at. */
import { sql, type Transaction } from 'kysely';
import { assert } from '../../../shared/kernel/assert.ts';
import type { IntentId } from '../../../shared/kernel/ids.ts';
import type { Intent, PostedEffect } from '../../../shared/posting/book/book.ts';
import type { Changes } from '../../../shared/posting/book/changes.ts';
import { columnArrays, insertMany } from '../../db/insert-many.ts';
import type { Database } from '../../db/tables.ts';
import type { PlacedChanges } from './placed-changes.ts';

type Trx = Transaction<Database>;

export async function writeIntents(trx: Trx, placed: readonly PlacedChanges[]): Promise<void> {
  const after = new Map<IntentId, Intent & { readonly at_ms: number }>();
  for (const { changes, atMs } of placed)
    for (const intent of changes.intents) after.set(intent.id, { ...intent, at_ms: atMs });
  if (after.size === 0) return;
  const rows = [...after.values()].map(({ id, owner, state, entries, till, lease, at_ms }) => ({
    id,
    owner,
    state,
    // An array of arrays would have to be rectangular: it travels as JSON.
    entries: JSON.stringify(entries),
    till: till ?? null,
    lease: lease ?? null,
    at_ms,
  }));
  await sql`
    INSERT INTO intent (id, owner, state, entries, till, lease, at_ms)
    SELECT id, owner, state, ARRAY(SELECT jsonb_array_elements_text(entries)), till, lease, at_ms
    FROM unnest(${columnArrays(INTENT_COLUMNS, rows)}) AS moved (id, owner, state, entries, till, lease, at_ms)
    ON CONFLICT (id) DO UPDATE SET state = excluded.state, entries = excluded.entries, till = excluded.till,
      lease = excluded.lease`.execute(trx);
}

export async function writeEffects(trx: Trx, placed: readonly PlacedChanges[]): Promise<void> {
  const rows = placed.flatMap(({ changes, atMs }) =>
    changes.effects
      .filter((each) => isKept(each, changes))
      .map((each) => ({
        effect_id: each.id,
        effect: each.effect,
        entry_id: each.entry,
        owner: each.owner,
        asset: each.asset,
        store_id: each.store,
        amount: each.amount,
        intent: each.intent ?? null,
        at_ms: atMs,
      })),
  );
  await insertMany(trx, { table: 'posted_effect', columns: EFFECT_COLUMNS, rows });
  await writeUndone(trx, placed);
}

/** An EARN that its own entry posted is what its transfers say; one that came out of suspense is not. */
const isKept = ({ effect, id }: PostedEffect, { movements }: Changes): boolean =>
  effect === 'REDEEM' || movements.every(({ effectId }) => effectId !== id);

async function writeUndone(trx: Trx, placed: readonly PlacedChanges[]): Promise<void> {
  const undone = new Map(
    placed.flatMap(({ changes }) => changes.undone.map((each) => [each.id, each.undone] as const)),
  );
  const rows = [...undone].map(([effect_id, sum]) => ({ effect_id, undone: sum }));
  assert(
    rows.every((row) => row.undone > 0),
    'what is taken back is something',
  );
  const suffix = sql`ON CONFLICT (effect_id) DO UPDATE SET undone = excluded.undone`;
  const columns = { effect_id: 'text', undone: 'bigint' } as const;
  await insertMany(trx, { table: 'effect_undone', columns, rows, suffix });
}

export async function writeIncidents(trx: Trx, placed: readonly PlacedChanges[]): Promise<void> {
  const rows = placed.flatMap(({ changes, logIndex, till, atMs }) =>
    changes.incidents.map(({ kind, effectId, amount }) => ({
      log_index: logIndex,
      effect_id: effectId,
      kind,
      amount,
      till,
      at_ms: atMs,
    })),
  );
  await insertMany(trx, { table: 'incident', columns: INCIDENT_COLUMNS, rows });
}

const INTENT_COLUMNS = {
  id: 'text',
  owner: 'text',
  state: 'text',
  entries: 'jsonb',
  till: 'text',
  lease: 'text',
  at_ms: 'bigint',
} as const;

const EFFECT_COLUMNS = {
  effect_id: 'text',
  effect: 'text',
  entry_id: 'text',
  owner: 'text',
  asset: 'text',
  store_id: 'text',
  amount: 'bigint',
  intent: 'text',
  at_ms: 'bigint',
} as const;

const INCIDENT_COLUMNS = {
  log_index: 'bigint',
  effect_id: 'text',
  kind: 'text',
  amount: 'bigint',
  till: 'text',
  at_ms: 'bigint',
} as const;
