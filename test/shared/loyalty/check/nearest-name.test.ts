import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance, nearestName } from '../../../../shared/loyalty/check/nearest-name.ts';

test.each([
  ['dairy', 'dairy', 0],
  ['diary', 'dairy', 1],
  ['daiiry', 'dairy', 1],
  ['dary', 'dairy', 1],
  ['daizy', 'dairy', 1],
  ['', 'abc', 3],
  ['ca', 'abc', 3],
])('from “%s” to “%s” it takes %i steps', (a, b, steps) => {
  expect(editDistance(a, b)).toBe(steps);
});

test('the distance is the same both ways and never more than the longer text', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      expect(editDistance(a, b) === 0).toBe(a === b);
    }),
  );
});

test('nothing is suggested that is not near', () => {
  expect(nearestName('diary', ['dairy', 'drinks'])).toBe('dairy');
  expect(nearestName('xyz', ['dairy', 'drinks'])).toBeNull();
  expect(nearestName('SILVER', ['gold', 'silver'])).toBe('silver');
  expect(nearestName('aab', ['aac', 'aaa'])).toBe('aaa');
});
