/** When a till was last heard of. Written at most every half minute, or when what it has to send has changed. */
import { sql } from 'kysely';
import type { TillId } from '../../shared/kernel/ids.ts';
import type { Db } from '../db/connect.ts';

const STALE_SECONDS = 30;
/** What the column holds; a till that claims more has that many. */
const MAX_UNSENT = 2 ** 31 - 1;

export async function noteContact(db: Db, till: TillId, unsent: number): Promise<void> {
  await sql`
    INSERT INTO till_contact AS known (till, at, unsent) VALUES (${till}, statement_timestamp(), ${Math.min(unsent, MAX_UNSENT)})
    ON CONFLICT (till) DO UPDATE SET at = excluded.at, unsent = excluded.unsent
    WHERE known.unsent <> excluded.unsent
      OR excluded.at - known.at > make_interval(secs => ${STALE_SECONDS})`.execute(db);
}

/** The same where the till does not say what it has to send. */
export async function noteHeard(db: Db, till: TillId): Promise<void> {
  await sql`
    INSERT INTO till_contact AS known (till, at, unsent) VALUES (${till}, statement_timestamp(), 0)
    ON CONFLICT (till) DO UPDATE SET at = excluded.at
    WHERE excluded.at - known.at > make_interval(secs => ${STALE_SECONDS})`.execute(db);
}
