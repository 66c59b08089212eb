/**
 * JRN-1, JRN-2: the journal's tables. `entry` only grows: triggers refuse every change, and `recursive_triggers` makes
 * them see REPLACE too. Beside it stand HQ's acknowledgements and what can be told from entries again.
 */
export const JOURNAL_SCHEMA = 1;

/** Set on every connection: none of these is kept in the file, journal_mode aside. */
export const JOURNAL_PRAGMAS = `
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA recursive_triggers = ON;
  PRAGMA cell_size_check = ON;
  PRAGMA trusted_schema = OFF;
`;

export const JOURNAL_SCHEMA_SQL = `
  CREATE TABLE IF NOT EXISTS owner (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    schema INTEGER NOT NULL,
    till TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    public_key TEXT NOT NULL
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

  CREATE TRIGGER IF NOT EXISTS entry_no_update BEFORE UPDATE ON entry
    BEGIN SELECT RAISE(ABORT, 'an entry never changes'); END;
  CREATE TRIGGER IF NOT EXISTS entry_no_delete BEFORE DELETE ON entry
    BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END;
  CREATE TRIGGER IF NOT EXISTS entry_in_order BEFORE INSERT ON entry
    WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM entry)
      OR EXISTS (SELECT 1 FROM entry WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'an entry goes behind the last one, once'); END;

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
    log_index INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE IF NOT EXISTS change (
    revision INTEGER PRIMARY KEY AUTOINCREMENT,
    seq INTEGER NOT NULL REFERENCES entry (seq)
  ) STRICT;

  CREATE TABLE IF NOT EXISTS hq_word (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    log_index INTEGER NOT NULL,
    time_ms INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE IF NOT EXISTS day_answer (
    seq INTEGER PRIMARY KEY REFERENCES entry (seq),
    answer TEXT NOT NULL
  ) STRICT;

  CREATE TABLE IF NOT EXISTS open_basket (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id TEXT NOT NULL,
    basket TEXT NOT NULL
  ) STRICT;
`;
