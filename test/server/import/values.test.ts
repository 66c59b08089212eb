/** What cells say: amounts, codes, cards, phones, units, taxes, categories. */
import { expect, test } from 'vitest';
import { demoStore } from '../../../server/demo/demo-place.ts';
import { readCategory } from '../../../server/import/values/category-id.ts';
import { isScannedAs, readCard, readCode } from '../../../server/import/values/code.ts';
import { readAmount } from '../../../server/import/values/decimal.ts';
import { readPhone } from '../../../server/import/values/phone.ts';
import { readTax } from '../../../server/import/values/tax.ts';
import { readName } from '../../../server/import/values/text.ts';
import { readUnit } from '../../../server/import/values/unit.ts';
import { internationalDigits } from '../../../shared/scan/phone.ts';

const amount = (text: string, decimals = 2): unknown => {
  const read = readAmount(text, { decimals, max: 100_000_000 });
  return read.ok ? read.value : read.reason;
};

test.each([
  ['12', 1200],
  ['12,5', 1250],
  ['12.50', 1250],
  ['0,05', 5],
  [',5', 50],
  ['1 234,50', 123450],
  ['1\u00a0234,50', 123450],
  ["1'234.50", 123450],
  ['1.234,50', 123450],
  ['1,234.50', 123450],
  ['1.234.567', 'is more than 1000000.00'],
  ['1.234.000,00', 'is more than 1000000.00'],
  ['934.567,00', 93456700],
  ['12,500000', 1250],
  ['0.500', 50],
  ['24,50 lei', 2450],
  ['24.50 MDL', 2450],
  ['99 ₽', 9900],
  ['12,505', 'is finer than 0.01; if thousands are meant, write 12505.00'],
  ['1.234', 'is finer than 0.01; if thousands are meant, write 1234.00'],
  ['0,0051', 'is finer than 0.01'],
  ['-7', 'is negative'],
  ['−7', 'is negative'],
  ['(7)', 'is negative'],
  ['', 'is empty'],
  ['1.2.3', 'is no number'],
  ['12-50', 'is no number'],
  ['gratis', 'is no number'],
  ['1,2E+3', 'was cut by a spreadsheet; give the column a number format'],
  ['99999999', 'is more than 1000000.00'],
])('IMP-8 the price %j is %j', (text, value) => {
  expect(amount(text)).toBe(value);
});

test.each([
  ['12', 12],
  ['12.00', 12],
  ['12.5', 'must be a whole number'],
  ['1 200', 1200],
])('IMP-8 without decimals %j is %j', (text, value) => {
  expect(amount(text, 0)).toBe(value);
});

test.each([
  ['4840000000015', '4840000000015'],
  ['0012345', '0012345'],
  ["'0012345", '0012345'],
  ['="0012345"', '0012345'],
  ['АРТ-001', 'АРТ-001'],
  ['4840000000015.0', '4840000000015'],
  ['4,84E+12', 'was cut by a spreadsheet: give the column the format "text" (or "0") and save again'],
  ['4840000000015, 4840000000022', 'holds several codes; give each a row of its own'],
  ['=A1', 'is a formula, not a code'],
  ['', 'is empty'],
  ['x'.repeat(41), 'is longer than 40 characters'],
])('IMP-9 the code %j is %j', (text, value) => {
  const read = readCode(text);
  expect(read.ok ? read.value : read.reason).toBe(value);
});

test('IMP-9 a card printed with a small letter is the card that the scanner reads', () => {
  const read = readCard('p000000000123');
  expect(read).toEqual({ ok: true, value: 'P000000000123' });
  expect(read.ok && isScannedAs('memberCard', read.value)).toBe(true);
});

test.each([
  ['4011', 'product', true],
  ['00012345', 'product', true],
  ['4840000000010', 'product', false],
  ['2900000000995', 'product', false],
  ['2900000000995', 'memberCard', true],
  ['АРТ-001', 'product', false],
  ['00012345', 'memberCard', false],
] as const)('IMP-9 %s can be scanned as a %s: %s', (code, kind, can) => {
  expect(isScannedAs(kind, code)).toBe(can);
});

test.each([
  ['373', '069123456', '37369123456'],
  ['373', '69123456', '37369123456'],
  ['373', '+373 (69) 123-456', '37369123456'],
  ['373', '0037369123456', '37369123456'],
  ['373', '37369123456', '37369123456'],
  ['373', '+40 721 234 567', '40721234567'],
  ['40', '721234567', '40721234567'],
  ['7', '8 (912) 345-67-89', '79123456789'],
  ['7', '9123456789', '79123456789'],
  ['373', '', ''],
  ['373', '123', 'has 3 digits with its country; a phone has 8 to 15'],
  ['373', 'fără', 'is no phone number'],
  ['373', '069123456, 022123456', 'is no phone number'],
  ['373', '3,7369E+10', 'was cut by a spreadsheet: give the column the format "text"'],
])('IMP-14 in country %s the phone %j is %j', (country, text, value) => {
  const read = readPhone(text, country);
  expect(read.ok ? read.value : read.reason).toBe(value);
});

test('IMP-14 a till finds by the number its cashier types', () => {
  const read = readPhone('69123456', '373');
  expect(read).toEqual({ ok: true, value: internationalDigits('069123456', '373') });
});

test.each([
  ['шт', 'piece'],
  ['buc.', 'piece'],
  ['796', 'piece'],
  ['KG', 'kilogram'],
  ['кг.', 'kilogram'],
  ['м', 'is no known unit; allowed are piece (buc, шт …) and kilogram (kg, кг)'],
])('the unit %j is %j', (text, value) => {
  const read = readUnit(text);
  expect(read.ok ? read.value : read.reason).toBe(value);
});

test.each([
  ['A', 'A'],
  ['b', 'B'],
  ['20', 'A'],
  ['8 %', 'B'],
  ['8,00', 'B'],
  ['TVA 20%', 'A'],
  ['НДС 8', 'B'],
  ['19', 'is no tax of this company; allowed are A (20 %), B (8 %)'],
  ['без НДС', 'is no tax of this company; allowed are A (20 %), B (8 %)'],
])('the tax %j is %j', (text, value) => {
  const read = readTax(text, demoStore.taxes);
  expect(read.ok ? read.value : read.reason).toBe(value);
});

test.each([
  ['dairy', 'dairy'],
  ['tea-coffee', 'tea-coffee'],
  ['Lactate și brânzeturi', 'lactate-si-branzeturi'],
  ['Молочные продукты', 'molochnye-produkty'],
  ['Щи, борщ', 'shchi-borshch'],
  ['***', 'is no name of a category'],
])('the category %j is %j', (text, value) => {
  const read = readCategory(text);
  expect(read.ok ? read.value : read.reason).toBe(value);
});

test('a name has one form, no line breaks and no formula', () => {
  expect(readName('  Sana\u00a0 cu\nlapte ')).toEqual({ ok: true, value: 'Sana cu lapte' });
  expect(readName('s\u0326')).toEqual({ ok: true, value: 'ș' });
  expect(readName('=HYPERLINK("x")')).toEqual({ ok: false, reason: 'is a formula, not a text' });
  expect(readName('x'.repeat(201))).toEqual({ ok: false, reason: 'is longer than 200 characters' });
});
