import { sql } from 'kysely';
import type { OwnerId } from '../../shared/kernel/ids.ts';
import { MAX_ID_CHARS } from '../../shared/kernel/limits.ts';
import type { Db } from '../db/connect.ts';

/** A member by id or by the number on the card, else a gift card that was sold; null: nobody. */
export async function findOwner(db: Db, given: string): Promise<OwnerId | null> {
  if (given.length > MAX_ID_CHARS) return null;
  const bare = given.replace(/^card:/, '');
  const { rows } = await sql<{ owner: OwnerId }>`
    SELECT id AS owner, 1 AS rank FROM member WHERE id = ${given}
    UNION ALL SELECT id, 2 FROM member WHERE card_number = ${given} AND NOT erased
    UNION ALL SELECT id, 3 FROM gift_card WHERE id = ${`card:${bare}`}
    ORDER BY rank LIMIT 1`.execute(db);
  return rows[0]?.owner ?? null;
}
