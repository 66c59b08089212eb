import { type Kysely, sql } from 'kysely';

/**
 * Spending: gift cards as owners beside members, lots that lie in several accounts at once (a slice goes with its lease),
 * leases with the grant that HQ signed, intents with the entries that spend them, spends, what was taken back of an effect, what
 * somebody has to look at, who visited which store (only those get rights there), how far the day's job has come, and how
 * often a till has asked for owners that are none.
 * No lease or intent existed before.
 */
const leases = `
CREATE TABLE gift_card (
  id text PRIMARY KEY CHECK (id LIKE 'card:%'),
  company_id text NOT NULL REFERENCES company
);
ALTER TABLE account ALTER COLUMN member_id DROP NOT NULL;
ALTER TABLE transfer ADD COLUMN lot text;
CREATE INDEX transfer_log ON transfer USING brin (log_index);
CREATE UNIQUE INDEX hq_log_own_once ON hq_log (ref, kind)
  WHERE kind IN ('GRANT', 'GUARANTEE', 'WRITE_OFF', 'DUE', 'ADJUST', 'RESOLVE');

ALTER TABLE lot DROP CONSTRAINT lot_pkey, ADD PRIMARY KEY (id, account), ADD COLUMN idle_days int;
UPDATE lot SET active_on = to_char(to_timestamp(earned_at_ms / 1000) AT TIME ZONE 'UTC', 'YYYY-MM-DD')
  WHERE active_on IS NULL;
ALTER TABLE lot ALTER COLUMN active_on SET NOT NULL, DROP COLUMN expires_at_ms;

ALTER TABLE lease
  DROP COLUMN member_id,
  ADD COLUMN owner text NOT NULL,
  ADD COLUMN store_id text NOT NULL REFERENCES store,
  ADD COLUMN granted_at_ms bigint NOT NULL,
  ADD COLUMN granted_log_index bigint NOT NULL,
  ADD COLUMN closed_log_index bigint,
  ADD COLUMN recalled_at_ms bigint,
  ADD COLUMN grant_document text NOT NULL,
  ADD COLUMN grant_sig text NOT NULL;
CREATE INDEX lease_open_owner ON lease (owner) WHERE state IN ('ACTIVE', 'FROZEN');
CREATE INDEX lease_open_holder ON lease (holder_till, epoch, granted_log_index) WHERE state IN ('ACTIVE', 'FROZEN');
CREATE INDEX lease_active_end ON lease (expires_at_ms) WHERE state = 'ACTIVE';

ALTER TABLE intent
  DROP COLUMN member_id,
  DROP COLUMN effect_id,
  ADD COLUMN owner text NOT NULL,
  ADD COLUMN entries text[] NOT NULL,
  ADD COLUMN till text,
  ADD COLUMN lease text;

CREATE TABLE posted_effect (
  effect_id text PRIMARY KEY,
  effect text NOT NULL CHECK (effect IN ('EARN', 'REDEEM')),
  entry_id text NOT NULL,
  owner text NOT NULL,
  asset text NOT NULL,
  store_id text NOT NULL REFERENCES store,
  amount bigint NOT NULL CHECK (amount > 0),
  intent text,
  at_ms bigint NOT NULL
);
CREATE INDEX posted_effect_entry ON posted_effect (entry_id);
CREATE INDEX posted_effect_owner ON posted_effect (owner, at_ms);
CREATE TABLE effect_undone (effect_id text PRIMARY KEY, undone bigint NOT NULL CHECK (undone > 0));
CREATE TABLE incident (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  log_index bigint NOT NULL,
  effect_id text NOT NULL,
  kind text NOT NULL,
  amount bigint NOT NULL,
  till text,
  at_ms bigint NOT NULL,
  seen_at_ms bigint
);
CREATE INDEX incident_unseen ON incident (id) WHERE seen_at_ms IS NULL;

CREATE TABLE store_visit (
  store_id text NOT NULL REFERENCES store,
  member_id text NOT NULL REFERENCES member,
  till text NOT NULL,
  last_ms bigint NOT NULL,
  due boolean NOT NULL DEFAULT true,
  PRIMARY KEY (member_id, store_id)
);
CREATE INDEX store_visit_due ON store_visit (store_id) WHERE due;
ALTER TABLE store ADD COLUMN lease_policy jsonb;
CREATE UNLOGGED TABLE owner_try (
  till text PRIMARY KEY,
  since timestamptz NOT NULL DEFAULT statement_timestamp(),
  tries int NOT NULL DEFAULT 1
);
CREATE TABLE due_run (
  company_id text PRIMARY KEY REFERENCES company,
  ran_on text NOT NULL,
  after_id text
);
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(leases).execute(db);
}
