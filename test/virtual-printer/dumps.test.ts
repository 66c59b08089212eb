import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decodeByte, epsonCodePages } from '../support/escpos/code-pages.ts';
import type { PrintEvent } from '../support/escpos/events.ts';
import { interpret } from '../support/escpos/interpret.ts';
import { lineText, toText } from '../support/escpos/to-text.ts';
import { tokenize } from '../support/escpos/token.ts';

const fixtures = join(import.meta.dirname, '../fixtures/escpos');
const dumpNames = readdirSync(join(fixtures, 'dumps')).map((name) => name.replace(/\.gz$/, ''));

type Expected = {
  readonly files: Readonly<
    Record<string, { readonly tokens: readonly unknown[]; readonly published_text?: string }>
  >;
};
const expected = JSON.parse(
  gunzipSync(readFileSync(join(fixtures, 'expected-tokens.json.gz'))).toString(),
) as Expected;

function dump(name: string): Buffer {
  return gunzipSync(readFileSync(join(fixtures, 'dumps', `${name}.gz`)));
}

function eventsOf<Kind extends PrintEvent['kind']>(name: string, kind: Kind) {
  const isKind = (event: PrintEvent): event is Extract<PrintEvent, { kind: Kind }> => event.kind === kind;
  return interpret(dump(name)).events.filter(isKind);
}

test('all 12 sample dumps are here', () => {
  expect(dumpNames.toSorted()).toEqual(Object.keys(expected.files).toSorted());
  expect(dumpNames).toHaveLength(12);
});

describe.each(dumpNames)('%s', (name) => {
  test('is cut into exactly the expected commands', () => {
    const tokens = tokenize(dump(name)).map(({ offset, length, command, argument }) =>
      argument === undefined ? [offset, length, command] : [offset, length, command, argument],
    );
    expect(tokens).toEqual(expected.files[name]?.tokens);
  });

  test('holds no byte that cannot be explained, except characters that the code pages lack', () => {
    const reasons = new Set(interpret(dump(name)).unexplained.map((found) => found.reason));
    const isAboutPages = name.startsWith('character-');
    expect(
      [...reasons].filter((r) => !isAboutPages || (r !== 'undefined-character' && r !== 'unknown-page')),
    ).toEqual([]);
  });
});

test('a receipt with a logo reads as its authors published it', () => {
  const [receipt] = interpret(dump('receipt-with-logo.bin')).receipts;
  if (receipt === undefined) throw new Error('no receipt');
  const words = (text: string) =>
    text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  const printed = words(toText(receipt)).filter((line) => !/^(\[image|-+$)/.test(line));
  expect(printed).toEqual(words(expected.files['receipt-with-logo.bin']?.published_text ?? ''));
  expect(toText(receipt)).toContain('Example item #1                             4.00');
});

test('pangrams in eleven languages are read through the page that each of them selects', () => {
  const file = readFileSync(join(fixtures, 'character-encodings.expected.json'), 'utf8');
  const { text_lines: lines } = JSON.parse(file) as { text_lines: readonly string[] };
  const widest = interpret(dump('character-encodings.bin'), { widthCells: 200 });
  const printed = widest.events.flatMap((event) => (event.kind === 'line' ? [lineText(event)] : []));
  const notEmpty = printed.filter((line) => line.trim() !== '');
  expect(notEmpty.slice(0, lines.length)).toEqual(lines);
});

test('every code page of Romanian and Russian printers decodes as the reference tables say', () => {
  type Reference = {
    readonly pages: Readonly<Record<string, { readonly upper128: readonly (number | null)[] }>>;
  };
  const { pages } = JSON.parse(readFileSync(join(fixtures, 'codepages.json'), 'utf8')) as Reference;
  const numbers = {
    cp437: 0,
    cp850: 2,
    cp852: 18,
    cp855: 34,
    cp858: 19,
    cp866: 17,
    cp1125: 44,
    cp1250: 45,
    cp1251: 46,
  };
  for (const [name, number] of Object.entries(numbers)) {
    const decoded = pages[name]?.upper128.map((_, at) => decodeByte(0x80 + at, epsonCodePages[number]));
    const reference = pages[name]?.upper128.map((point) =>
      point === null ? '\ufffd' : String.fromCodePoint(point),
    );
    expect(decoded, name).toEqual(reference);
  }
});

test('the demo dump shows every kind of thing that a printer can put on paper', () => {
  expect(interpret(dump('demo.bin')).receipts).toHaveLength(14);
  expect(eventsOf('demo.bin', 'drawer')).toMatchObject([{ pin: 2, onMs: 120, offMs: 240 }]);
  expect(eventsOf('demo.bin', 'qr').map((qr) => [qr.model, qr.data])).toEqual([
    ['1', 'Testing 123'],
    ['2', 'Testing 123'],
    ['micro', 'Testing 123'],
  ]);
  expect(eventsOf('demo.bin', 'raster')).toHaveLength(8);
  expect(eventsOf('demo.bin', 'barcode')).toMatchObject([{ symbology: 'CODE39' }]);
  // ESC d 7 behind unfinished text: the first of the seven feeds is the end of that text's own line.
  expect(eventsOf('demo.bin', 'feed')).toMatchObject([{ lines: 6 }, { lines: -3 }]);
});

test('images keep their scale and all of their dots', () => {
  const images = eventsOf('bit-image.bin', 'raster');
  expect(images.map((image) => [image.widthTimes, image.heightTimes])).toEqual([
    [1, 1],
    [2, 1],
    [1, 2],
    [2, 2],
  ]);
  for (const image of images) expect(image.bits).toHaveLength((image.width / 8) * image.height);
});
