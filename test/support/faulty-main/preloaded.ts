import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TillChanges } from '../../e2e/demo/shop-till.ts';
import { type DeathPoint, DIE_AT } from './death-points.ts';

const preloaded = (file: string): string => `--import=${pathToFileURL(join(import.meta.dirname, file)).href}`;

/** A till whose computer's clock is wrong by so much. */
export const withWrongClock = (shiftMs: number): TillChanges => ({
  env: { NODE_OPTIONS: preloaded('shift-clock.ts'), PUNCTA_TEST_CLOCK_SHIFT_MS: String(shiftMs) },
});

/** A till whose computer's clock is wrong by as many milliseconds as this file says, whenever it is written anew. */
export const withClockFrom = (file: string): TillChanges => ({
  env: { NODE_OPTIONS: preloaded('shift-clock.ts'), PUNCTA_TEST_CLOCK_FILE: file },
});

/** A till whose power goes when it comes to this point for the nth time. */
export const withPowerCutAt = (point: DeathPoint, nth = 1): TillChanges => ({
  env: { NODE_OPTIONS: preloaded('die-at.ts'), [DIE_AT]: `${point}:${nth}` },
});

/** Both at once. */
export const together = (one: TillChanges, other: TillChanges): TillChanges => ({
  env: {
    ...one.env,
    ...other.env,
    NODE_OPTIONS: [one, other].map(({ env }) => env?.['NODE_OPTIONS'] ?? '').join(' '),
  },
});

/** A till whose power goes with the next sale: it is in the journal, and nobody knows. */
export const withPowerCutAfterSale = (): TillChanges => withPowerCutAt('after-commit');
