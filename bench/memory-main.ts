/**
 * Main's memory over many sales that are sent as they are made: what is alive after a collection at the end, against a
 * fifth of the way. A till runs for months; what grows with each sale ends it.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { BenchResult } from './result.ts';
import type { BenchScale } from './scale.ts';
import { realHq } from './support/real-hq.ts';
import { type WholeTill, wholeTill } from './support/whole-till.ts';

const SEND_EVERY = 100;
const SEND_MS = 60_000;
const MB = 1024 * 1024;

export async function run({ sales }: BenchScale): Promise<BenchResult> {
  const hq = await realHq();
  try {
    const till = await wholeTill(hq);
    const early = Math.ceil(sales / 5);
    await sell(till, early);
    const first = alive();
    await sell(till, sales - early);
    const last = alive();
    const unsent = till.session().desk.entries.unacknowledgedCount();
    await till.till.stop();
    return {
      name: `memory of main over ${sales} sales`,
      baseline: `what was alive after ${early}`,
      ratio: last.heapMb / first.heapMb,
      goal: 'at most 1.1',
      detail: {
        [`heap after ${early} MB`]: first.heapMb,
        [`heap after ${sales} MB`]: last.heapMb,
        'resident before MB': first.residentMb,
        'resident after MB': last.residentMb,
        unsent,
      },
    };
  } finally {
    await hq.close();
  }
}

async function sell({ handlers, drafts, session }: WholeTill, sales: number): Promise<void> {
  for (let sold = 0; sold < sales; sold += SEND_EVERY) {
    for (const draft of drafts(Math.min(SEND_EVERY, sales - sold))) {
      const done = await handlers['sale.commit'](draft);
      if (!done.ok) throw new Error(`a sale was refused: ${done.failure.code}`);
    }
    await session().background.sync.roundNow(SEND_MS);
  }
}

function alive(): { readonly heapMb: number; readonly residentMb: number } {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  return { heapMb: heapUsed / MB, residentMb: rss / MB };
}
