/** What a campaign came to: sums over its seeds, and one line for each seed that broke a promise. */
import type { SeedResult } from '../run-seed.ts';
import { fastHash } from '../world/hash.ts';
import { addCounts } from '../world/tally.ts';
import { coverage, NOT_MODELLED, type RowCoverage } from './failure-table.ts';

export type SeedLine = Omit<SeedResult, 'trace'>;

export type Summary = {
  readonly seeds: { readonly from: number; readonly to: number; readonly count: number };
  readonly tillDays: number;
  readonly tillYears: number;
  readonly receipts: number;
  readonly receiptsPerTillAndDay: number;
  readonly commands: number;
  readonly events: number;
  /** Faults and situations by kind. */
  readonly counts: Readonly<Record<string, number>>;
  readonly failureTable: readonly RowCoverage[];
  readonly violations: readonly { readonly seed: number; readonly rule: string; readonly message: string }[];
  /** One hash over the traces of all seeds, and each seed's own. */
  readonly traceHash: string;
  readonly traceHashes: Readonly<Record<number, string>>;
  readonly notModelled: readonly string[];
};

const sortedByName = (counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));

export function summarise(results: readonly SeedLine[]): Summary {
  const lines = [...results].sort((a, b) => a.seed - b.seed);
  const sum = (of: (line: SeedLine) => number): number => lines.reduce((total, line) => total + of(line), 0);
  const counts = sortedByName(lines.reduce((all, line) => addCounts(all, line.counts), {}));
  const tillDays = sum((line) => line.tillDays);
  const receipts = sum((line) => line.receipts);
  return {
    seeds: { from: lines[0]?.seed ?? 0, to: lines.at(-1)?.seed ?? 0, count: lines.length },
    tillDays,
    tillYears: Math.round((tillDays / 365) * 100) / 100,
    receipts,
    receiptsPerTillAndDay: Math.round((receipts / Math.max(1, tillDays)) * 10) / 10,
    commands: sum((line) => line.commands),
    events: sum((line) => line.events),
    counts,
    failureTable: coverage(counts),
    violations: lines.flatMap(({ seed, violation }) => (violation ? [{ seed, ...violation }] : [])),
    traceHash: fastHash(lines.map((line) => line.traceHash).join(' ')),
    traceHashes: Object.fromEntries(lines.map((line) => [line.seed, line.traceHash])),
    notModelled: NOT_MODELLED,
  };
}
