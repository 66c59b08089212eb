/** What happens when: a heap of moments. Of the same moment, what was put down first comes first. */
import { assert } from '../../shared/kernel/assert.ts';

/** Nothing that a seed draws needs a tenth of it. */
const MAX_EVENTS = 3_000_000;

type Item = { readonly atMs: number; readonly order: number; readonly run: () => void };

export type Agenda = {
  readonly nowMs: () => number;
  /** Runs something so many milliseconds from now. */
  readonly after: (delayMs: number, run: () => void) => void;
  /** Goes on until nothing is left or the time has come; returns how many events it ran. */
  readonly runUntil: (endMs: number) => number;
};

export function createAgenda(startMs: number): Agenda {
  const heap: Item[] = [];
  let nowMs = startMs;
  let order = 0;
  return {
    nowMs: () => nowMs,
    after: (delayMs, run) => {
      order += 1;
      rise(heap, { atMs: nowMs + Math.max(0, Math.round(delayMs)), order, run });
    },
    runUntil: (endMs) => {
      let events = 0;
      for (let first = heap[0]; first && first.atMs <= endMs; first = heap[0]) {
        removeFirst(heap);
        nowMs = first.atMs;
        first.run();
        events += 1;
        assert(events < MAX_EVENTS, 'a run comes to an end');
      }
      nowMs = endMs;
      return events;
    },
  };
}

const isBefore = (a: Item, b: Item): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);

function rise(heap: Item[], item: Item): void {
  let place = heap.length;
  while (place > 0) {
    const above = (place - 1) >> 1;
    const parent = heap[above] as Item;
    if (isBefore(parent, item)) break;
    heap[place] = parent;
    place = above;
  }
  heap[place] = item;
}

function removeFirst(heap: Item[]): void {
  const last = heap.pop();
  if (!last || heap.length === 0) return;
  let place = 0;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(heap[child + 1] as Item, heap[child] as Item)) child += 1;
    if (!isBefore(heap[child] as Item, last)) break;
    heap[place] = heap[child] as Item;
    place = child;
  }
  heap[place] = last;
}
