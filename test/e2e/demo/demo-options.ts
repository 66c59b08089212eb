import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { LANGUAGES } from '../../../shared/kernel/language.ts';
import { BASKETS } from './day-plan.ts';

export const DEMO_HELP = `npm run demo [-- OPTIONS]

A cashier's day through the real window, half of it without HQ, with a power cut in the middle.
Writes receipts (bytes, text, pictures), screens and summary.json.

  --out DIR      where to write (out/demo)
  --seed N       the day's seed (20261122)
  --baskets N    how many baskets (${BASKETS})
  --lang L       the till's screens in ro, ru or en (ro)`;

export type DemoOptions = {
  readonly out: string;
  readonly seed: number;
  readonly baskets: number;
  readonly language: string;
};

/** `help` when it was asked for; a sentence when an option is not what it should be. */
export function readDemoOptions(args: readonly string[]): DemoOptions | 'help' | { readonly wrong: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        out: { type: 'string', default: 'out/demo' },
        seed: { type: 'string', default: '20261122' },
        baskets: { type: 'string', default: String(BASKETS) },
        lang: { type: 'string', default: 'ro' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return 'help';
    const [seed, baskets] = [Number(values.seed), Number(values.baskets)];
    if (!Number.isSafeInteger(seed)) return { wrong: `--seed is a whole number, not ${values.seed}.` };
    if (!Number.isSafeInteger(baskets) || baskets < 1)
      return { wrong: `--baskets is a whole number from 1, not ${values.baskets}.` };
    if (!LANGUAGES.some((language) => language === values.lang))
      return { wrong: `--lang is ro, ru or en, not ${values.lang}.` };
    return { out: resolve(values.out), seed, baskets, language: values.lang };
  } catch (cause) {
    return { wrong: cause instanceof Error ? cause.message : 'These options cannot be read.' };
  }
}
