/** Many seeds, on as many threads as are wanted. Each seed is a world of its own, so the order does not matter. */
import { Worker } from 'node:worker_threads';
import { assert } from '../../shared/kernel/assert.ts';
import { runSeeds } from './run-seeds.ts';
import type { SeedLine } from './summary.ts';

export type Seeds = { readonly from: number; readonly to: number };
export const MAX_WORKERS = 64;

export type CampaignOptions = {
  readonly seeds: Seeds;
  readonly workers: number;
  readonly onSeed?: (line: SeedLine) => void;
};

export async function runCampaign(options: CampaignOptions): Promise<readonly SeedLine[]> {
  const { seeds, workers } = options;
  assert(workers >= 1 && workers <= MAX_WORKERS, 'a number of threads that makes sense');
  if (workers === 1) return runSeeds({ ...seeds, step: 1 }, options);
  const parts = Array.from({ length: workers }, (_, n) =>
    inThread({ from: seeds.from + n, to: seeds.to, step: workers }, options.onSeed),
  );
  return (await Promise.all(parts)).flat();
}

function inThread(
  share: Seeds & { readonly step: number },
  onSeed: CampaignOptions['onSeed'],
): Promise<readonly SeedLine[]> {
  return new Promise((resolve, reject) => {
    const lines: SeedLine[] = [];
    const worker = new Worker(new URL('./seed-worker.ts', import.meta.url), { workerData: share });
    worker.on('message', (line: SeedLine) => {
      lines.push(line);
      onSeed?.(line);
    });
    worker.once('error', reject);
    worker.once('exit', (code) =>
      code === 0 ? resolve(lines) : reject(new Error(`a thread of the campaign ended with ${code}`)),
    );
  });
}
