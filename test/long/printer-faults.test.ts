/**
 * SPL-1 … SPL-4 by numbers: a till sells on while its printer does what printers do, and is started anew in between.
 * Whatever happens, no receipt comes out twice without saying that it is a copy, and the queue always ends empty.
 */
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { SPOOL_ACTIONS } from '../../shared/ipc/views.ts';
import { generator } from '../e2e/demo/day-plan.ts';
import { original, slipsOn } from '../support/builders/printing-till.ts';
import { type TestSpool, testSpool } from '../support/builders/spool.ts';
import { type PrinterState, readyState } from '../support/virtual-printer/printer-state.ts';
import { startVirtualPrinter, type VirtualPrinter } from '../support/virtual-printer/virtual-printer.ts';

const RUNS = 1000;
const AT_ONCE = 100;
const FIRST_SEED = 90_000;
const MOST_STEPS = 5;
const RUN_LIMIT_MS = 120_000;
/** A slip has some hundred bytes; the questions before it a few. */
const SLIP_BYTES = 700;
const SLIP_LINES = 25;

type Random = () => number;
type Count = {
  sold: number;
  printed: number;
  asked: number;
  copies: number;
  restarts: number;
  faults: Record<string, number>;
};

const pick = <T>(random: Random, items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;

const faults: Readonly<Record<string, (random: Random) => Partial<PrinterState>>> = {
  none: () => ({}),
  paperOut: () => ({ paper: 'out' }),
  paperEnds: (random) => ({ paperLeftLines: 1 + Math.floor(random() * SLIP_LINES) }),
  coverOpen: () => ({ cover: 'open' }),
  offLine: () => ({ online: false }),
  knife: () => ({ error: 'cutter' }),
  resets: (random) => ({ mode: { kind: 'resets-after', bytes: 1 + Math.floor(random() * SLIP_BYTES) } }),
  stalls: (random) => ({ mode: { kind: 'stalls-after', bytes: 1 + Math.floor(random() * SLIP_BYTES) } }),
  neverReads: () => ({ mode: { kind: 'never-reads' } }),
  mute: () => ({ mode: { kind: 'mute' } }),
};

/** Nothing moves any more until somebody does something. */
const isAtRest = ({ status }: Pick<TestSpool, 'status'>): boolean => {
  const { state, waiting } = status();
  return state === 'blocked' || state === 'asks' || (state === 'ready' && waiting === 0);
};
const isEmpty = ({ status }: Pick<TestSpool, 'status'>): boolean =>
  status().state === 'ready' && status().waiting === 0;

async function run(seed: number, count: Count): Promise<readonly string[]> {
  const random = generator(seed);
  const printer = await startVirtualPrinter();
  const db = new DatabaseSync(':memory:');
  let spool = openSpool(db, printer);
  const asked = new Set<string>();
  let sold = 0;
  try {
    const steps = 1 + Math.floor(random() * MOST_STEPS);
    for (let step = 0; step < steps; step += 1) {
      const name = pick(random, Object.keys(faults));
      count.faults[name] = (count.faults[name] ?? 0) + 1;
      printer.set(faults[name]?.(random) ?? {});
      const sales = 1 + Math.floor(random() * 3);
      for (let sale = 0; sale < sales; sale += 1) spool.sell((sold += 1));
      if (random() < 0.2) printer.powerCycle();
      if (random() < 0.3) {
        count.restarts += 1;
        await spool.stop();
        spool = openSpool(db, printer);
      }
      await inTime(spool.until(isAtRest), seed);
      printer.set(readyState);
      for (const number of answerQuestions(spool, random)) asked.add(number);
    }
    while (!isEmpty(spool)) {
      for (const number of answerQuestions(spool, random)) asked.add(number);
      await inTime(
        spool.until((each) => isEmpty(each) || each.status().state === 'asks'),
        seed,
      );
    }
    const slips = slipsOn(printer);
    const numbers = Array.from({ length: sold }, (_, index) => index + 1);
    const times = (n: number): number => slips.filter((slip) => slip === original(n)).length;
    count.sold += sold;
    count.asked += asked.size;
    count.printed += numbers.filter((n) => times(n) === 1).length;
    count.copies += slips.filter((slip) => slip.includes('COPY')).length;
    return [
      ...numbers.filter((n) => times(n) > 1).map((n) => `seed ${seed}: slip ${n} came out ${times(n)} times`),
      ...numbers
        .filter((n) => times(n) === 0 && spool.stateOf(n) === 'confirmed' && !asked.has(`t-1-1-${n}`))
        .map(
          (n) => `seed ${seed}: slip ${n} counts as printed by the printer's own word, and is not on paper`,
        ),
    ];
  } finally {
    await spool.stop();
    await printer.close();
    db.close();
  }
}

/** Longer than any silence that the spool puts up with. */
async function inTime(wait: Promise<void>, seed: number): Promise<void> {
  const late = delay(RUN_LIMIT_MS, 'late' as const, { ref: false });
  if ((await Promise.race([wait, late])) === 'late')
    throw new Error(`seed ${seed}: the queue does not come to rest`);
}

function openSpool(db: DatabaseSync, printer: VirtualPrinter): TestSpool {
  const spool = testSpool({ db, printerUrl: `tcp://127.0.0.1:${printer.port}` });
  spool.start();
  return spool;
}

/** What the cashier says of receipts whose fate nobody knows, right or wrong. Gives the numbers asked for. */
function answerQuestions(spool: TestSpool, random: Random): readonly string[] {
  const asking = spool.jobs().filter(({ state }) => state === 'unknown');
  for (const { id } of asking) spool.resolve(id, pick(random, SPOOL_ACTIONS));
  return asking.map(({ receiptNumber }) => receiptNumber);
}

test(`SPL-2 ${RUNS} runs with faults: nothing is printed twice unmarked`, async () => {
  const count: Count = { sold: 0, printed: 0, asked: 0, copies: 0, restarts: 0, faults: {} };
  const wrong: string[] = [];
  for (let at = 0; at < RUNS; at += AT_ONCE) {
    const seeds = Array.from({ length: Math.min(AT_ONCE, RUNS - at) }, (_, index) => FIRST_SEED + at + index);
    wrong.push(
      ...(
        await Promise.all(seeds.map((seed) => run(seed, count).catch((cause: Error) => [cause.message])))
      ).flat(),
    );
  }
  console.log(`printer faults, seeds from ${FIRST_SEED}: ${JSON.stringify(count)}`);
  expect(wrong).toEqual([]);
  expect(count.printed).toBeGreaterThan(RUNS);
});
