import { describe, expect, test } from 'vitest';
import { createAnswerReader } from '../../../electron/printer/transport/answer-reader.ts';
import { readStatus, type StatusAnswers } from '../../../electron/printer/transport/printer-status.ts';
import { MAX_PRINTER_URL_CHARS, parsePrinterUrl } from '../../../electron/printer/transport/printer-url.ts';

const read = (...chunks: readonly (readonly number[])[]) => {
  const reader = createAnswerReader();
  return chunks.flatMap((chunk) => reader.push(Uint8Array.from(chunk)));
};

describe('what a printer sends back', () => {
  test('a status byte, a worked-off queue and a process id are told apart', () => {
    expect(read([0x12, 0x00, 0x37, 0x22, 0x30, 0x30, 0x31, 0x61, 0x00, 0x1a])).toEqual([
      { kind: 'status', byte: 0x12 },
      { kind: 'workedOff' },
      { kind: 'processId', id: '001a' },
      { kind: 'status', byte: 0x1a },
    ]);
  });

  test('an answer in two packets is one answer', () => {
    expect(read([0x37], [0x22, 0x30, 0x30], [0x31, 0x61, 0x00])).toEqual([{ kind: 'processId', id: '001a' }]);
  });

  test('a report that the printer pushes by itself is no proof of anything', () => {
    expect(read([0x14, 0x00, 0x00], [0x0f, 0x12])).toEqual([{ kind: 'status', byte: 0x12 }]);
  });

  test('bytes that mean nothing are stepped over', () => {
    expect(read([0xff, 0x91, 0x37, 0x41, 0x12])).toEqual([{ kind: 'status', byte: 0x12 }]);
  });
});

describe('what its status means', () => {
  test.each<[string, StatusAnswers, ReturnType<typeof readStatus>]>([
    ['all is well', { 1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12 }, { ready: 'yes', cause: null }],
    ['paper is near its end', { 1: 0x12, 2: 0x12, 3: 0x12, 4: 0x1e }, { ready: 'yes', cause: null }],
    ['a clone that answers only the first question', { 1: 0x12 }, { ready: 'yes', cause: null }],
    ['silence', {}, { ready: 'unknown', cause: null }],
    ['paper is out', { 1: 0x1a, 2: 0x32, 3: 0x12, 4: 0x7e }, { ready: 'no', cause: 'PRINTER-PAPER' }],
    ['only the sensor says that paper is out', { 1: 0x12, 4: 0x72 }, { ready: 'no', cause: 'PRINTER-PAPER' }],
    ['the cover is open', { 1: 0x1a, 2: 0x16 }, { ready: 'no', cause: 'PRINTER-COVER' }],
    ['the knife is stuck', { 1: 0x1a, 2: 0x52, 3: 0x1a }, { ready: 'no', cause: 'PRINTER-OFFLINE' }],
    ['it is off line', { 1: 0x1a, 2: 0x12, 3: 0x12, 4: 0x12 }, { ready: 'no', cause: 'PRINTER-OFFLINE' }],
  ])('%s', (_what, answers, status) => {
    expect(readStatus(answers)).toEqual(status);
  });
});

describe('where a printer is', () => {
  test.each([
    ['tcp://192.168.1.50:9101', { host: '192.168.1.50', port: 9101 }],
    ['tcp://printer.local', { host: 'printer.local', port: 9100 }],
    ['tcp://[::1]:9100/', { host: '::1', port: 9100 }],
  ])('%s', (text, address) => {
    expect(parsePrinterUrl(text)).toEqual(address);
  });

  test.each([
    '',
    'printer',
    'http://printer:9100',
    'tcp://',
    'tcp://printer:99999',
    'tcp://printer/queue',
    `tcp://${'x'.repeat(MAX_PRINTER_URL_CHARS)}`,
  ])('"%s" names no printer', (text) => {
    expect(parsePrinterUrl(text)).toBeNull();
  });
});
