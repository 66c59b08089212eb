import { describe, test } from 'vitest';
import { holdsAtLength } from '../properties/at-length.ts';
import { returnProperties } from '../properties/return-properties.ts';

describe('for every programme and every return, at length', () => {
  test.each(returnProperties)('$name', ({ property }) => holdsAtLength(property));
});
