/** Finds the header among the first rows, then hands on every row below it with its cells by field. */
import { OperatorError } from '../../operator-error.ts';
import { MAX_CELL_CHARS, MAX_COLUMNS, MAX_ROWS, MAX_ROWS_ABOVE_HEADER } from '../limits.ts';
import type { RawRow, RawRows } from '../source/raw-row.ts';
import type { CellFault, Field, FieldRow, FieldRows } from './field.ts';
import { type Columns, matchColumns, showHeader } from './match-columns.ts';
import type { ColumnMap } from './read-map.ts';

export type FieldTable = { readonly columns: Columns; readonly rows: FieldRows };

export async function openTable(
  rows: RawRows,
  fields: readonly Field[],
  map: ColumnMap,
): Promise<FieldTable> {
  const iterator = rows[Symbol.asyncIterator]();
  const head: RawRow[] = [];
  while (head.length <= MAX_ROWS_ABOVE_HEADER) {
    const next = await iterator.next();
    if (next.done) break;
    head.push(...next.value.filter((row) => !isBlank(row)));
  }
  if (head.length === 0) throw new OperatorError('The file has no rows.');
  if (isByPlaceOnly(fields, map)) {
    const columns = matchColumns([], fields, map);
    return { columns, rows: toFields({ columns, first: head, iterator }) };
  }
  const { columns, above } = findHeader(head, fields, map);
  refuseUnclear(columns);
  const first = head.slice(above + 1);
  return { columns, rows: toFields({ columns, first, iterator }) };
}

/** A file without a header: every needed column is given by its place. */
const isByPlaceOnly = (fields: readonly Field[], map: ColumnMap): boolean =>
  map.size > 0 &&
  [...map.values()].every((wanted) => 'index' in wanted) &&
  fields.every(({ name, needed }) => !needed || map.has(name));

function findHeader(
  head: readonly RawRow[],
  fields: readonly Field[],
  map: ColumnMap,
): { readonly columns: Columns; readonly above: number } {
  const tried = head
    .slice(0, MAX_ROWS_ABOVE_HEADER)
    .map(({ cells }, above) => ({ columns: matchColumns(cells, fields, map), above }));
  return tried.reduce((best, each) => (rank(each.columns) > rank(best.columns) ? each : best));
}

const rank = ({ missing, at }: Columns): number => at.size - missing.length * MAX_COLUMNS;

function refuseUnclear({ header, missing, doubtful }: Columns): void {
  const seen = `Columns seen: ${header.map((text) => `"${showHeader(text)}"`).join(', ')}.`;
  if (missing.length > 0)
    throw new OperatorError(
      `No column was found for: ${missing.join(', ')}. ${seen}\n` +
        `Say which they are, for example --map "${missing.map((name) => `${name}=COLUMN`).join(',')}"` +
        ' (a header, or #1, #2 … for its place).',
    );
  if (doubtful.length > 0)
    throw new OperatorError(
      `Two columns have the same header for: ${doubtful.join(', ')}. ${seen}\nSay which by its place: --map ${doubtful[0]}=#2`,
    );
}

async function* toFields({
  columns,
  first,
  iterator,
}: {
  columns: Columns;
  first: readonly RawRow[];
  iterator: AsyncIterator<readonly RawRow[]>;
}): AsyncGenerator<readonly FieldRow[]> {
  let count = 0;
  const convert = (rows: readonly RawRow[]): readonly FieldRow[] => {
    const full = rows.filter((row) => !isBlank(row));
    count += full.length;
    if (count > MAX_ROWS) throw new OperatorError(`The file has more than ${MAX_ROWS} rows. Cut it in two.`);
    return full.map((row) => toFieldRow(row, columns));
  };
  if (first.length > 0) yield convert(first);
  for (;;) {
    const next = await iterator.next();
    if (next.done) break;
    yield convert(next.value);
  }
  if (count === 0) throw new OperatorError('The file has a header and no rows below it.');
}

function toFieldRow({ line, cells, faults }: RawRow, { at, header }: Columns): FieldRow {
  const values: Record<string, string | undefined> = {};
  const found: CellFault[] = [];
  const width = Math.max(header.length, ...[...at.values()].map((index) => index + 1));
  if (header.length > 0 && cells.slice(width).some((cell) => cell.trim() !== ''))
    found.push({ field: '', reason: 'more cells than the header has; is a separator inside a text?' });
  for (const [field, index] of at) {
    const cell = cells[index] ?? '';
    const reason = faults?.get(index) ?? unreadable(cell);
    if (reason !== null) found.push({ field, reason, value: cell });
    values[field] = cell.trim();
  }
  return { line, cells: values, faults: found };
}

/** Why a cell is no text that can be kept; null for any that is. */
export function unreadable(cell: string): string | null {
  if (cell.length > MAX_CELL_CHARS) return `longer than ${MAX_CELL_CHARS} characters`;
  if (cell.includes('\ufffd')) return 'has bytes that are no text in this encoding';
  return CONTROL.test(cell) ? 'has control characters' : null;
}

/** Any but tab and line ends. */
const CONTROL = /[^\P{Cc}\t\n\r]/u;

const isBlank = ({ cells }: RawRow): boolean => cells.every((cell) => cell.trim() === '');
