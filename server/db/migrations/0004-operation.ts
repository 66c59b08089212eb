import { type Kysely, sql } from 'kysely';

/**
 * What whoever operates HQ wants to see at a glance: when each till was last heard of (not worth a wait for the disk),
 * when the last backup was made, and what waits for a person.
 */
const operation = `
CREATE UNLOGGED TABLE till_contact (
  till text PRIMARY KEY,
  at timestamptz NOT NULL,
  unsent int NOT NULL
);
CREATE TABLE backup_report (
  finished_at timestamptz PRIMARY KEY,
  log_index bigint NOT NULL,
  bytes bigint NOT NULL
);
CREATE INDEX quarantine_open ON quarantine (id) WHERE resolved_at_ms IS NULL;
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(operation).execute(db);
}
