/**
 * A sale from the window's draft to its answer: engine, receipt, canonical texts, hash, signature, one durable SQLite
 * transaction with effects and print jobs. Against it: one Ed25519 signature and one durable commit of the same bytes,
 * in turn with it and on the same disk.
 */
import { join } from 'node:path';
import { commitSale } from '../electron/sale/commit-sale.ts';
import type { Session } from '../electron/till/session.ts';
import type { SaleDraft } from '../shared/ipc/sale-draft.ts';
import { assert } from '../shared/kernel/assert.ts';
import type { WireEntry } from '../shared/protocol/push.ts';
import { quantile } from './quantile.ts';
import type { BenchResult } from './result.ts';
import { baselineCommit } from './support/baseline-commit.ts';
import { realHq } from './support/real-hq.ts';
import { timed } from './support/timed.ts';
import { wholeTill } from './support/whole-till.ts';

const WARM_UP = 100;
const SALES = 1_000;
/** What the cashier may wait for the commit (p99). */
const BUDGET_MS = 50;

export async function run(): Promise<BenchResult> {
  const hq = await realHq();
  try {
    const till = await wholeTill(hq);
    // Nothing else may use the disk while the clock runs.
    await hq.stop();
    const drafts = till.drafts(WARM_UP + SALES);
    const session = till.session();
    const times = measure(session, drafts, baselineCommit(join(hq.folder, 'baseline.sqlite'), session));
    await till.till.stop();
    return resultOf(times);
  } finally {
    await hq.close();
  }
}

type Times = { readonly saleMs: number[]; readonly baselineMs: number[] };

function measure(
  { desk }: Session,
  drafts: readonly SaleDraft[],
  baseline: (entry: WireEntry) => void,
): Times {
  const times: Times = { saleMs: [], baselineMs: [] };
  drafts.forEach((draft, index) => {
    const saleMs = timed(() => assert(commitSale(desk, draft).ok, 'a sale of the bench is committed'));
    const [entry] = desk.entries.wire(desk.journal.tip().seq, 1);
    assert(entry, 'the sale is in the journal');
    const baselineMs = timed(() => baseline(entry));
    if (index < WARM_UP) return;
    times.saleMs.push(saleMs);
    times.baselineMs.push(baselineMs);
  });
  return times;
}

function resultOf({ saleMs, baselineMs }: Times): BenchResult {
  const p50 = { sale: quantile(saleMs, 0.5), baseline: quantile(baselineMs, 0.5) };
  return {
    name: 'commit',
    baseline: 'one signature and one durable commit of the same bytes (p50)',
    ratio: p50.sale / p50.baseline,
    goal: `at most 4; p99 of a sale at most ${BUDGET_MS} ms`,
    detail: {
      salesTimed: saleMs.length,
      saleP50Ms: p50.sale,
      saleP99Ms: quantile(saleMs, 0.99),
      baselineP50Ms: p50.baseline,
      baselineP99Ms: quantile(baselineMs, 0.99),
    },
  };
}
