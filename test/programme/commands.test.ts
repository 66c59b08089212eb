import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { parseDecimal } from '../../programme/files/decimal.ts';
import { storeClock } from '../../programme/files/store-clock.ts';
import { programmeCommand } from '../../programme/programme.ts';
import { quote } from '../../programme/quote.ts';
import { runCommand } from '../../programme/run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'puncta-programme-'));
afterAll(() => rmSync(folder, { recursive: true }));

const preset = (name: string): string =>
  join(import.meta.dirname, '../../programme/presets/cashback-5', `${name}.json`);

function written(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function told(run: (print: (text: string) => void) => number): { code: number; out: string; err: string } {
  const out: string[] = [];
  const err: string[] = [];
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err.push(String(text));
    return true;
  });
  const code = runCommand(() => run((text) => out.push(text)));
  stderr.mockRestore();
  return { code, out: out.join(''), err: err.join('') };
}

const quoted = (...args: string[]) => told((print) => quote(args, 0, print));
const basket = (changes: object = {}) =>
  written('basket.json', { lines: [{ name: 'Milk', price: '23.90', ...changes }] });

describe('npm run quote', () => {
  test('prints the whole outcome as JSON', () => {
    const { code, out } = quoted('--programme', preset('programme'), '--basket', basket({ quantity: 3 }));
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ totalMinor: 7170, effects: [], explanation: {} });
  });

  test.each([
    ['a price that is none', basket.bind(null, { price: '23,90' }), 'wrong-shape', 'lines[0].price'],
    [
      'a price past every limit',
      basket.bind(null, { price: '99999999999' }),
      'wrong-shape',
      'at most 1000000',
    ],
    ['half a piece', basket.bind(null, { quantity: '0.5' }), 'wrong-quantity', 'lines[0].quantity'],
    ['a tax that is not there', basket.bind(null, { tax: 'Z' }), 'unknown-tax', 'lines[0].tax'],
    ['a mistyped field', basket.bind(null, { categroy: 'x' }), 'wrong-shape', 'Did you mean “category”?'],
    ['no JSON', () => written('broken.json', '{'), 'not-json', 'broken.json'],
    ['no file', () => join(folder, 'nowhere.json'), 'file-unreadable', 'nowhere.json'],
  ])('DOC-1 %s ends with 2 and says where', (_, file, code, place) => {
    const answer = quoted('--programme', preset('programme'), '--basket', file());
    expect(answer).toMatchObject({ code: 2, out: '' });
    expect(answer.err).toMatch(new RegExp(`^${code}: `));
    expect(answer.err).toContain(place);
  });

  test('a programme with errors is not computed with', () => {
    const answer = quoted('--programme', basket(), '--basket', basket());
    expect(answer.code).toBe(2);
    expect(answer.err).toContain(
      'wrong-programme: basket.json cannot be used:\n  schema: this part is missing.',
    );
  });

  test.each([
    [['--basket', 'x'], '--programme FILE is missing'],
    [['--colour', 'x'], "Unknown option '--colour'"],
    [
      ['--programme', preset('programme'), '--basket', preset('basket'), '--text', 'fr'],
      'none of the languages',
    ],
    [['--programme', preset('programme'), '--basket', preset('basket'), '--at', 'noon'], 'is no moment'],
    [
      ['--programme', preset('programme'), '--basket', preset('basket'), '--at', '2026-02-31'],
      'is no moment',
    ],
  ])('%j is told apart', (args, why) => {
    const answer = quoted(...args);
    expect(answer.code).toBe(2);
    expect(answer.err).toContain(why);
  });
});

describe('npm run programme', () => {
  const command = (...args: string[]) => told((print) => programmeCommand(args, print));
  const catalog = () => written('goods.csv', 'ean13,name,category\n1,"Milk, 1 L",dairy\n2,Tea,drinks\n');

  test('check ends with 1 on errors and names them', () => {
    const rule = {
      id: 'a',
      name: { ro: 'a', ru: 'a', en: 'a' },
      on: { include: { categories: ['diary'] } },
      give: { kind: 'percentOff', percentBps: 500 },
    };
    const source = JSON.parse(JSON.stringify(exampleProgramme));
    const file = written('p.json', { ...source, rules: [rule] });
    const answer = command('check', file, '--catalog', catalog());
    expect(answer.code).toBe(1);
    expect(answer.out).toContain(
      'error unknown-category rules[0].on.include.categories[0]: the shop has no category “diary”. Did you mean “dairy”?',
    );
    expect(command('check', file).code).toBe(0);
  });

  test('a catalogue that is no table is told so', () => {
    const broken = written('broken.csv', 'ean13,category\n1,dairy,more\n');
    expect(command('check', preset('programme'), '--catalog', broken)).toMatchObject({ code: 2 });
    const other = written('other.csv', 'name,shelf\nMilk,1\n');
    expect(command('check', preset('programme'), '--catalog', other).err).toContain(
      'needs a column “category”',
    );
  });

  test('terms come in the language asked for, or in all three', () => {
    const one = command('terms', preset('programme'), '--lang', 'ru');
    expect(one.out).toContain('возвращается в ваш кошелёк');
    expect(command('terms', preset('programme')).out).toContain('în portofelul dumneavoastră');
  });

  test('diff of a document with itself is nothing', () => {
    expect(command('diff', preset('programme'), preset('programme'), '--lang', 'en').out).toContain(
      'Nothing changes.',
    );
  });

  test('what it was not asked for is a mistake of use', () => {
    expect(command('diff', preset('programme'))).toMatchObject({ code: 2 });
    expect(command('print')).toMatchObject({ code: 2 });
    expect(command('--help')).toMatchObject({ code: 0 });
  });
});

const exampleProgramme = {
  schema: 'puncta-programme/2',
  id: 'p',
  version: 1,
  name: { ro: 'p', ru: 'p', en: 'p' },
  effectiveFrom: '2026-01-01',
  effectiveTo: null,
  currencyCode: 'MDL',
  point: { scale: 1, worthMinor: 10 },
  tiers: [{ id: 'one', name: { ro: 'p', ru: 'p', en: 'p' }, from: 0 }],
};

test('figures are read without a fraction being formed', () => {
  expect(parseDecimal('23.90', 2)).toBe(2390);
  expect(parseDecimal('0.1', 2)).toBe(10);
  expect(parseDecimal('7', 3)).toBe(7000);
  expect(parseDecimal('1.005', 2)).toBeNull();
  expect(parseDecimal('1.500', 2)).toBe(150);
  expect(parseDecimal('-1', 2)).toBeNull();
});

test.each([
  ['2026-11-22T18:05', '2026-11-22', 1085, '2026-11-22T16:05:00Z'],
  ['2026-11-22T23:30:00Z', '2026-11-23', 90, '2026-11-22T23:30:00Z'],
  ['2026-07-01T00:10', '2026-07-01', 10, '2026-06-30T21:10:00Z'],
  ['2026-11-22', '2026-11-22', 720, '2026-11-22T10:00:00Z'],
])('%s in Chișinău is %s, minute %i', (iso, businessDate, minute, utc) => {
  expect(storeClock(iso, 'Europe/Chisinau')).toEqual({ wallMs: Date.parse(utc), businessDate, minute });
});
