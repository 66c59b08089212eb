import { expect, test } from 'vitest';
import { z } from 'zod';
import { epochMs } from '../../../shared/kernel/units.ts';
import { uuidV7 } from '../../../shared/kernel/uuid-v7.ts';

test('a UUIDv7 carries its time first, then version and variant (RFC 9562, appendix A.6)', () => {
  const random = new Uint8Array([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
  expect(uuidV7(epochMs(0x017f22e279b0), random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
});

test('every UUIDv7 passes the boundary schema, and later ones sort later', () => {
  const earlier = uuidV7(epochMs(1_790_000_000_000), new Uint8Array(10).fill(255));
  const later = uuidV7(epochMs(1_790_000_000_001), new Uint8Array(10));
  expect(z.uuidv7().safeParse(earlier).success).toBe(true);
  expect(earlier < later).toBe(true);
});
