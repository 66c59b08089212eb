import { parentPort, workerData } from 'node:worker_threads';
import { ALL_MUTANTS } from './all-mutants.ts';
import type { HuntShare } from './hunt.ts';
import { huntOne } from './hunt-one.ts';

const { names, seeds } = workerData as HuntShare;
for (const mutant of ALL_MUTANTS)
  if (names.includes(mutant.name)) parentPort?.postMessage(huntOne(mutant, seeds));
