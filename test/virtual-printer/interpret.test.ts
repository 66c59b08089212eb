import { describe, expect, test } from 'vitest';
import { codePagesFrom } from '../support/escpos/code-pages.ts';
import type { LineEvent } from '../support/escpos/events.ts';
import { type InterpretOptions, interpret } from '../support/escpos/interpret.ts';
import {
  align,
  bold,
  CUT,
  INIT,
  inPage,
  inverse,
  job,
  LF,
  processId,
  qr,
  size,
  underline,
} from '../support/escpos/job.ts';
import { lineText, toText } from '../support/escpos/to-text.ts';

function linesOf(bytes: Uint8Array, options?: InterpretOptions): readonly LineEvent[] {
  return interpret(bytes, options).events.filter((event) => event.kind === 'line');
}

function textOf(bytes: Uint8Array, options?: InterpretOptions): readonly string[] {
  return linesOf(bytes, options).map(lineText);
}

function reasonsOf(bytes: Uint8Array): readonly string[] {
  return interpret(bytes).unexplained.map(({ reason, offset }) => `${reason} at ${offset}`);
}

describe('text', () => {
  test('runs carry their look, and neighbours of one look are one run', () => {
    const [line] = linesOf(
      job(INIT, 'Total ', bold(true), size(2, 2), '42', '.50', inverse(true), underline(2), '!', LF),
    );
    expect(
      line?.runs.map(({ text, bold, widthTimes, heightTimes, inverse, underline }) => ({
        text,
        bold,
        widthTimes,
        heightTimes,
        inverse,
        underline,
      })),
    ).toEqual([
      { text: 'Total ', bold: false, widthTimes: 1, heightTimes: 1, inverse: false, underline: 0 },
      { text: '42.50', bold: true, widthTimes: 2, heightTimes: 2, inverse: false, underline: 0 },
      { text: '!', bold: true, widthTimes: 2, heightTimes: 2, inverse: true, underline: 2 },
    ]);
  });

  test('Romanian and Russian stand in one line when the page changes between them', () => {
    const bytes = job(INIT, inPage(18, 'cp852', 'Pâine şi apă '), inPage(17, 'cp866', 'Хлеб Ёлка №'), LF);
    expect(interpret(bytes).unexplained).toEqual([]);
    expect(linesOf(bytes)[0]?.runs.map(({ text, codePage }) => [codePage, text])).toEqual([
      [18, 'Pâine şi apă '],
      [17, 'Хлеб Ёлка №'],
    ]);
  });

  test('a printer with other page numbers reads the same bytes by its own table', () => {
    const bytes = job(inPage(73, 'windows-1251', 'Сахар'), LF);
    expect(textOf(bytes, { codePages: codePagesFrom({ 73: 'windows-1251' }) })).toEqual(['Сахар']);
    expect(reasonsOf(bytes)[0]).toBe('unknown-page at 0');
  });

  test('ESC @ puts the page back, so text after it comes out wrong', () => {
    expect(textOf(job(inPage(17, 'cp866', 'Чай'), LF, INIT, [0x97, 0xa0, 0xa9], LF))).toEqual(['Чай', 'ùá⌐']);
  });

  test('a printer that starts in Chinese mode spoils Cyrillic until FS .', () => {
    const cyrillic = inPage(17, 'cp866', 'Хлеб');
    expect(textOf(job(cyrillic, LF), { startsChinese: true })).not.toEqual(['Хлеб']);
    expect(textOf(job(INIT, [0x1c, 0x2e], cyrillic, LF), { startsChinese: true })).toEqual(['Хлеб']);
  });

  test.each([
    [32, 'A', 32],
    [42, 'A', 42],
    [48, 'A', 48],
    [48, 'B', 64],
  ] as const)('at %i cells a line of font %s breaks after %i letters', (widthCells, font, fits) => {
    const bytes = job([0x1b, 0x4d, font === 'A' ? 0 : 1], 'x'.repeat(fits + 1), LF);
    expect(linesOf(bytes, { widthCells }).map((line) => [lineText(line).length, line.wrapped])).toEqual([
      [fits, true],
      [1, false],
    ]);
  });

  test('double width halves what fits', () => {
    expect(textOf(job(size(2, 1), 'y'.repeat(25), LF))).toEqual(['y'.repeat(24), 'y']);
  });

  test('tabs go to the next stop', () => {
    expect(textOf(job('a', 9, 'b', LF, [0x1b, 0x44, 4, 20, 0], 'a', 9, 'b', 9, 'c', LF))).toEqual([
      'a       b',
      'a   b               c',
    ]);
  });
});

describe('receipts', () => {
  test('a cut ends one; a drawer pulse alone is none', () => {
    const { receipts } = interpret(job('one', LF, CUT, 'two', LF, CUT, [0x1b, 0x70, 0, 25, 250]));
    expect(receipts.map((receipt) => [toText(receipt), receipt.isCut])).toEqual([
      [`one\n${'-'.repeat(48)}`, true],
      [`two\n${'-'.repeat(48)}`, true],
    ]);
  });

  test('plain text keeps alignment at the width of the paper', () => {
    const bytes = job(
      align('center'),
      'Puncta',
      LF,
      align('right'),
      '12.50',
      LF,
      align('left'),
      qr('https://p.md/1'),
    );
    const [receipt] = interpret(bytes, { widthCells: 32 }).receipts;
    expect(receipt && toText(receipt)).toBe(
      `${' '.repeat(13)}Puncta\n${' '.repeat(27)}12.50\n[QR https://p.md/1]`,
    );
  });

  test('a QR code keeps every byte of its data, also Cyrillic', () => {
    expect(interpret(qr('Чек 7', 6)).events).toMatchObject([
      { kind: 'qr', data: 'Чек 7', model: '2', moduleDots: 6, correction: 'M' },
    ]);
  });

  test('both forms of a barcode are read', () => {
    const counted = job([0x1d, 0x6b, 67, 12], '484000000001');
    const ended = job([0x1d, 0x6b, 2], '484000000001', 0);
    for (const bytes of [counted, ended]) {
      expect(interpret(bytes)).toMatchObject({
        events: [{ symbology: 'EAN13', data: '484000000001' }],
        unexplained: [],
      });
    }
  });

  test('a column image becomes rows of dots', () => {
    const [image] = interpret(job([0x1b, 0x2a, 1, 2, 0, 0b1000_0000, 0b0100_0000])).events;
    expect(image).toMatchObject({ kind: 'raster', width: 2, height: 8 });
    expect(image?.kind === 'raster' && [...image.bits.subarray(0, 3)]).toEqual([0b1000_0000, 0b0100_0000, 0]);
  });

  test('the process id is a status request', () => {
    expect(interpret(processId('0042'))).toMatchObject({
      events: [{ kind: 'status', request: 'process id 0042' }],
      unexplained: [],
    });
  });
});

describe('bytes that cannot be explained are reported where they stand', () => {
  test.each([
    ['an unknown ESC command', job('a', LF, [0x1b, 0x7e], LF), ['unknown-command at 2']],
    [
      'an unknown GS ( function, as one piece',
      job([0x1d, 0x28, 0x7a, 2, 0, 1, 2], 'a', LF),
      ['unknown-command at 0'],
    ],
    [
      'stray control bytes',
      job('a', 0x01, 0x07, 0x7f, 'b', LF),
      ['stray-control at 1', 'stray-control at 2', 'stray-control at 3'],
    ],
    ['a few stray NULs', job('a', 0, 0, LF), ['stray-control at 1']],
    ['a command cut off by the end', job('a', LF, [0x1b, 0x70, 0]), ['truncated at 2']],
    ['a raster image that is too short', job([0x1d, 0x76, 0x30, 0, 2, 0, 9, 0, 1, 2]), ['truncated at 0']],
    ['a page that the printer has not', job([0x1b, 0x74, 99]), ['unknown-page at 0']],
    ['a byte without a character', job([0x1b, 0x74, 45], 'a', 0x81, LF), ['undefined-character at 4']],
    ['an alignment that does not exist', job([0x1b, 0x61, 7]), ['bad-argument at 0']],
    ['alignment in the middle of a line', job('a', align('right'), 'b', LF), ['not-at-line-start at 1']],
    ['text lost by ESC @', job('lost', INIT), ['never-printed at 4']],
    ['text that no line feed prints', job('a', LF, 'tail'), ['never-printed at 2']],
    ['a cut through an unfinished line', job('tail', CUT), ['not-at-line-start at 4']],
    [
      'printing a QR code that was never stored',
      job([0x1d, 0x28, 0x6b, 3, 0, 49, 81, 48]),
      ['bad-argument at 0'],
    ],
  ])('%s', (_, bytes, expected) => {
    expect(reasonsOf(bytes)).toEqual(expected);
  });

  test('a long run of NULs is padding after an aborted job, and is explained', () => {
    expect(reasonsOf(job(Buffer.alloc(8192), INIT, 'a', LF))).toEqual([]);
  });

  test('a drawer command without pulse times eats the next command and leaves a stray byte', () => {
    const bytes = job('a', LF, [0x1b, 0x70, 0, 0x1b, 0x70, 1]);
    expect(interpret(bytes).events).toMatchObject([
      { kind: 'line' },
      { kind: 'drawer', pin: 2, onMs: 54, offMs: 224 },
    ]);
    expect(reasonsOf(bytes)).toEqual(['stray-control at 7']);
  });

  test('control bytes hidden in a product name do what they say: it shows as a drawer pulse and a cut', () => {
    const { events } = interpret(job('name', [0x1b, 0x70, 0, 25, 250], [0x1d, 0x56, 0], LF));
    expect(events.map((event) => event.kind)).toEqual(['drawer', 'line', 'cut', 'line']);
  });

  test('no bytes at all make the reader fail', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const bytes = pseudoRandomBytes(seed, 400);
      const { unexplained } = interpret(bytes, { startsChinese: seed % 2 === 0 });
      for (const found of unexplained)
        expect(found.offset + found.bytes.length).toBeLessThanOrEqual(bytes.length);
    }
  });
});

/** Mostly command leads and small numbers, so that many commands are hit. */
function pseudoRandomBytes(seed: number, length: number): Buffer {
  let state = seed;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 8;
  const leads = [0x1b, 0x1d, 0x10, 0x1c, 0x28, 0x6b];
  return Buffer.from(
    Array.from({ length }, () => (next() % 3 === 0 ? (leads[next() % leads.length] ?? 0) : next() % 256)),
  );
}
