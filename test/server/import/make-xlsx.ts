/** Small .xlsx files as spreadsheets write them, made of XML parts; a test may replace any part by something hostile. */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** A text is a shared string, a number is a number; anything else is the XML of the cell's inside with its attributes. */
export type Cell = string | number | null | { readonly attributes: string; readonly inside: string };

export type XlsxOptions = {
  readonly rows: readonly (readonly Cell[])[];
  readonly sheets?: readonly string[];
  /** Formats of numbers, by the style that cells name from 1. */
  readonly formats?: readonly string[];
  readonly parts?: Readonly<Record<string, string>>;
};

export async function makeXlsx(
  file: string,
  { rows, sheets = ['Foaie1'], formats = [], parts }: XlsxOptions,
): Promise<void> {
  const strings: string[] = [];
  const sheet = sheetXml(rows, strings);
  const zip = new ZipFile();
  const all: Record<string, string> = {
    'xl/workbook.xml': workbookXml(sheets),
    'xl/_rels/workbook.xml.rels': relationsXml(sheets),
    'xl/sharedStrings.xml': `${XML}<sst xmlns="${MAIN}">${strings.map((text) => `<si><t>${escape(text)}</t></si>`).join('')}</sst>`,
    'xl/styles.xml': stylesXml(formats),
    ...Object.fromEntries(
      sheets.map((_, index) => [
        `xl/worksheets/sheet${index + 1}.xml`,
        index === 0 ? sheet : sheetXml([['other']], []),
      ]),
    ),
    ...parts,
  };
  for (const [name, text] of Object.entries(all)) zip.addBuffer(Buffer.from(text, 'utf8'), name);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

function sheetXml(rows: readonly (readonly Cell[])[], strings: string[]): string {
  const lines = rows.map((cells, index) => {
    const inside = cells.map((cell, column) => cellXml(cell, `${letter(column)}${index + 1}`, strings));
    return `<row r="${index + 1}">${inside.join('')}</row>`;
  });
  return `${XML}<worksheet xmlns="${MAIN}"><sheetData>${lines.join('')}</sheetData></worksheet>`;
}

function cellXml(cell: Cell, address: string, strings: string[]): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${address}"><v>${cell}</v></c>`;
  if (typeof cell === 'string') return `<c r="${address}" t="s"><v>${strings.push(cell) - 1}</v></c>`;
  return `<c r="${address}" ${cell.attributes}>${cell.inside}</c>`;
}

const letter = (column: number): string => String.fromCharCode(65 + column);

const workbookXml = (sheets: readonly string[]): string =>
  `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets
    .map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
    .join('')}</sheets></workbook>`;

const relationsXml = (sheets: readonly string[]): string =>
  `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets
    .map(
      (_, index) =>
        `<Relationship Id="rId${index + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
    )
    .join('')}</Relationships>`;

function stylesXml(formats: readonly string[]): string {
  const custom = formats.map(
    (code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${escape(code)}"/>`,
  );
  const xfs = formats.map((_, index) => `<xf numFmtId="${164 + index}"/>`);
  return `${XML}<styleSheet xmlns="${MAIN}"><numFmts>${custom.join('')}</numFmts><cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${xfs.join('')}</cellXfs></styleSheet>`;
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
