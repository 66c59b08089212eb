/** Every table that stands in the journal's file beside its own. */
import { spoolSchema } from '../printer/spool-schema.ts';

/**
 * Receipts that were saved from a damaged journal, because they may still have to be printed. A table of their own: an
 * entry of another epoch is no entry of this chain.
 */
const savedReceiptSchema = `
CREATE TABLE IF NOT EXISTS saved_receipt (
  id   TEXT PRIMARY KEY,
  head TEXT NOT NULL,
  hash TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;

export const besideSchema = `${spoolSchema}\n${savedReceiptSchema}`;
