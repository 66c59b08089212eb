/**
 * Hashing, reading and judging entries: work for the processor only, two thirds of what posting costs. A few entries are
 * judged at once; a large batch is shared out to worker threads, so that other tills are answered meanwhile.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { CompanyId } from '../../shared/kernel/ids.ts';
import type { WireEntry } from '../../shared/protocol/push.ts';
import type { Db } from '../db/connect.ts';
import { type Judged, judgeWire } from './judge-entry.ts';
import {
  type Programmes,
  programmeReader,
  type ShelvedProgramme,
  type StoredProgramme,
  shelve,
} from './programme-shelf.ts';
import type { TillCaller } from './till-caller.ts';
import type { JudgeAnswer, JudgeOrder } from './verify-worker.ts';

export type Verifier = {
  readonly judge: (caller: JudgedBy, entries: readonly WireEntry[]) => Promise<Judgement>;
  readonly close: () => Promise<void>;
};

type JudgedBy = Pick<TillCaller, 'company' | 'store' | 'timeZone'>;

export type Judgement = {
  readonly programmes: Programmes;
  /** One for each entry; null for one that does not say where it stands. */
  readonly judged: readonly (Judged | null)[];
};

/** Below this many entries a thread would cost more than it saves. */
export const INLINE_ENTRIES = 32;
const MAX_THREADS = 4;
/** Parsed bodies die young; with the default of 16 MB many would be moved before they do. */
const YOUNG_GENERATION_MB = 64;

export function makeVerifier(db: Db, threads = Math.min(availableParallelism(), MAX_THREADS)): Verifier {
  const publishedBy = programmeReader(db);
  const shelf = shelfByCompany();
  const workers: JudgeThread[] = [];
  return {
    judge: async ({ company, store: id, timeZone }, entries) => {
      const store = { id, timeZone };
      const published = await publishedBy(company);
      const programmes = shelf(company, published);
      if (threads === 0 || entries.length <= INLINE_ENTRIES)
        return { programmes, judged: entries.map((entry) => judgeWire(entry, { programmes, store })) };
      while (workers.length < threads) workers.push(judgeThread());
      const share = Math.ceil(entries.length / workers.length);
      const parts = await Promise.all(
        workers.map((worker, index) =>
          worker.judge({ company, store, published }, entries.slice(index * share, (index + 1) * share)),
        ),
      );
      return { programmes, judged: parts.flat() };
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}

function shelfByCompany(): (company: CompanyId, published: readonly StoredProgramme[]) => Programmes {
  const shelves = new Map<CompanyId, Map<number, ShelvedProgramme>>();
  return (company, published) => {
    const shelf = shelves.get(company) ?? new Map<number, ShelvedProgramme>();
    shelves.set(company, shelf);
    for (const each of published) shelve(shelf, each);
    return shelf;
  };
}

type JudgeThread = {
  readonly judge: (
    by: Pick<JudgeOrder, 'company' | 'store'> & { readonly published: readonly StoredProgramme[] },
    entries: readonly WireEntry[],
  ) => Promise<readonly (Judged | null)[]>;
  readonly close: () => Promise<unknown>;
};

/** Orders are answered in their order. A thread that dies takes its orders with it; the tills push again. */
function judgeThread(): JudgeThread {
  const worker = new Worker(new URL('./verify-worker.ts', import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  });
  worker.unref();
  const sent = new Map<CompanyId, number>();
  const waiting: {
    readonly resolve: (judged: JudgeAnswer) => void;
    readonly reject: (fault: Error) => void;
  }[] = [];
  worker.on('message', (answer: JudgeAnswer) => waiting.shift()?.resolve(answer));
  worker.on('error', (fault) => {
    for (const each of waiting.splice(0)) each.reject(fault);
  });
  return {
    judge: ({ company, store, published }, entries) =>
      new Promise((resolve, reject) => {
        const programmes = published.slice(sent.get(company) ?? 0);
        sent.set(company, published.length);
        waiting.push({ resolve, reject });
        worker.postMessage({ company, store, programmes, entries } satisfies JudgeOrder);
      }),
    close: () => worker.terminate(),
  };
}
