/** Opens a text file or a sheet as rows, and says in words how it was read. */
import { statSync } from 'node:fs';
import { OperatorError, UsageError } from '../../operator-error.ts';
import { readCsv } from '../csv/read-csv.ts';
import { detectSeparator, readSeparatorName, type Separator, separatorName } from '../csv/separator.ts';
import { MAX_FILE_BYTES } from '../limits.ts';
import { openXlsx } from '../xlsx/read-xlsx.ts';
import type { ByteMeter } from './byte-meter.ts';
import { decodeFile } from './decode-file.ts';
import { detectEncoding, ENCODINGS, type Encoding, readEncodingName } from './encoding.ts';
import type { RawRows } from './raw-row.ts';
import { surveyBytes } from './survey-bytes.ts';

export type ReadOptions = {
  readonly encoding?: string | undefined;
  readonly separator?: string | undefined;
  readonly sheet?: string | undefined;
};

export type OpenedFile = { readonly rows: RawRows; readonly how: string; readonly close: () => void };

export async function openTableFile(
  file: string,
  format: 'csv' | 'xlsx',
  { meter, ...options }: ReadOptions & { readonly meter: ByteMeter },
): Promise<OpenedFile> {
  if (format === 'xlsx') {
    const { sheet, rows, close } = await openXlsx(file, { sheet: options.sheet, meter });
    return { rows, how: `Excel, sheet "${sheet}"`, close };
  }
  meter.total = fileBytes(file);
  const encoding = await chooseEncoding(file, options.encoding);
  const texts = decodeFile(file, encoding.value, meter);
  const first = await firstText(texts);
  const separator = chooseSeparator(first, options.separator);
  const how = `CSV, ${encoding.value}${encoding.how}, separator ${separatorName(separator.value)}${separator.how}`;
  return { rows: readCsv(prepend(first, texts), separator.value), how, close: () => undefined };
}

export function fileBytes(file: string): number {
  const { size } = statSync(file);
  if (size > MAX_FILE_BYTES)
    throw new OperatorError(`${file} is larger than ${MAX_FILE_BYTES / 1024 ** 3} GB.`);
  return size;
}

type Chosen<T> = { readonly value: T; readonly how: string };

async function chooseEncoding(file: string, wanted: string | undefined): Promise<Chosen<Encoding>> {
  if (wanted === undefined)
    return { value: detectEncoding(await surveyBytes(file)), how: ' (detected; another with --encoding)' };
  const value = readEncodingName(wanted);
  if (!value) throw new UsageError(`--encoding takes one of ${ENCODINGS.join(', ')}, not "${wanted}".`);
  return { value, how: '' };
}

function chooseSeparator(text: string, wanted: string | undefined): Chosen<Separator> {
  if (wanted === undefined) return { value: detectSeparator(text), how: ' (detected)' };
  const value = readSeparatorName(wanted);
  if (value === undefined) throw new UsageError(`--separator takes ";", ",", "|" or tab, not "${wanted}".`);
  return { value, how: '' };
}

async function firstText(texts: AsyncGenerator<string>): Promise<string> {
  for (;;) {
    const { value, done } = await texts.next();
    if (done) return '';
    if (value !== '') return value;
  }
}

async function* prepend(first: string, texts: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first;
  yield* texts;
}
