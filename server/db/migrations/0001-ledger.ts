/** Members, chains of tills, HQ's own log, and the double entry. Protocol.md section 4. */
export const ledger = `
CREATE TABLE member (
  id text PRIMARY KEY,
  company_id text NOT NULL REFERENCES company,
  card_number text NOT NULL UNIQUE,
  tier_id text NOT NULL,
  spend_minor bigint NOT NULL CHECK (spend_minor >= 0),
  visits int NOT NULL CHECK (visits >= 0),
  erased boolean NOT NULL DEFAULT false,
  change_no bigint NOT NULL
);
CREATE INDEX member_feed ON member (company_id, change_no);
CREATE TRIGGER member_change BEFORE INSERT OR UPDATE ON member
  FOR EACH ROW EXECUTE FUNCTION assign_change_no('2');
CREATE TABLE member_identity (
  member_id text PRIMARY KEY REFERENCES member,
  name_sealed bytea NOT NULL,
  phone_sealed bytea NOT NULL
);
CREATE TABLE member_key (member_id text PRIMARY KEY REFERENCES member, wrapped_key bytea NOT NULL);

CREATE TABLE chain (
  till text NOT NULL REFERENCES till,
  epoch int NOT NULL CHECK (epoch >= 1),
  public_key text NOT NULL,
  wm int NOT NULL DEFAULT 0 CHECK (wm >= 0),
  head_hash text NOT NULL,
  last_at_ms bigint NOT NULL DEFAULT 0,
  suspended boolean NOT NULL DEFAULT false,
  enrolled_at_ms bigint NOT NULL,
  revoked_at_ms bigint,
  PRIMARY KEY (till, epoch)
);
CREATE TABLE entry (
  till text NOT NULL,
  epoch int NOT NULL,
  seq int NOT NULL CHECK (seq >= 1),
  id text NOT NULL,
  kind text NOT NULL,
  repeated boolean NOT NULL,
  hash text NOT NULL,
  prev text NOT NULL,
  head text NOT NULL,
  body text,
  sig text NOT NULL,
  business_date text NOT NULL,
  total_minor bigint NOT NULL,
  received_at_ms bigint NOT NULL,
  posted_at_ms bigint NOT NULL,
  log_index bigint NOT NULL UNIQUE,
  PRIMARY KEY (till, epoch, seq)
);
CREATE UNIQUE INDEX entry_id_once ON entry (id) WHERE NOT repeated;
CREATE TABLE fork_evidence (
  till text NOT NULL,
  epoch int NOT NULL,
  seq int NOT NULL,
  hash text NOT NULL,
  head text NOT NULL,
  body text NOT NULL,
  sig text NOT NULL,
  reason text NOT NULL,
  log_index bigint UNIQUE,
  received_at_ms bigint NOT NULL,
  PRIMARY KEY (till, epoch, seq, hash)
);
CREATE TABLE quarantine (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  till text NOT NULL,
  epoch int NOT NULL,
  seq int,
  entry_id text,
  hash text NOT NULL,
  reason text NOT NULL,
  log_index bigint UNIQUE,
  refused text,
  at_ms bigint NOT NULL,
  resolved_at_ms bigint
);
CREATE UNIQUE INDEX quarantine_refused_once ON quarantine (till, epoch, hash) WHERE log_index IS NULL;

CREATE TABLE hq_log (
  log_index bigint PRIMARY KEY CHECK (log_index >= 1),
  kind text NOT NULL,
  ref text NOT NULL,
  record text NOT NULL,
  prev_hash text NOT NULL,
  hash text NOT NULL,
  sig text,
  at_ms bigint NOT NULL
);
CREATE UNIQUE INDEX hq_log_posts_once ON hq_log (ref) WHERE kind IN ('ENTRY', 'OPENING');
CREATE TABLE account (
  id text NOT NULL,
  asset text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('available', 'pending', 'leased', 'receivable')),
  member_id text NOT NULL REFERENCES member,
  balance bigint NOT NULL,
  PRIMARY KEY (id, asset),
  CHECK (CASE kind WHEN 'receivable' THEN balance <= 0 ELSE balance >= 0 END)
);
CREATE INDEX account_member ON account (member_id);
CREATE TABLE transfer (
  log_index bigint NOT NULL,
  effect_id text NOT NULL,
  leg int NOT NULL,
  debit text NOT NULL,
  credit text NOT NULL,
  asset text NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  PRIMARY KEY (effect_id, leg),
  CHECK (debit <> credit)
);
CREATE TABLE lot (
  id text PRIMARY KEY,
  account text NOT NULL,
  asset text NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  remaining bigint NOT NULL CHECK (remaining >= 0 AND remaining <= amount),
  earned_at_ms bigint NOT NULL,
  expires_at_ms bigint
);
CREATE INDEX lot_account ON lot (account, asset) WHERE remaining > 0;
CREATE TABLE lease (
  id text PRIMARY KEY,
  member_id text NOT NULL REFERENCES member,
  asset text NOT NULL,
  holder_till text NOT NULL,
  epoch int NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  state text NOT NULL CHECK (state IN ('ACTIVE', 'FROZEN', 'CLOSED', 'WRITTEN_OFF')),
  expires_at_ms bigint NOT NULL,
  guaranteed bigint NOT NULL DEFAULT 0 CHECK (guaranteed >= 0 AND guaranteed <= amount),
  intent text UNIQUE,
  FOREIGN KEY (holder_till, epoch) REFERENCES chain
);
CREATE TABLE intent (
  id text PRIMARY KEY,
  member_id text NOT NULL REFERENCES member,
  state text NOT NULL CHECK (state IN ('open', 'spent', 'abandoned')),
  effect_id text UNIQUE,
  at_ms bigint NOT NULL
);
CREATE TABLE staleness (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  log_index bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('price', 'product', 'tier')),
  subject text NOT NULL,
  seen text NOT NULL,
  truth text NOT NULL
);
CREATE TABLE day_report (
  store_id text NOT NULL REFERENCES store,
  till text NOT NULL,
  epoch int NOT NULL,
  from_seq int NOT NULL,
  upto_seq int NOT NULL,
  confirmed boolean NOT NULL,
  totals jsonb NOT NULL,
  differences jsonb NOT NULL,
  at_ms bigint NOT NULL,
  PRIMARY KEY (till, epoch, upto_seq)
);
CREATE TABLE device_log (
  till text NOT NULL REFERENCES till,
  id text NOT NULL,
  business_date text NOT NULL,
  kind text NOT NULL,
  wall_ms bigint NOT NULL,
  data jsonb NOT NULL,
  PRIMARY KEY (till, id)
);

-- What has been written into the ledger stays as it is.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME;
END $$;
CREATE TRIGGER hq_log_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON hq_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER transfer_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON transfer
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER entry_stays BEFORE DELETE OR TRUNCATE ON entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER entry_is_fixed
  BEFORE UPDATE OF till, epoch, seq, id, kind, repeated, hash, prev, head, sig, log_index ON entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
`;
