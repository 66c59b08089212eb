// Each test holds one defect of the byte builder that would reach paper, money or the customer.
import { describe, expect, test } from 'vitest';
import { startJob } from '../../../electron/printer/adapter.ts';
import { drawerKickBytes } from '../../../electron/printer/drawer.ts';
import { defaultProfile } from '../../../electron/printer/encode/profile.ts';
import { interpret } from '../../support/escpos/interpret.ts';
import { lineText, toText } from '../../support/escpos/to-text.ts';

const plain = { size: 'normal', align: 'left' } as const;
const run = (text: string, bold = false) => ({ text, bold });
const read = (bytes: Uint8Array) => interpret(bytes, { widthCells: 48, startsChinese: true });
const linesOf = (bytes: Uint8Array) => read(bytes).events.filter((event) => event.kind === 'line');

describe('the cash drawer', () => {
  test.each([
    [2, 2],
    [5, 5],
  ] as const)('gets one whole pulse on pin %i', (drawerPin, pin) => {
    const { events, unexplained } = read(drawerKickBytes({ drawerPin }));
    expect(events).toMatchObject([{ kind: 'drawer', pin, onMs: 50, offMs: 500 }]);
    expect(unexplained).toEqual([]);
  });
});

describe('after a cut', () => {
  test('the next receipt is in the right page, also on a printer that wakes up in Chinese', () => {
    const job = startJob(defaultProfile);
    for (const text of ['Ceașcă', 'Чай']) {
      job.line([run(text)], plain);
      job.cut();
    }
    job.line([run('Ceașcă Чай')], plain);
    expect(linesOf(job.bytes()).map(lineText)).toEqual(['Ceaşcă', 'Чай', 'Ceaşcă Чай']);
    expect(read(job.bytes()).unexplained).toEqual([]);
  });
});

describe('a QR code', () => {
  test('is refused when the printer would count its bytes otherwise', () => {
    const job = startJob(defaultProfile);
    expect(() => job.qr('Кишинёв')).toThrow('ASCII');
    expect(() => job.qr('x'.repeat(301))).toThrow('short');
    expect(() => job.qr('')).toThrow();
  });

  test('holds all of its data, and nothing of it prints as text', () => {
    const job = startJob(defaultProfile);
    job.qr('t-1-1-42 9f3c21ab');
    const { events, unexplained } = read(job.bytes());
    expect(events).toMatchObject([{ kind: 'qr', data: 't-1-1-42 9f3c21ab', align: 'center' }]);
    expect(unexplained).toEqual([]);
  });
});

describe('jobs', () => {
  test('share nothing: the second holds only its own receipt', () => {
    const first = startJob(defaultProfile);
    first.line([run('first')], plain);
    first.bytes();
    const second = startJob(defaultProfile);
    second.line([run('second')], plain);
    expect(linesOf(second.bytes()).map(lineText)).toEqual(['second']);
  });

  test('asked twice for their bytes they give the same, once', () => {
    const job = startJob(defaultProfile);
    job.line([run('once')], plain);
    expect(job.bytes()).toEqual(job.bytes());
    expect(linesOf(job.bytes())).toHaveLength(1);
  });
});

describe('looks', () => {
  test('bold ends with its run, also in large letters', () => {
    const job = startJob(defaultProfile);
    job.line([run('TOTAL ', false), run('447,37', true)], { size: 'large', align: 'left' });
    job.line([run('after')], plain);
    expect(linesOf(job.bytes()).map(({ runs }) => runs)).toMatchObject([
      [
        { text: 'TOTAL ', bold: false, widthTimes: 2, heightTimes: 2 },
        { text: '447,37', bold: true, widthTimes: 2, heightTimes: 2 },
      ],
      [{ text: 'after', bold: false, widthTimes: 1, heightTimes: 1 }],
    ]);
  });

  test('tall letters are as narrow as others', () => {
    const job = startJob(defaultProfile);
    job.line([run('tall')], { size: 'tall', align: 'center' });
    expect(linesOf(job.bytes())).toMatchObject([
      { align: 'center', runs: [{ widthTimes: 1, heightTimes: 2 }] },
    ]);
  });

  test('empty lines are not lost', () => {
    const job = startJob(defaultProfile);
    job.line([run('above')], plain);
    job.feed(2);
    job.line([run('below')], plain);
    const [slip] = read(job.bytes()).receipts;
    expect(slip && toText(slip)).toBe('above\n\n\nbelow');
    expect(() => job.feed(21)).toThrow('feed of 21 lines');
  });

  test('what could not be said as asked is reported', () => {
    const job = startJob(defaultProfile);
    job.line([run('naïve 日')], plain);
    expect(Object.fromEntries(job.replaced())).toEqual({ ï: 'i', 日: '??' });
  });
});

test('a character outside the page neither throws nor selects a page that the profile has not', () => {
  const job = startJob(defaultProfile);
  job.line([run('€ ’ — ă é Ж ₽ 🙂')], plain);
  const selected = [...job.bytes()].flatMap((byte, at, all) =>
    all[at - 1] === 0x74 && all[at - 2] === 0x1b ? [byte] : [],
  );
  expect(new Set(selected)).toEqual(new Set([17, 18]));
});
