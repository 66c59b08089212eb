import { expect, test } from 'vitest';
import { ean13CheckDigit, isEan13 } from '../../../shared/scan/ean13.ts';
import { internationalDigits } from '../../../shared/scan/phone.ts';
import { readMemberKey, readScan } from '../../../shared/scan/read-scan.ts';

test.each([
  { text: '4006381333931', scan: { kind: 'product', code: '4006381333931' } },
  { text: ' 4006381333931 ', scan: { kind: 'product', code: '4006381333931' } },
  { text: '1234', scan: { kind: 'product', code: '1234' } },
  { text: '2900000000018', scan: { kind: 'memberCard', cardNumber: '2900000000018' } },
  { text: 'p000000000001', scan: { kind: 'memberCard', cardNumber: 'P000000000001' } },
  { text: '+373 69 123 456', scan: { kind: 'phone', digits: '37369123456' } },
  { text: '069123456', scan: { kind: 'phone', digits: '069123456' } },
])('SCN-2 "$text" is read as $scan.kind', ({ text, scan }) => {
  expect(readScan(text)).toEqual({ ok: true, value: scan });
});

test.each([
  { text: '4006381333932', code: 'SCAN-CHECKSUM' },
  { text: '', code: 'SCAN-UNKNOWN' },
  { text: 'bread', code: 'SCAN-UNKNOWN' },
  { text: '9'.repeat(65), code: 'SCAN-UNKNOWN' },
])('SCN-1 "$text" fails with $code', ({ text, code }) => {
  expect(readScan(text)).toMatchObject({ ok: false, failure: { code } });
});

test('SCN-1 every wrong check digit is found', () => {
  for (const digit of '0123456789') expect(isEan13(`400638133393${digit}`)).toBe(digit === '1');
  expect(ean13CheckDigit('400638133393')).toBe(1);
});

test('SCN-2 the member field never reads goods', () => {
  expect(readMemberKey('4006381333931')).toMatchObject({ ok: true, value: { kind: 'phone' } });
  expect(readMemberKey('abc')).toMatchObject({ ok: false, failure: { code: 'MEMBER-INPUT' } });
});

test.each([
  { typed: '069123456', full: '37369123456' },
  { typed: '+373 69 123 456', full: '37369123456' },
  { typed: '0037369123456', full: '37369123456' },
])('SCN-3 $typed is $full abroad', ({ typed, full }) => {
  expect(internationalDigits(typed, '373')).toBe(full);
});
