import { describe, test } from 'vitest';
import { holdsAtLength } from '../properties/at-length.ts';
import { wireProperties } from '../properties/engine-properties.ts';

describe('for every programme and every basket on the wire, at length', () => {
  test.each(wireProperties)('$name', ({ property }) => holdsAtLength(property));
});
