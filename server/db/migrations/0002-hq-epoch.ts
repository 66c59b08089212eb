import { type Kysely, sql } from 'kysely';

/** How often this HQ has been restored, and the last log index that survived the last time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    ALTER TABLE hq_identity
      ADD COLUMN hq_epoch int NOT NULL DEFAULT 1 CHECK (hq_epoch >= 1),
      ADD COLUMN epoch_from_log_index bigint NOT NULL DEFAULT 0 CHECK (epoch_from_log_index >= 0)
  `.execute(db);
}
