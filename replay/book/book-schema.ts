/**
 * The replay's own memory, beside the till and HQ: how far it has come, the members as its window saw them, what the
 * till's journal said of each sale, and every refused line. It is what makes a stopped replay go on where it was.
 */
export const BOOK_SCHEMA_SQL = `
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  BEGIN IMMEDIATE;
  CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS member (id TEXT PRIMARY KEY, row TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS stretch (
    n INTEGER PRIMARY KEY,
    business_date TEXT NOT NULL,
    first_item INTEGER NOT NULL,
    end_item INTEGER,
    revision INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'sold', 'closed')),
    tally TEXT
  ) STRICT;
  CREATE TABLE IF NOT EXISTS sale (
    id TEXT PRIMARY KEY,
    stretch INTEGER NOT NULL REFERENCES stretch (n),
    member TEXT,
    total_minor INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS effect (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    asset TEXT NOT NULL,
    member TEXT NOT NULL,
    amount INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS refused (
    line INTEGER PRIMARY KEY,
    reason TEXT NOT NULL,
    fields TEXT NOT NULL
  ) STRICT;
  COMMIT;
`;
