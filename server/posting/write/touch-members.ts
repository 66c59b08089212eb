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
  readonly members: ReadonlySet<MemberId>;
};

export async function noteVisits(trx: Trx, { store, till, nowMs, members }: Visits): Promise<void> {
  if (members.size === 0) return;
  const rows = [...members].map((member) => ({ member }));
  await sql`
    INSERT INTO store_visit (store_id, member_id, till, last_ms)
    SELECT ${store}, member, ${till}, ${nowMs} FROM unnest(${columnArrays({ member: 'text' }, rows)}) AS seen (member)
    ON CONFLICT (member_id, store_id) DO UPDATE SET till = excluded.till, last_ms = excluded.last_ms, due = true`.execute(
    trx,
  );
}
