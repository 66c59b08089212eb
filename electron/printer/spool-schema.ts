/** The spool's tables, in the journal's file: a job is inserted in the transaction of the entry that it prints. */
import { PRINT_STATES } from '../../shared/ipc/views.ts';

export const spoolSchema = `
CREATE TABLE IF NOT EXISTS print_job (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  entry_id       TEXT    NOT NULL,
  kind           TEXT    NOT NULL CHECK (kind IN ('sale', 'zReport', 'drawer')),
  copy           INTEGER NOT NULL CHECK (copy >= 0),
  receipt_number TEXT    NOT NULL,
  state          TEXT    NOT NULL CHECK (state IN (${PRINT_STATES.map((state) => `'${state}'`).join(', ')})),
  code           TEXT,
  attempts       INTEGER NOT NULL DEFAULT 0,
  created_at_ms  INTEGER NOT NULL,
  changed_at_ms  INTEGER NOT NULL,
  bytes_sha256   TEXT,
  UNIQUE (entry_id, kind, copy)
) STRICT;
CREATE INDEX IF NOT EXISTS print_job_open ON print_job (state, id)
  WHERE state IN ('queued', 'blocked', 'preflight', 'sending', 'unknown');
CREATE TABLE IF NOT EXISTS printer_memory (
  url     TEXT    PRIMARY KEY,
  answers INTEGER NOT NULL CHECK (answers IN (0, 1))
) STRICT;
`;
