/** Options that every subcommand has, and how they are read. */
import { join } from 'node:path';
import type { ParseArgsOptionsConfig } from 'node:util';
import { type OpenedHq, type OpenOptions, openHq } from '../app/open-hq.ts';
import type { ConnectionLimits } from '../db/connect.ts';
import { OperatorError } from '../operator-error.ts';
import type { Values } from './command.ts';

export const commonOptions = {
  data: { type: 'string' },
  'dev-no-fsync': { type: 'boolean' },
} as const satisfies ParseArgsOptionsConfig;

export const commonHelp = [
  '--data DIR       folder of the key file and of the embedded database (default .data/hq)',
  '--dev-no-fsync   allow a database that may lose acknowledged entries (development only)',
];

const DEFAULT_FOLDER = join(import.meta.dirname, '../../.data/hq');

/** Opens what DATABASE_URL or --data name, beside a running `serve` if there is one. */
export const openFrom = (values: Values, limits?: ConnectionLimits): Promise<OpenedHq> =>
  openHq({ ...placeOf(values), ...(limits && { limits }) });

export function placeOf(values: Values): OpenOptions {
  const databaseUrl = process.env['DATABASE_URL'];
  return {
    folder: text(values, 'data') ?? DEFAULT_FOLDER,
    allowNoFsync: values['dev-no-fsync'] === true,
    say: (line) => console.error(line),
    ...(databaseUrl && { databaseUrl }),
  };
}

export const text = (values: Values, name: string): string | undefined => {
  const value = values[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

export function wholeNumber(values: Values, name: string, max: number): number | undefined {
  const given = text(values, name);
  if (given === undefined) return undefined;
  const number = /^\d+$/.test(given) ? Number(given) : Number.NaN;
  if (!(number <= max))
    throw new OperatorError(`--${name} takes a whole number up to ${max}, not "${given}".`);
  return number;
}

export const MAX_SEED = 2 ** 32 - 1;
