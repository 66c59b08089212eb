import { shippedProtocol } from '../protocol/shipped-protocol.ts';
import { runSeed } from '../run-seed.ts';
import type { SeedLine } from './summary.ts';

export type Share = { readonly from: number; readonly to: number; readonly step: number };

/** Every `step`th seed from the first on, one after the other. */
export function runSeeds(
  { from, to, step }: Share,
  { onSeed }: { readonly onSeed?: (line: SeedLine) => void },
): readonly SeedLine[] {
  const lines: SeedLine[] = [];
  for (let seed = from; seed <= to; seed += step) {
    const { trace: _trace, ...line } = runSeed(seed, { protocol: shippedProtocol });
    lines.push(line);
    onSeed?.(line);
  }
  return lines;
}
