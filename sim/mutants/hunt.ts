/** Runs the same seeds with each bug planted, and counts the seeds that catch it. */
import { Worker } from 'node:worker_threads';
import type { Seeds } from '../campaign/run-campaign.ts';
import { ALL_MUTANTS, CONTROL } from './all-mutants.ts';
import type { Hunted } from './hunt-one.ts';

export const HUNTED = [CONTROL, ...ALL_MUTANTS];

export type HuntOptions = { readonly seeds: Seeds; readonly workers: number };

/** In the order of the list, the control first. */
export async function huntMutants({ seeds, workers }: HuntOptions): Promise<readonly Hunted[]> {
  const parts = Array.from({ length: workers }, (_, n) => {
    const names = HUNTED.filter((_each, index) => index % workers === n).map(({ name }) => name);
    return inThread({ names, seeds });
  });
  const hunted = (await Promise.all(parts)).flat();
  return HUNTED.flatMap(({ name }) => hunted.find((each) => each.name === name) ?? []);
}

export type HuntShare = { readonly names: readonly string[]; readonly seeds: Seeds };

function inThread(share: HuntShare): Promise<readonly Hunted[]> {
  return new Promise((resolve, reject) => {
    const hunted: Hunted[] = [];
    const worker = new Worker(new URL('./hunt-worker.ts', import.meta.url), { workerData: share });
    worker.on('message', (each: Hunted) => hunted.push(each));
    worker.once('error', reject);
    worker.once('exit', (code) =>
      code === 0 ? resolve(hunted) : reject(new Error(`a thread of the hunt ended with ${code}`)),
    );
  });
}
