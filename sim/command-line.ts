/** What was asked of the simulation; whatever else stands there is bad input (exit 2). */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { MAX_WORKERS, type Seeds } from './campaign/run-campaign.ts';

export type Asked =
  | { readonly kind: 'seeds'; readonly seeds: Seeds; readonly workers: number; readonly json: boolean }
  | { readonly kind: 'mutants'; readonly seeds: Seeds; readonly workers: number; readonly json: boolean }
  | { readonly kind: 'model'; readonly json: boolean }
  | { readonly kind: 'trace'; readonly seed: number }
  | { readonly kind: 'help' };

export const USAGE = `npm run sim -- --seeds A..B [--workers N] [--json]   runs the seeds; exit 1 where a promise breaks
npm run sim -- --mutants [--seeds A..B] [--json]     plants bugs and counts the seeds that catch each
npm run sim -- --model [--json]                      all interleavings of a small world
npm run sim -- --trace SEED                          one seed, with its last events
`;

export class BadInput extends Error {}

const MAX_SEED = 2 ** 31 - 1;
const FIRST_SEEDS: Seeds = { from: 1, to: 40 };

export function readCommandLine(argv: readonly string[]): Asked {
  const { values } = parsed(argv);
  const json = values.json === true;
  if (values.help) return { kind: 'help' };
  if (values.trace !== undefined) return { kind: 'trace', seed: seedOf(values.trace) };
  if (values.model) return { kind: 'model', json };
  const workers = values.workers === undefined ? availableParallelism() : count(values.workers, MAX_WORKERS);
  if (values.mutants) return { kind: 'mutants', seeds: seedsOf(values.seeds), workers, json };
  if (values.seeds === undefined) throw new BadInput('say which seeds: --seeds 1..40');
  return { kind: 'seeds', seeds: seedsOf(values.seeds), workers, json };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        seeds: { type: 'string' },
        workers: { type: 'string' },
        trace: { type: 'string' },
        json: { type: 'boolean' },
        mutants: { type: 'boolean' },
        model: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (cause) {
    throw new BadInput(cause instanceof Error ? cause.message : String(cause));
  }
}

function seedsOf(text: string | undefined): Seeds {
  if (text === undefined) return FIRST_SEEDS;
  const match = /^(\d+)(?:\.\.(\d+))?$/.exec(text);
  if (!match) throw new BadInput(`no seeds: ${text}`);
  const from = seedOf(match[1] ?? '');
  const to = seedOf(match[2] ?? match[1] ?? '');
  if (to < from) throw new BadInput(`the last seed comes before the first: ${text}`);
  return { from, to };
}

const seedOf = (text: string): number => count(text, MAX_SEED);

function count(text: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new BadInput(`not a number from 1 to ${most}: ${text}`);
  return value;
}
