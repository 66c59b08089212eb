import { parentPort, workerData } from 'node:worker_threads';
import { HUNTED, type HuntShare } from './hunt.ts';
import { huntOne } from './hunt-one.ts';

const { names, seeds } = workerData as HuntShare;
for (const mutant of HUNTED) if (names.includes(mutant.name)) parentPort?.postMessage(huntOne(mutant, seeds));
