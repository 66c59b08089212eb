import { type Kysely, sql } from 'kysely';

/**
 * What every HQ process must know of the others' requests. Unlogged: not worth a wait for the disk, and emptied when
 * the database recovers from a crash. Times are the database's own, the one clock that all processes share.
 */
const severalProcesses = `
CREATE UNLOGGED TABLE request_nonce (
  till text NOT NULL,
  nonce uuid NOT NULL,
  taken_at timestamptz NOT NULL DEFAULT statement_timestamp(),
  PRIMARY KEY (till, nonce)
);
CREATE INDEX request_nonce_age ON request_nonce (taken_at);
CREATE UNLOGGED TABLE enrol_try (
  network cidr PRIMARY KEY,
  since timestamptz NOT NULL DEFAULT statement_timestamp(),
  tries int NOT NULL DEFAULT 1
);
CREATE INDEX enrol_try_age ON enrol_try (since);
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(severalProcesses).execute(db);
}
