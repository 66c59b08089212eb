import { expect, test } from 'vitest';
import { canonicalText } from '../../../shared/kernel/canonical-json.ts';

test('CHN-2 keys are sorted, absent keys vanish, texts keep their letters', () => {
  expect(canonicalText({ b: 1, a: 'ț', gone: undefined, list: [true, null] })).toBe(
    '{"a":"ț","b":1,"list":[true,null]}',
  );
});

test.each([
  { name: 'a Map', value: { a: new Map([[1, 2]]) } },
  { name: 'a byte array', value: { a: new Uint8Array(1) } },
  { name: 'undefined in a list', value: [undefined] },
  { name: 'a fraction', value: { a: 1.5 } },
  { name: 'a number past the safe integers', value: { a: 2 ** 53 } },
  { name: 'NaN', value: { a: Number.NaN } },
  { name: 'a BigInt', value: { a: 1n } },
  { name: 'a class instance', value: { a: new URL('http://localhost') } },
])('CHN-5 $name is refused, because JSON would say something else', ({ value }) => {
  expect(() => canonicalText(value)).toThrow();
});

test('CHN-5 a lone surrogate is refused', () => {
  expect(() => canonicalText({ a: '\ud800' })).toThrow();
});
