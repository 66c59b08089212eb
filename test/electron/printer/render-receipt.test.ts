import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  defaultNarrowProfile,
  defaultProfile,
  epsonProfile,
  type PrinterProfile,
} from '../../../electron/printer/encode/profile.ts';
import { typographyFor } from '../../../electron/printer/encode/replacements.ts';
import { renderReceiptBytes } from '../../../electron/printer/render-receipt.ts';
import { LANGUAGES } from '../../../shared/kernel/language.ts';
import { receiptLayout } from '../../../shared/receipt/layout/receipt-layout.ts';
import type { Receipt } from '../../../shared/receipt/model.ts';
import { layoutText } from '../../../shared/receipt/text.ts';
import { receiptLine, renderFacts, reportReceipt, saleReceipt } from '../../support/builders/receipt.ts';
import { interpret } from '../../support/escpos/interpret.ts';
import { toText } from '../../support/escpos/to-text.ts';

const middle: PrinterProfile = { ...defaultProfile, name: '42 cells', widthCells: 42 };
const profiles = [defaultNarrowProfile, middle, defaultProfile, epsonProfile];
const cases = profiles.flatMap((profile) =>
  LANGUAGES.flatMap((language) => [
    { profile, language, what: 'sale', receipt: saleReceipt(language) },
    { profile, language, what: 'Z-report', receipt: reportReceipt(language) },
  ]),
);

const print = (receipt: Receipt, profile: PrinterProfile = defaultProfile, facts = renderFacts()) =>
  interpret(renderReceiptBytes(receipt, facts, profile), {
    widthCells: profile.widthCells,
    startsChinese: true,
  });

/** The letters that paper shows for those on the screen: the cedilla, straight quotes, stars. */
const asPrinted = (text: string): string =>
  text
    .replace(/[șțȘȚ]/g, (letter) => ({ ș: 'ş', ț: 'ţ', Ș: 'Ş', Ț: 'Ţ' })[letter] ?? letter)
    .replace(/[„“”«»–•]/g, (sign) => typographyFor(sign) ?? sign);

const trimmedEnd = (text: string): string => text.replace(/(\n *)*\n-+$/, '');

test.each(cases)(
  'paper says what the preview says: $what, $language, $profile.name',
  ({ profile, receipt }) => {
    const { receipts, unexplained } = print(receipt, profile);
    expect(unexplained).toEqual([]);
    expect(receipts).toHaveLength(1);
    const preview = layoutText(receiptLayout(receipt, renderFacts(), profile.widthCells), profile.widthCells);
    const paper = receipts[0] ? toText(receipts[0]) : '';
    expect(trimmedEnd(paper)).toBe(trimmedEnd(asPrinted(preview)));
    expect(receipts[0]?.isCut).toBe(true);
  },
);

test('the printer never breaks a line by itself', () => {
  for (const { profile, receipt } of cases) {
    const lines = print(receipt, profile).events.filter((event) => event.kind === 'line');
    expect(lines.filter((line) => line.wrapped)).toEqual([]);
  }
});

test('the same receipt gives the same bytes, and is not touched by printing', () => {
  const receipt = saleReceipt('ro');
  const before = structuredClone(receipt);
  const bytes = renderReceiptBytes(receipt, renderFacts(), defaultProfile);
  expect(renderReceiptBytes(receipt, renderFacts(), defaultProfile)).toEqual(bytes);
  expect(receipt).toEqual(before);
});

test('the QR code holds the witness', () => {
  const codes = print(saleReceipt('ru')).events.filter((event) => event.kind === 'qr');
  expect(codes.map(({ data }) => data)).toEqual(['t-bot2-1-1234 9f3c21ab']);
});

describe('names that were made to command the printer', () => {
  const commands = ['\x1bp\x00\x19\xfa', '\x1dV\x00', '\x1b@', '\x10\x14\x01\x00\x01', '\n\n\n', '\x1b!\x30'];
  const hostile = fc
    .array(fc.oneof(fc.constantFrom(...commands), fc.string({ unit: 'binary', maxLength: 12 })), {
      maxLength: 8,
    })
    .map((parts) => parts.join(''));

  test('open no drawer, cut nothing, ask nothing and change no look', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const sale = saleReceipt('ro');
        const receipt = {
          ...sale,
          cashierName: name,
          issuer: { ...sale.issuer, storeName: name },
          lines: [receiptLine(name, 1_000)],
        };
        const { events, unexplained, receipts } = print(
          receipt,
          defaultProfile,
          renderFacts({ memberLabel: name }),
        );
        expect(unexplained).toEqual([]);
        expect(receipts).toHaveLength(1);
        const kinds = events.map(({ kind }) => kind).filter((kind) => kind !== 'line' && kind !== 'feed');
        expect(kinds).toEqual(['qr', 'cut']);
      }),
      { numRuns: 300 },
    );
  });
});
