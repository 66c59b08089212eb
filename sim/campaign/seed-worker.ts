import { parentPort, workerData } from 'node:worker_threads';
import { runSeeds, type Share } from './run-seeds.ts';

runSeeds(workerData as Share, { onSeed: (line) => parentPort?.postMessage(line) });
