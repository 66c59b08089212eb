/** What an import of goods, members or balances does in its own way; the rest is the same for all. */
import type { Transaction } from 'kysely';
import type { Database } from '../../db/tables.ts';
import type { CellFault, Field, FieldRow } from '../columns/field.ts';
import type { Action } from './accepted-rows.ts';

export type Checked<Row> =
  | { readonly ok: true; readonly row: Row }
  | { readonly ok: false; readonly faults: readonly CellFault[] };

/** A checked row and its place in the file, from 1. */
export type Placed<Row> = { readonly n: number; readonly row: Row };

/** What the row would do to what HQ has, or why it cannot. */
export type Outcome = { readonly action: Action } | { readonly faults: readonly CellFault[] };

export type ImportKind<Row> = {
  readonly fields: readonly Field[];
  /** The field that finds what a row is about. */
  readonly keyField: string;
  /** Cells say who somebody is: they are never shown or reported. */
  readonly personal: boolean;
  /** Its table of staged rows; each names its place as `n`. */
  readonly stageTable: string;
  readonly createStage: (trx: Transaction<Database>) => Promise<void>;
  readonly check: (row: FieldRow) => Checked<Row>;
  readonly keyOf: (row: Row) => string;
  /** Compares with what HQ has and stages what would change; one outcome for each row. */
  readonly stage: (trx: Transaction<Database>, rows: readonly Placed<Row>[]) => Promise<readonly Outcome[]>;
  /** Writes what is staged and still accepted, all in this transaction. */
  readonly write: (trx: Transaction<Database>) => Promise<void>;
  /** Words about what was taken that a person should know. */
  readonly remarks: (trx: Transaction<Database>) => Promise<readonly string[]>;
  /** Headers that another import would know, and what to say of them. */
  readonly elsewhere?: { readonly field: Field; readonly hint: string };
  /** A row as it was understood; null where that would say who somebody is. */
  readonly sample: (row: Row) => string | null;
};
