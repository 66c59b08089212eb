/** Rows of a text file, through csv-parse. Quotes inside an unquoted cell are text: names of goods are full of them. */
import { type Info, parse } from 'csv-parse';
import { OperatorError } from '../../operator-error.ts';
import { MAX_RECORD_CHARS } from '../limits.ts';
import type { RawRow, RawRows } from '../source/raw-row.ts';
import type { Separator } from './separator.ts';

type Parsed = { readonly record: readonly string[]; readonly info: Info };

export async function* readCsv(texts: AsyncIterable<string>, separator: Separator): RawRows {
  const rows: RawRow[] = [];
  let lastLine = 0;
  let fault: Error | null = null;
  const parser = parse({
    delimiter: separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    info: true,
    max_record_size: MAX_RECORD_CHARS,
    on_record: (row: unknown) => {
      const { record, info } = row as Parsed;
      rows.push({ line: lastLine + 1, cells: record });
      lastLine = info.lines;
      return null;
    },
  });
  parser.on('error', (cause) => {
    fault = cause;
  });
  parser.resume();
  const closed = new Promise<void>((resolve) => parser.once('close', resolve));
  const drained = (): Promise<void> => new Promise((resolve) => parser.once('drain', resolve));
  for await (const text of texts) {
    if (text !== '' && !fault && !parser.write(text)) await Promise.race([drained(), closed]);
    if (rows.length > 0) yield rows.splice(0);
    if (fault) throw explain(fault, lastLine + 1);
  }
  parser.end();
  await closed;
  if (rows.length > 0) yield rows.splice(0);
  if (fault) throw explain(fault, lastLine + 1);
}

function explain(fault: Error, line: number): Error {
  const { code } = fault as Error & { code?: string };
  if (code === 'CSV_QUOTE_NOT_CLOSED')
    return new OperatorError(`Line ${line}: a quotation mark is opened and never closed.`);
  if (code === 'CSV_MAX_RECORD_SIZE')
    return new OperatorError(
      `Line ${line}: a row of more than ${MAX_RECORD_CHARS / 1024} KB. Is a quotation mark not closed?`,
    );
  return fault;
}
