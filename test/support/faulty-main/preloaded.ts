import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TillChanges } from '../../e2e/demo/shop.ts';

const preloaded = (file: string): string => `--import=${pathToFileURL(join(import.meta.dirname, file)).href}`;

/** A till whose computer's clock is wrong by so much. */
export const withWrongClock = (shiftMs: number): TillChanges => ({
  env: { NODE_OPTIONS: preloaded('shift-clock.ts'), PUNCTA_TEST_CLOCK_SHIFT_MS: String(shiftMs) },
});

/** A till whose power goes with the next sale: it is in the journal, and nobody knows. */
export const withPowerCutAfterSale = (): TillChanges => ({
  env: { NODE_OPTIONS: preloaded('die-after-sale.ts') },
});
