/** What follows for members whose balances moved: tills learn of it, and their rights are considered anew. */
import { sql, type Transaction } from 'kysely';
import type { MemberId, StoreId, TillId } from '../../../shared/kernel/ids.ts';
import type { EpochMs } from '../../../shared/kernel/units.ts';
import { columnArrays } from '../../db/insert-many.ts';
import type { Database } from '../../db/tables.ts';
import { textArray } from '../../db/text-array.ts';

type Trx = Transaction<Database>;

/** FED-1: a balance stands in the member's document, so its number moves. Rows are locked already. */
export async function touchMembers(trx: Trx, members: ReadonlySet<MemberId>): Promise<void> {
  if (members.size === 0) return;
  const ids = textArray([...members]);
  await sql`UPDATE member SET visits = visits WHERE id = ANY(${ids}::text[])`.execute(trx);
}

/** Rights of these members are considered again, at every store that they visit. */
export async function considerAgain(trx: Trx, members: ReadonlySet<MemberId>): Promise<void> {
  if (members.size === 0) return;
  const ids = textArray([...members]);
  await sql`UPDATE store_visit SET due = true WHERE member_id = ANY(${ids}::text[]) AND NOT due`.execute(trx);
}

/** Rights of everybody who visits the store: its policy has changed, or its tills have. */
export async function considerStoreAgain(trx: Trx, store: StoreId): Promise<void> {
  await sql`UPDATE store_visit SET due = true WHERE store_id = ${store} AND NOT due`.execute(trx);
}

export type Visits = {
  readonly store: StoreId;
  readonly till: TillId;
  readonly nowMs: EpochMs;
  /** When each was here, as the till says. */
  readonly members: ReadonlyMap<MemberId, EpochMs>;
};

/** What a till brings late tells nothing of where the member is now: the last visit stays. */
export async function noteVisits(trx: Trx, { store, till, nowMs, members }: Visits): Promise<void> {
  if (members.size === 0) return;
  const rows = [...members].map(([member, atMs]) => ({ member, atMs: Math.min(atMs, nowMs) }));
  await sql`
    INSERT INTO store_visit (store_id, member_id, till, last_ms)
    SELECT ${store}, member, ${till}, at_ms
      FROM unnest(${columnArrays({ member: 'text', atMs: 'bigint' }, rows)}) AS seen (member, at_ms)
    ON CONFLICT (member_id, store_id) DO UPDATE SET due = true,
      till = CASE WHEN excluded.last_ms >= store_visit.last_ms THEN excluded.till ELSE store_visit.till END,
      last_ms = greatest(excluded.last_ms, store_visit.last_ms)`.execute(trx);
}

/** The member stands at this till and waits for what another one gives back; nothing has moved yet. */
export async function noteAsking(
  trx: Trx,
  { store, till, nowMs, member }: Omit<Visits, 'members'> & { readonly member: MemberId },
): Promise<void> {
  await sql`
    INSERT INTO store_visit (store_id, member_id, till, last_ms, due)
    VALUES (${store}, ${member}, ${till}, ${nowMs}, false)
    ON CONFLICT (member_id, store_id) DO UPDATE SET till = excluded.till, last_ms = excluded.last_ms`.execute(
    trx,
  );
}
