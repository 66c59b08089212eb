/**
 * One file, one transaction. Every row is checked and staged first, in batches; only when that is over, and nothing was
 * refused, is anything written: so tills wait for the writing alone, and a file never half arrives.
 */
import type { ControlledTransaction } from 'kysely';
import type { Db } from '../../db/connect.ts';
import type { Database } from '../../db/tables.ts';
import { OperatorError } from '../../operator-error.ts';
import type { CellFault, FieldRow, FieldRows } from '../columns/field.ts';
import { BATCH_ROWS, REPORTED_VALUE_CHARS } from '../limits.ts';
import {
  type Accepted,
  addAccepted,
  type Counts,
  countAccepted,
  createAccepted,
  refuseRepeated,
} from './accepted-rows.ts';
import type { ImportKind, Placed } from './import-kind.ts';
import { addRefusals, countRefusedRows, createRefusals, type Refusal } from './refusals.ts';
import { settleStage } from './settle-stage.ts';

type Trx = ControlledTransaction<Database, []>;

export type ImportRun<Row> = {
  readonly db: Db;
  readonly kind: ImportKind<Row>;
  readonly open: (trx: Trx) => Promise<OpenedRows>;
  readonly skipBad: boolean;
  readonly dryRun: boolean;
  /** Called while the refused rows can still be read. */
  readonly report: (trx: Trx, refused: number) => Promise<void>;
  readonly onWriting: () => void;
};

export type OpenedRows = {
  readonly rows: FieldRows;
  /** A field's column as the file names it. */
  readonly columnName: (field: string) => string;
};

export type Imported = {
  readonly counts: Counts;
  readonly refused: number;
  readonly written: boolean;
  readonly remarks: readonly string[];
  readonly sample: string | null;
};

export async function runImport<Row>(run: ImportRun<Row>): Promise<Imported> {
  const trx = await run.db.startTransaction().execute();
  try {
    await createRefusals(trx);
    await createAccepted(trx);
    await run.kind.createStage(trx);
    const { rows, columnName } = await run.open(trx);
    const sample = await stageAll(trx, run.kind, { rows, columnName });
    await refuseRepeated(trx, { column: columnName(run.kind.keyField), showKey: !run.kind.personal });
    await settleStage(trx, run.kind.stageTable);
    const refused = await countRefusedRows(trx);
    await run.report(trx, refused);
    const counts = await countAccepted(trx);
    const remarks = await run.kind.remarks(trx);
    const written = !run.dryRun && (refused === 0 || run.skipBad);
    if (written && counts.added + counts.changed > 0) {
      run.onWriting();
      await run.kind.write(trx);
    }
    if (written) await trx.commit().execute();
    else await trx.rollback().execute();
    return { counts, refused, written, remarks, sample };
  } catch (fault) {
    if (!trx.isCommitted && !trx.isRolledBack)
      await trx
        .rollback()
        .execute()
        .catch(() => undefined);
    throw explain(fault);
  }
}

async function stageAll<Row>(
  trx: Trx,
  kind: ImportKind<Row>,
  { rows, columnName }: OpenedRows,
): Promise<string | null> {
  let n = 0;
  let sample: string | null = null;
  for await (const batch of inBatches(rows)) {
    const staged = await stageBatch(trx, kind, { batch, before: n, columnName });
    n += batch.length;
    sample ??= staged;
  }
  return sample;
}

/** Gives the first row that was understood. */
async function stageBatch<Row>(
  trx: Trx,
  kind: ImportKind<Row>,
  {
    batch,
    before,
    columnName,
  }: {
    readonly batch: readonly FieldRow[];
    readonly before: number;
    readonly columnName: (field: string) => string;
  },
): Promise<string | null> {
  const good: (Placed<Row> & { readonly source: FieldRow })[] = [];
  const refusals: Refusal[] = [];
  const refuse = (n: number, source: FieldRow, faults: readonly CellFault[]): void => {
    for (const fault of faults) refusals.push(refusalOf(kind, { n, source, fault, columnName }));
  };
  for (const [index, source] of batch.entries()) {
    const n = before + index + 1;
    const checked = kind.check(source);
    const faults = checked.ok ? source.faults : [...source.faults, ...otherFaults(source, checked.faults)];
    if (checked.ok && faults.length === 0) good.push({ n, row: checked.row, source });
    else refuse(n, source, faults);
  }
  const outcomes = await kind.stage(trx, good);
  const accepted: Accepted[] = [];
  for (const [index, { n, row, source }] of good.entries()) {
    const outcome = outcomes[index];
    if (!outcome) continue;
    if ('faults' in outcome) refuse(n, source, outcome.faults);
    else accepted.push({ n, line: source.line, key: kind.keyOf(row), action: outcome.action });
  }
  await addAccepted(trx, accepted);
  await addRefusals(trx, refusals);
  return good[0] ? kind.sample(good[0].row) : null;
}

/** A cell that cannot be read at all is refused for that alone. */
const otherFaults = (source: FieldRow, faults: readonly CellFault[]): readonly CellFault[] =>
  faults.filter(({ field }) => source.faults.every((fault) => fault.field !== field));

function refusalOf<Row>(
  kind: ImportKind<Row>,
  {
    n,
    source,
    fault,
    columnName,
  }: {
    readonly n: number;
    readonly source: FieldRow;
    readonly fault: CellFault;
    readonly columnName: (field: string) => string;
  },
): Refusal {
  const column = fault.field === '' ? '' : columnName(fault.field);
  const value = fault.value ?? source.cells[fault.field] ?? '';
  const line = source.lines?.[fault.field] ?? source.line;
  return { n, line, column, reason: fault.reason, value: kind.personal ? '' : shorten(value) };
}

/** A database's text holds no NUL, and a terminal does what control characters say. */
const shorten = (value: string): string => {
  const clean = value.replace(/\s+/g, ' ').replace(/\p{Cc}/gu, '\ufffd');
  return clean.length > REPORTED_VALUE_CHARS ? `${clean.slice(0, REPORTED_VALUE_CHARS)}…` : clean;
};

async function* inBatches(rows: FieldRows): AsyncGenerator<readonly FieldRow[]> {
  let waiting: FieldRow[] = [];
  for await (const some of rows) {
    waiting.push(...some);
    let from = 0;
    for (; waiting.length - from >= BATCH_ROWS; from += BATCH_ROWS)
      yield waiting.slice(from, from + BATCH_ROWS);
    if (from > 0) waiting = waiting.slice(from);
  }
  if (waiting.length > 0) yield waiting;
}

const LOST_RACE = new Set(['40001', '40P01', '23505']);

function explain(fault: unknown): unknown {
  return LOST_RACE.has((fault as { code?: string }).code ?? '')
    ? new OperatorError(
        "HQ's own data changed while the file was being read; nothing was written. Run the same command again.",
        { cause: fault },
      )
    : fault;
}
