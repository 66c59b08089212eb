/**
 * Numbers of gift cards are money for whoever guesses one: a till that has asked for so many that are none gets no answer
 * for the rest of the minute, counted over all HQ processes.
 */
import { sql } from 'kysely';
import type { TillId } from '../../shared/kernel/ids.ts';
import type { Db } from '../db/connect.ts';

export const UNKNOWN_OWNERS_PER_MINUTE = 20;
const WINDOW_SECONDS = 60;

export async function mayAskForOwners(db: Db, till: TillId): Promise<boolean> {
  const { rows } = await sql<{ tries: number }>`
    SELECT tries FROM owner_try WHERE till = ${till} AND NOT ${isOver}`.execute(db);
  return (rows[0]?.tries ?? 0) < UNKNOWN_OWNERS_PER_MINUTE;
}

export async function noteUnknownOwner(db: Db, till: TillId): Promise<void> {
  await sql`
    INSERT INTO owner_try (till) VALUES (${till})
    ON CONFLICT (till) DO UPDATE SET
      tries = CASE WHEN ${isOver} THEN 1 ELSE owner_try.tries + 1 END,
      since = CASE WHEN ${isOver} THEN statement_timestamp() ELSE owner_try.since END`.execute(db);
}

const isOver = sql`statement_timestamp() - owner_try.since >= make_interval(secs => ${WINDOW_SECONDS})`;
