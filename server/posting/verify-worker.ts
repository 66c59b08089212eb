/** A thread that judges entries. It learns a company's programmes with the first order that needs them. */
import { parentPort } from 'node:worker_threads';
import { assert } from '../../shared/kernel/assert.ts';
import type { CompanyId } from '../../shared/kernel/ids.ts';
import type { SaleStore } from '../../shared/ledger/check-sale.ts';
import type { WireEntry } from '../../shared/protocol/push.ts';
import { type Judged, judgeWire } from './judge-entry.ts';
import { type ShelvedProgramme, type StoredProgramme, shelve } from './programme-shelf.ts';

export type JudgeOrder = {
  readonly company: CompanyId;
  readonly store: SaleStore;
  /** Those that this thread has not been sent before. */
  readonly programmes: readonly StoredProgramme[];
  readonly entries: readonly WireEntry[];
};
export type JudgeAnswer = readonly (Judged | null)[];

const shelves = new Map<CompanyId, Map<number, ShelvedProgramme>>();

function answer({ company, store, programmes, entries }: JudgeOrder): JudgeAnswer {
  const shelf = shelves.get(company) ?? new Map<number, ShelvedProgramme>();
  shelves.set(company, shelf);
  for (const each of programmes) shelve(shelf, each);
  return entries.map((entry) => judgeWire(entry, { programmes: shelf, store }));
}

assert(parentPort, 'this file runs as a thread');
const port = parentPort;
port.on('message', (order: JudgeOrder) => port.postMessage(answer(order)));
