import { describe, test } from 'vitest';
import { holdsAtLength } from '../properties/at-length.ts';
import { engineProperties } from '../properties/engine-properties.ts';

describe('for every programme and every basket, at length', () => {
  test.each(engineProperties)('$name', ({ property }) => holdsAtLength(property));
});
