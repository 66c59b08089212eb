/** How large a bench is. Without a word it stays small enough for a coffee; the goals are set for the full scale. */
import { parseArgs } from 'node:util';

export type BenchScale = {
  readonly products: number;
  readonly members: number;
  /** Entries of a till that was away. */
  readonly entries: number;
  readonly sales: number;
};

export const SMALL: BenchScale = { products: 10_000, members: 20_000, entries: 5_000, sales: 1_000 };
export const FULL: BenchScale = { products: 100_000, members: 1_000_000, entries: 20_000, sales: 5_000 };

export function scaleFrom(args: readonly string[]): {
  readonly names: readonly string[];
  readonly scale: BenchScale;
} {
  const size = { type: 'string' } as const;
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { full: { type: 'boolean' }, products: size, members: size, entries: size, sales: size },
  });
  const start = values.full === true ? FULL : SMALL;
  const of = (name: keyof BenchScale): number => whole(values[name]) ?? start[name];
  return {
    names: positionals,
    scale: { products: of('products'), members: of('members'), entries: of('entries'), sales: of('sales') },
  };
}

function whole(text: string | undefined): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`${text} is no number of things`);
  return value;
}
