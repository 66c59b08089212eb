/**
 * A till that sold for a week without a line, until HQ has verified, posted and acknowledged everything. Against the same
 * till with a twentieth of it: what waits must not make each entry dearer.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { BenchResult } from './result.ts';
import type { BenchScale } from './scale.ts';
import { realHq } from './support/real-hq.ts';
import { type WholeTill, wholeTill } from './support/whole-till.ts';

const SHARE = 20;
const LIMIT_MS = 900_000;
const BREATH = 500;

export async function run({ entries }: BenchScale): Promise<BenchResult> {
  const hq = await realHq();
  try {
    const till = await wholeTill(hq);
    const few = Math.ceil(entries / SHARE);
    const away = async (sales: number): Promise<number> => {
      await hq.stop();
      await sell(till, sales);
      await hq.start();
      return await catchUpMs(till);
    };
    const fewMs = await away(few);
    const before = process.memoryUsage().rss;
    const allMs = await away(entries);
    const grownMb = (process.memoryUsage().rss - before) / 1024 / 1024;
    await till.till.stop();
    return {
      name: `catch-up of ${entries} entries after a week without a line`,
      baseline: `the same per entry with ${few} entries`,
      ratio: allMs / entries / (fewMs / few),
      goal: 'at most 1.2',
      detail: {
        'all in s': allMs / 1000,
        'entries/s': (entries / allMs) * 1000,
        'entries/s with few': (few / fewMs) * 1000,
        'memory of main grown MB': grownMb,
      },
    };
  } finally {
    await hq.close();
  }
}

async function sell({ handlers, drafts }: WholeTill, sales: number): Promise<void> {
  let sold = 0;
  for (const draft of drafts(sales)) {
    const done = await handlers['sale.commit'](draft);
    if (!done.ok) throw new Error(`a sale was refused: ${done.failure.code}`);
    sold += 1;
    if (sold % BREATH === 0) await delay(1);
  }
}

async function catchUpMs({ session }: WholeTill): Promise<number> {
  const { desk, background } = session();
  const startMs = performance.now();
  while (desk.entries.unacknowledgedCount() > 0) {
    await background.sync.roundNow(LIMIT_MS);
    if (performance.now() - startMs > LIMIT_MS) throw new Error('HQ did not take everything in time');
  }
  return performance.now() - startMs;
}
