import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeText } from '../../../electron/printer/encode/encode-text.ts';
import { defaultProfile, type PrinterProfile } from '../../../electron/printer/encode/profile.ts';
import { cellsOf } from '../../../shared/receipt/layout/cells.ts';
import { paperText } from '../../../shared/receipt/layout/paper-text.ts';
import { interpret } from '../../support/escpos/interpret.ts';
import { lineText } from '../../support/escpos/to-text.ts';

const pages = defaultProfile.pages;
const encode = (text: string, of: PrinterProfile['pages'] = pages) => encodeText(text, of, of[0]);

/** What comes out on paper, read back by a printer that was put on the first page. */
function read(text: string): string {
  const { bytes } = encode(text);
  const first = Buffer.from([0x1b, 0x74, pages[0].number]);
  const { events, unexplained } = interpret(Buffer.concat([first, bytes, Buffer.from('\n')]), {
    widthCells: 4096,
  });
  expect(unexplained).toEqual([]);
  return events.flatMap((event) => (event.kind === 'line' ? [lineText(event)] : [])).join('\n');
}

const ROMANIAN = 'aăâbcdefghiîjklmnopqrsștțuvwxyzAĂÂBCDEFGHIÎJKLMNOPQRSȘTȚUVWXYZ';
const RUSSIAN = 'абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ';

describe('both alphabets on a printer that has a page for each', () => {
  test('Romanian comes out whole, with the cedilla for the comma below', () => {
    const cedilla = ROMANIAN.replace(/ș/g, 'ş').replace(/ț/g, 'ţ').replace(/Ș/g, 'Ş').replace(/Ț/g, 'Ţ');
    expect(read(ROMANIAN)).toBe(cedilla);
    expect(encode(ROMANIAN).replaced.size).toBe(0);
  });

  test('Russian comes out whole', () => {
    expect(read(RUSSIAN)).toBe(RUSSIAN);
    expect(encode(RUSSIAN).replaced.size).toBe(0);
  });

  test('both stand in one line', () => {
    expect(read('Pâine „Țară” – Хлеб «Бородинский» № 5')).toBe('Pâine "Ţară" - Хлеб "Бородинский" № 5');
  });

  test('the page changes only where a letter needs it', () => {
    const { bytes } = encode('Хлеб «Бородинский» 500 г – x');
    expect([...bytes].filter((byte) => byte === 0x1b)).toHaveLength(1);
  });
});

describe('what a page cannot say', () => {
  test('is said by the nearest letter, and remembered', () => {
    const { replaced } = encode('Ґоголь ñ 日 ∞');
    expect(read('Ґоголь ñ 日 ∞')).toBe('Гоголь n ?? ?');
    expect(Object.fromEntries(replaced)).toEqual({ Ґ: 'Г', ñ: 'n', 日: '??', '∞': '?' });
  });

  test('a printer with one page loses the other alphabet and nothing else', () => {
    const latinOnly = [{ number: 18, encoding: 'cp852' }] as const;
    expect(Buffer.from(encode('Ana Да', latinOnly).bytes).toString('latin1')).toBe('Ana ??');
  });

  test('keeps its place: as many bytes of text as the layout counted cells', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (raw) => {
        const text = paperText(raw);
        const printed = encode(text).bytes.filter(
          (byte, index, all) => byte !== 0x1b && all[index - 1] !== 0x1b && all[index - 2] !== 0x1b,
        );
        expect(printed.length).toBe(cellsOf(text));
      }),
    );
  });
});

test('no text can command the printer, whatever its characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
      const bytes = [...encode(text).bytes];
      for (let at = 0; at < bytes.length; at += 1) {
        if (bytes[at] === 0x1b) {
          expect(bytes[at + 1]).toBe(0x74);
          expect(pages.map(({ number }) => number)).toContain(bytes[at + 2]);
          at += 2;
        } else {
          expect(bytes[at]).toBeGreaterThanOrEqual(0x20);
          expect(bytes[at]).not.toBe(0x7f);
        }
      }
    }),
    { numRuns: 1000 },
  );
});
