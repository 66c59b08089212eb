/** Text files as shops have them: encodings, separators, quotes, and what is wrong with them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'iconv-lite';
import { expect, test } from 'vitest';
import { detectSeparator } from '../../../server/import/csv/separator.ts';
import { newMeter } from '../../../server/import/source/byte-meter.ts';
import { detectEncoding } from '../../../server/import/source/encoding.ts';
import { openTableFile } from '../../../server/import/source/open-table-file.ts';
import type { RawRow } from '../../../server/import/source/raw-row.ts';
import { sniffFormat } from '../../../server/import/source/sniff-format.ts';
import { surveyBytes } from '../../../server/import/source/survey-bytes.ts';
import { tempFile } from './import-into.ts';

const names = readFileSync(join(import.meta.dirname, '../../../data/demo/products.csv'), 'utf8').split('\n');
const russian = names.filter((line) => /[а-я]{4}/i.test(line)).join('\n');
const romanian = names
  .filter((line) => /[ăâî]/i.test(line))
  .join('\n')
  .replaceAll('ș', 'ş')
  .replaceAll('ț', 'ţ');
const mixed = `${names.slice(0, 50).join('\n')}\n${russian}`;

test.each([
  ['utf-8', russian, 'utf8'],
  ['utf-8', romanian, 'utf8'],
  ['utf-8', 'Cod;Pret\n1;2\n', 'ascii'],
  ['utf-8', mixed, 'utf8'],
  ['utf-16le', mixed, 'utf16'],
  ['utf-16le', mixed, 'utf-16le'],
  ['windows-1251', russian, 'win1251'],
  ['windows-1251', russian.toUpperCase(), 'win1251'],
  ['windows-1251', 'Наименование;Цена\nМолоко;1\n', 'win1251'],
  ['windows-1250', romanian, 'win1250'],
  ['windows-1250', 'Denumire;Pret\nLapte bătut;1\n', 'win1250'],
  ['koi8-r', russian, 'koi8-r'],
  ['ibm866', russian, 'cp866'],
])('IMP-6 %s is recognised (%#)', async (encoding, text, written) => {
  const file = tempFile(encode(text, written, { addBOM: written === 'utf16' }));
  expect(detectEncoding(await surveyBytes(file))).toBe(encoding);
});

test.each([
  ['a;b;c\n1,5;2;3\n1,6;2;3', ';'],
  ['a,b,c\n1,2,3', ','],
  ['a\tb\n"x;y;z"\t2', '\t'],
  ['"a;b",c\n"d;e;f",g', ','],
  ['a|b|c\n1|2|3', '|'],
  ['single\ncolumn', ';'],
])('IMP-6 the separator of %j is %j', (text, separator) => {
  expect(detectSeparator(text)).toBe(separator);
});

async function rows(content: string | Uint8Array): Promise<readonly RawRow[]> {
  const file = tempFile(content);
  const found: RawRow[] = [];
  const opened = await openTableFile(file, 'csv', { meter: newMeter(), separator: ';' });
  for await (const some of opened.rows) found.push(...some);
  return found;
}

test('line ends of three kinds, quotes, and a text over two lines', async () => {
  expect(await rows('\ufeffa;b\r\n"x\ny";2\nСок "Добрый";3\r"say ""hi""";4')).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['x\ny', '2'] },
    { line: 4, cells: ['Сок "Добрый"', '3'] },
    { line: 5, cells: ['say "hi"', '4'] },
  ]);
});

test('a quotation mark that is never closed is named by its line', async () => {
  await expect(rows('a;b\n1;2\n"x;3\n4;5\n')).rejects.toThrow(
    'Line 3: a quotation mark is opened and never closed.',
  );
});

test('IMP-17 a cell of 10 MB ends the reading', async () => {
  await expect(rows(`a;b\n1;${'x'.repeat(10 * 1024 * 1024)}\n2;3\n`)).rejects.toThrow(
    'Line 2: a row of more than 64 KB. Is a quotation mark not closed?',
  );
});

test.each([
  ['PK\x03\x04zip', 'x.csv', 'xlsx'],
  ['a;b', 'x.csv', 'csv'],
  ['\ufeff<?xml version="1.0"?><a/>', 'x.txt', 'xml'],
])('a file is what its first bytes say (%#)', (content, _name, format) => {
  expect(sniffFormat(tempFile(content))).toBe(format);
});

test.each([
  [Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'xls', 'is an old Excel file (.xls)'],
  ['<!DOCTYPE html><html><table>', 'xls', 'is a web page'],
  ['', 'csv', 'is empty'],
  ['a;b;c', 'xlsx', 'is called .xlsx but is no Excel file'],
])('a file that only looks like a table is refused with words (%#)', (content, ending, words) => {
  expect(() => sniffFormat(tempFile(content, ending))).toThrow(words);
});
