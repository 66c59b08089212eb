/**
 * The engine over a whole basket, as it runs on every scan: a hundred lines under two hundred rules of every kind, and what
 * a shop usually has. Against it: a general rules engine that says the plain part of a programme, its results checked to be
 * ours. Beside them, what a compiled programme costs.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { assert } from '../shared/kernel/assert.ts';
import { compileProgramme } from '../shared/loyalty/compile/compile-programme.ts';
import { compute } from '../shared/loyalty/compute.ts';
import type { Programme } from '../shared/loyalty/programme/programme.ts';
import type { Seen } from '../shared/loyalty/seen/seen.ts';
import { quantile } from './quantile.ts';
import type { BenchResult } from './result.ts';
import { generalEngine } from './support/engine/general-engine.ts';
import { seenOf } from './support/engine/goods.ts';
import { mixedProgramme } from './support/engine/mixed-programme.ts';
import { plainProgramme, plainRules } from './support/engine/plain-programme.ts';

type Size = { readonly lines: number; readonly rules: number };

const LARGE: Size = { lines: 100, rules: 200 };
const USUAL: Size = { lines: 10, rules: 30 };
const PROGRAMMES = [1, 200, 1_000];
const WARM_UP = 300;
const RUNS = 2_000;
const IN_TURN = 500;
const KB = 1024;

export async function run(): Promise<readonly BenchResult[]> {
  return [await againstGeneral(LARGE, 5), await againstGeneral(USUAL, 0.3), compiling()];
}

async function againstGeneral(size: Size, goalMs: number): Promise<BenchResult> {
  const { lines, rules } = size;
  const mixed = computing(mixedProgramme(rules), seenOf(lines));
  const plain = plainRules(rules);
  const seen = seenOf(lines, true);
  const ours = computing(plainProgramme(plain), seen);
  const general = generalEngine(plain);
  const theirs = await general(seen);
  const outcome = ours();
  const taken = outcome.lines.map(({ discountMinor }) => discountMinor);
  assert(taken.join() === theirs.discounts.join(), 'both engines take the same off every line');
  assert(outcome.earnedPoints === theirs.points, 'both engines give the same points');
  const mixedMs = timesOf(mixed, RUNS);
  const { oursMs, theirsMs } = await timesInTurn(ours, () => general(seen));
  return {
    name: `engine, ${lines} lines × ${rules} rules`,
    baseline: 'json-rules-engine saying the plain part of the same size (p50; ours for the same part)',
    ratio: quantile(oursMs, 0.5) / quantile(theirsMs, 0.5),
    goal: `at most 0.1; p95 of the whole mix at most ${goalMs} ms`,
    detail: {
      'whole mix p50 ms': quantile(mixedMs, 0.5),
      'whole mix p95 ms': quantile(mixedMs, 0.95),
      'whole mix p99 ms': quantile(mixedMs, 0.99),
      'rules that fired': mixed().explanation.fired.length,
      'plain part p50 ms': quantile(oursMs, 0.5),
      'json-rules-engine p50 ms': quantile(theirsMs, 0.5),
    },
  };
}

function computing(programme: Programme, seen: Seen): () => ReturnType<typeof compute> {
  const compiled = compileProgramme(programme);
  // As on a scan: the basket is new each time, its lines are not.
  return () => compute(compiled, { ...seen, lines: [...seen.lines] });
}

function timesOf(act: () => unknown, runs: number): readonly number[] {
  for (let n = 0; n < WARM_UP; n += 1) act();
  return Array.from({ length: runs }, () => {
    const from = performance.now();
    act();
    return performance.now() - from;
  });
}

/** Whatever else the machine does falls on both alike. */
async function timesInTurn(ours: () => unknown, theirs: () => Promise<unknown>) {
  const oursMs: number[] = [];
  const theirsMs: number[] = [];
  for (let n = 0; n < WARM_UP + IN_TURN; n += 1) {
    const start = performance.now();
    ours();
    const between = performance.now();
    await theirs();
    if (n < WARM_UP) continue;
    oursMs.push(between - start);
    theirsMs.push(performance.now() - between);
  }
  return { oursMs, theirsMs };
}

/** The document is read already; what is counted is what compiling adds to it. */
function compiling(): BenchResult {
  const detail: Record<string, number> = {};
  const p50 = new Map<number, number>();
  for (const rules of PROGRAMMES) {
    const programme = mixedProgramme(rules);
    const times = timesOf(() => compileProgramme(programme), 200);
    p50.set(rules, quantile(times, 0.5));
    detail[`${rules} rules p50 ms`] = quantile(times, 0.5);
    detail[`${rules} rules p95 ms`] = quantile(times, 0.95);
    detail[`${rules} rules KB`] = kilobytesOf(programme);
  }
  return {
    name: 'compiling a programme of 1,000 rules',
    baseline: 'five times one of 200',
    ratio: (p50.get(1_000) ?? 0) / (5 * (p50.get(200) ?? 1)),
    goal: 'at most 1.5',
    detail,
  };
}

/** So many that the heap's own noise does not count. */
const RULES_WEIGHED = 20_000;

function kilobytesOf(programme: Programme): number {
  const copies = Math.max(20, Math.ceil(RULES_WEIGHED / programme.rules.length));
  const kept: unknown[] = [];
  const before = heapAlive();
  for (let n = 0; n < copies; n += 1) kept.push(compileProgramme(programme));
  const after = heapAlive();
  assert(kept.length === copies, 'the programmes are alive until they are weighed');
  return (after - before) / copies / KB;
}

function heapAlive(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}
