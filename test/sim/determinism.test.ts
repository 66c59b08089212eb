import { describe, expect, test } from 'vitest';
import { shippedProtocol } from '../../sim/protocol/shipped-protocol.ts';
import { runSeed } from '../../sim/run-seed.ts';

const run = (seed: number) => runSeed(seed, { protocol: shippedProtocol });

describe('a seed says everything that happens', () => {
  test.each([1, 4, 12, 17])('seed %i twice gives the same trace', (seed) => {
    const [first, second] = [run(seed), run(seed)];
    expect(second).toEqual(first);
    expect(first.traceHash).toMatch(/^[0-9a-f]{16}$/);
  });

  test('two seeds do not', () => {
    expect(run(12).traceHash).not.toBe(run(17).traceHash);
  });

  test('reading along changes nothing', () => {
    const read = runSeed(12, { protocol: shippedProtocol, keepTrace: 50 });
    expect(read.traceHash).toBe(run(12).traceHash);
    expect(read.trace.length).toBeGreaterThanOrEqual(50);
  });
});
