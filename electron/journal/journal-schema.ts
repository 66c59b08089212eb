/**
 * JRN-1, JRN-2: the journal's tables. `entry` only grows: triggers refuse every change, and `recursive_triggers` makes
 * them see REPLACE too. Beside it stand HQ's acknowledgements and what can be told from entries again. `guard` is a sum
 * over a row that no chain covers (row-guard.ts).
 */
export const JOURNAL_SCHEMA = 2;

/** Set on every connection: none of these is kept in the file, journal_mode aside. */
export const JOURNAL_PRAGMAS = `
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA recursive_triggers = ON;
  PRAGMA cell_size_check = ON;
  PRAGMA trusted_schema = OFF;
`;

/** Entries, and whose they are. `segment` says where this file stands in its chain; its last columns, how it was closed. */
const CHAIN_TABLES = `
  CREATE TABLE IF NOT EXISTS owner (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    schema INTEGER NOT NULL,
    till TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    public_key TEXT NOT NULL
  ) STRICT;

  CREATE TABLE IF NOT EXISTS segment (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    number INTEGER NOT NULL,
    after_seq INTEGER NOT NULL,
    prev TEXT NOT NULL,
    prev_at_ms INTEGER NOT NULL,
    last_day_close INTEGER NOT NULL,
    after_revision INTEGER NOT NULL,
    closed_hq_ms INTEGER,
    max_log_index INTEGER,
    acknowledged INTEGER
  ) STRICT;

  CREATE TABLE IF NOT EXISTS entry (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    head TEXT NOT NULL,
    hash TEXT NOT NULL,
    sig TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS entry_day_close ON entry (seq) WHERE kind = 'DAY_CLOSE';
  CREATE INDEX IF NOT EXISTS entry_checkpoint ON entry (seq) WHERE kind = 'CHECKPOINT';

  CREATE TRIGGER IF NOT EXISTS entry_no_update BEFORE UPDATE ON entry
    BEGIN SELECT RAISE(ABORT, 'an entry never changes'); END;
  CREATE TRIGGER IF NOT EXISTS entry_no_delete BEFORE DELETE ON entry
    BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END;
  CREATE TRIGGER IF NOT EXISTS entry_in_order BEFORE INSERT ON entry
    WHEN NEW.seq <> coalesce((SELECT max(seq) FROM entry), (SELECT after_seq FROM segment)) + 1
      OR EXISTS (SELECT 1 FROM entry WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'an entry goes behind the last one, once'); END;
`;

const TABLES_BESIDE = `
  CREATE TABLE IF NOT EXISTS own_effect (
    seq INTEGER NOT NULL REFERENCES entry (seq),
    n INTEGER NOT NULL,
    member TEXT NOT NULL,
    effect TEXT NOT NULL,
    asset TEXT NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (seq, n)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS own_effect_member ON own_effect (member);

  CREATE TABLE IF NOT EXISTS acknowledgement (
    seq INTEGER PRIMARY KEY REFERENCES entry (seq),
    log_index INTEGER NOT NULL,
    guard TEXT NOT NULL DEFAULT ''
  ) STRICT;

  CREATE TABLE IF NOT EXISTS change (
    revision INTEGER PRIMARY KEY AUTOINCREMENT,
    seq INTEGER NOT NULL REFERENCES entry (seq)
  ) STRICT;

  CREATE TABLE IF NOT EXISTS hq_word (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    log_index INTEGER NOT NULL,
    time_ms INTEGER NOT NULL,
    hq_epoch INTEGER NOT NULL DEFAULT 1,
    guard TEXT NOT NULL DEFAULT ''
  ) STRICT;

  CREATE TABLE IF NOT EXISTS day_answer (
    seq INTEGER PRIMARY KEY REFERENCES entry (seq),
    answer TEXT NOT NULL
  ) STRICT;

  CREATE TABLE IF NOT EXISTS open_basket (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id TEXT NOT NULL,
    basket TEXT NOT NULL,
    guard TEXT NOT NULL DEFAULT ''
  ) STRICT;
`;

/** What became known of entries after their segment was closed: a null log index waits for HQ's word. */
const LATE_TABLES = `
  CREATE TABLE IF NOT EXISTS late_acknowledgement (
    id TEXT PRIMARY KEY,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    log_index INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS late_waiting ON late_acknowledgement (epoch, seq) WHERE log_index IS NULL;

  CREATE TABLE IF NOT EXISTS closed_change (
    revision INTEGER PRIMARY KEY,
    id TEXT NOT NULL
  ) STRICT;

  CREATE TABLE IF NOT EXISTS old_day_answer (
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (epoch, seq)
  ) STRICT, WITHOUT ROWID;
`;

export const JOURNAL_SCHEMA_SQL = `${CHAIN_TABLES} ${TABLES_BESIDE} ${LATE_TABLES}`;
