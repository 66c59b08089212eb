/** One file from its name to a summary: finds out what it is, opens it, runs the import, says what happened. */
import { accessSync, constants, statSync } from 'node:fs';
import type { Hq } from '../../hq.ts';
import { OperatorError, UsageError } from '../../operator-error.ts';
import { plainHeader } from '../columns/field.ts';
import { openTable } from '../columns/field-rows.ts';
import { type Columns, columnName, showHeader } from '../columns/match-columns.ts';
import { readMap } from '../columns/read-map.ts';
import { SCREEN_REFUSALS } from '../limits.ts';
import { type ByteMeter, newMeter } from '../source/byte-meter.ts';
import { fileBytes, openTableFile, type ReadOptions } from '../source/open-table-file.ts';
import { sniffFormat } from '../source/sniff-format.ts';
import { openCommerceMl } from '../xml/open-commerceml.ts';
import type { ImportKind } from './import-kind.ts';
import { showProgress } from './progress.ts';
import { type Refusal, readRefusals } from './refusals.ts';
import { writeReport } from './report-file.ts';
import { type Imported, type ImportRun, type OpenedRows, runImport } from './run-import.ts';

export type FileImport<Row> = ReadOptions & {
  readonly hq: Hq;
  readonly file: string;
  readonly kind: ImportKind<Row>;
  readonly map?: string | undefined;
  readonly skipBad: boolean;
  readonly dryRun: boolean;
  readonly reportFile?: string | undefined;
  /** Given where the file may be CommerceML. */
  readonly commerceMl?: CommerceMlOptions;
  readonly say: (line: string) => void;
  /** Called with the columns found, before any row is read; may refuse. */
  readonly onColumns?: (has: (field: string) => boolean) => void;
};

export type CommerceMlOptions = {
  readonly currencyCode: string;
  /** Read after the file itself: offers, prices. */
  readonly more: readonly string[];
  readonly priceType?: string | undefined;
};

export async function importFile<Row>(task: FileImport<Row>): Promise<Imported> {
  const { hq, kind, skipBad, dryRun, reportFile } = task;
  const map = readMap(task.map, kind.fields);
  for (const file of [task.file, ...(task.commerceMl?.more ?? [])]) requireFile(file);
  const meter = newMeter();
  const progress = showProgress(meter);
  const say = (line: string): void => {
    progress.clear();
    task.say(line);
  };
  let close = (): void => undefined;
  try {
    const opening = chooseOpening({ ...task, say }, map, meter);
    close = opening.close;
    return await runImport({
      db: hq.db,
      kind,
      skipBad,
      dryRun,
      open: opening.open,
      report: async (trx, refused) => {
        progress.clear();
        if (refused > 0) await tellRefusals(readRefusals(trx), say);
        if (reportFile !== undefined) await writeReport(trx, reportFile);
      },
      onWriting: () => progress.phase('writing'),
    });
  } finally {
    progress.stop();
    close();
  }
}

function requireFile(file: string): void {
  try {
    if (!statSync(file).isFile()) throw new OperatorError(`${file} is no file.`);
    accessSync(file, constants.R_OK);
  } catch (cause) {
    if (cause instanceof OperatorError) throw cause;
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new OperatorError(missing ? `There is no file ${file}.` : `${file} cannot be read.`, { cause });
  }
}

type Opening<Row> = { readonly open: ImportRun<Row>['open']; readonly close: () => void };

function chooseOpening<Row>(
  task: FileImport<Row>,
  map: ReturnType<typeof readMap>,
  meter: ByteMeter,
): Opening<Row> {
  const { file, say, commerceMl, kind } = task;
  const format = sniffFormat(file);
  if (format === 'xml') return { open: openXml(task, meter), close: () => undefined };
  if (commerceMl && (commerceMl.more.length > 0 || commerceMl.priceType !== undefined))
    throw new UsageError(`--offers, --prices and --price-type belong to CommerceML; ${file} is none.`);
  let close = (): void => undefined;
  const open = async (): Promise<OpenedRows> => {
    const opened = await openTableFile(file, format, { ...task, meter });
    close = opened.close;
    say(`${file}: ${opened.how}`);
    const { columns, rows } = await openTable(opened.rows, kind.fields, map);
    tellColumns(columns, kind, say);
    task.onColumns?.((field) => columns.at.has(field));
    return { rows, columnName: (field) => columnName(columns, field) };
  };
  return { open, close: () => close() };
}

function openXml<Row>({ file, commerceMl, say }: FileImport<Row>, meter: ByteMeter): ImportRun<Row>['open'] {
  if (!commerceMl) throw new OperatorError(`${file} is XML; only goods are taken from that (CommerceML).`);
  const files = [file, ...commerceMl.more];
  return async (trx) => {
    for (const each of files) {
      if (sniffFormat(each) !== 'xml') throw new OperatorError(`${each} is no XML.`);
      meter.total += fileBytes(each);
    }
    say(`${files.join(', ')}: CommerceML`);
    return openCommerceMl(trx, { files, meter, ...commerceMl });
  };
}

function tellColumns<Row>({ header, at }: Columns, kind: ImportKind<Row>, say: (line: string) => void): void {
  const found = [...at.keys()].map((field) => `${field} = "${columnName({ header, at }, field)}"`);
  say(`columns: ${found.join(', ')}`);
  const used = new Set(at.values());
  const unused = header.map(showHeader).filter((text, index) => text !== '' && !used.has(index));
  if (unused.length === 0) return;
  const known = new Set(kind.elsewhere?.field.headers.map(plainHeader));
  const hint = unused.some((text) => known.has(plainHeader(text))) ? ` (${kind.elsewhere?.hint})` : '';
  say(`not used: ${unused.map((text) => `"${text}"`).join(', ')}${hint}`);
}

async function tellRefusals(
  pages: AsyncIterable<readonly Refusal[]>,
  say: (line: string) => void,
): Promise<void> {
  let shown = 0;
  for await (const refusals of pages)
    for (const { line, column, reason, value } of refusals) {
      if (shown === SCREEN_REFUSALS) return;
      shown += 1;
      const where = column === '' ? 'row' : `"${column}"`;
      say(`line ${line}: ${where}${value === '' ? '' : ` (${value})`} ${reason}`);
    }
}
