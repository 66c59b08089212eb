/** Rows of one sheet of a .xlsx, as a stream: only the workbook's shared texts are held, as bytes and up to a limit. */
import { MAX_COLUMNS } from '../limits.ts';
import type { ByteMeter } from '../source/byte-meter.ts';
import type { RawRow, RawRows } from '../source/raw-row.ts';
import { walkXml, type XmlElement, type XmlVisitor } from '../xml/walk-xml.ts';
import { type CellReader, cellText } from './cell-text.ts';
import { openZip } from './open-zip.ts';
import { readSharedStrings } from './shared-strings.ts';
import { readStyles } from './styles.ts';
import { findSheet } from './workbook.ts';

export type OpenedSheet = { readonly sheet: string; readonly rows: RawRows; readonly close: () => void };

export async function openXlsx(
  file: string,
  { sheet, meter }: { readonly sheet?: string | undefined; readonly meter: ByteMeter },
): Promise<OpenedSheet> {
  const zip = await openZip(file);
  try {
    const { name, part } = await findSheet(zip, file, sheet);
    const styles = await readStyles(zip, file);
    const shared = await readSharedStrings(zip, file, meter);
    const visitor = rowVisitor({ shared, styles });
    const rows = walkXml(zip.readLarge(part, meter), { file: `${file} (${name})`, visitor });
    return { sheet: name, rows, close: zip.close };
  } catch (fault) {
    zip.close();
    throw fault;
  }
}

type Row = { line: number; cells: string[]; faults: Map<number, string> };
type Cell = {
  index: number;
  type: string;
  style: number;
  value: string | null;
  inline: string;
  formula: boolean;
};

/** Writers may leave out the addresses of rows and cells: then each follows the one before. */
function rowVisitor(reader: CellReader): XmlVisitor<RawRow> {
  let row: Row = { line: 0, cells: [], faults: new Map() };
  let cell: Cell = newCell({}, -1);
  return {
    begin: ({ name, attributes }: XmlElement) => {
      if (name === 'row') {
        const line = /^\d{1,9}$/.test(attributes['r'] ?? '') ? Number(attributes['r']) : row.line + 1;
        row = { line, cells: [], faults: new Map() };
        cell = newCell({}, -1);
      }
      if (name === 'c') cell = newCell(attributes, cell.index);
      if (name === 'f') cell.formula = true;
    },
    end: ({ name }, text, emit) => {
      if (name === 'v') cell.value = text;
      if (name === 't') cell.inline += text;
      if (name === 'c') place(row, cell, reader);
      if (name === 'row') emit(row.faults.size > 0 ? row : { line: row.line, cells: row.cells });
    },
  };
}

const newCell = (attributes: Readonly<Record<string, string>>, before: number): Cell => ({
  index: columnIndex(attributes['r'] ?? '') ?? before + 1,
  type: attributes['t'] ?? 'n',
  style: Number(attributes['s'] ?? 0),
  value: null,
  inline: '',
  formula: false,
});

function place({ cells, faults }: Row, cell: Cell, reader: CellReader): void {
  if (cell.index >= MAX_COLUMNS) return;
  const { text, fault } = cellText(cell, reader);
  while (cells.length < cell.index) cells.push('');
  cells[cell.index] = text;
  if (fault !== undefined) faults.set(cell.index, fault);
}

/** "AB12" is column 27, counted from 0. */
function columnIndex(address: string): number | null {
  const [, letters] = /^([A-Z]{1,3})\d+$/.exec(address) ?? [];
  if (letters === undefined) return null;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
