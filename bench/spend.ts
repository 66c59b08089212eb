/**
 * Points spent while HQ is away: engine, the rights held, the leases chosen, canonical texts, signature, one durable
 * transaction. Against it, in turn and on the same disk: one signature and one durable commit of the same bytes.
 */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { commitSale } from '../electron/sale/commit-sale.ts';
import { assert } from '../shared/kernel/assert.ts';
import { points } from '../shared/kernel/units.ts';
import type { MemberRow } from '../shared/loyalty/seen/member.ts';
import { quantile } from './quantile.ts';
import type { BenchResult } from './result.ts';
import { baselineCommit } from './support/baseline-commit.ts';
import { type RealHq, realHq } from './support/real-hq.ts';
import { timed } from './support/timed.ts';
import { type WholeTill, wholeTill } from './support/whole-till.ts';

const WARM_UP = 100;
const SPENDS = 1_000;
const MEMBERS = 60;
const POINTS_EACH = 1;
/** What so many spends of one member need, and some more. */
const LEAST_HELD = 100;
const ROUNDS = 40;
const ROUND_MS = 30_000;

export async function run(): Promise<BenchResult> {
  const hq = await realHq();
  try {
    const till = await wholeTill(hq);
    const members = await membersWithRights(till);
    // Nothing else may use the disk while the clock runs, and nobody can be asked.
    await hq.stop();
    const result = resultOf(measure(till, members, hq));
    await till.till.stop();
    return result;
  } finally {
    await hq.close();
  }
}

/** Whoever came to the store is lent something to its tills with one of the next rounds. */
async function membersWithRights({ handlers, session, members, draftFor }: WholeTill) {
  for (const [index, member] of members.slice(0, MEMBERS).entries()) {
    const sold = await handlers['sale.commit'](draftFor(member, index));
    assert(sold.ok, 'a sale of the bench is committed');
  }
  const { background } = session();
  for (let round = 0; round < ROUNDS; round += 1) {
    await background.sync.roundNow(ROUND_MS);
    const holding: MemberRow[] = [];
    for (const member of members.slice(0, MEMBERS)) {
      const held = await handlers['rights.held']({ owner: member.id });
      const amount = held.ok ? held.value.held.find(({ asset }) => asset === 'points')?.amount : 0;
      if ((amount ?? 0) >= LEAST_HELD) holding.push(member);
    }
    if (holding.length * LEAST_HELD >= (WARM_UP + SPENDS) * POINTS_EACH) return holding;
    await delay(1_000);
  }
  throw new Error('HQ lends this till nothing');
}

type Times = { readonly spendMs: number[]; readonly baselineMs: number[] };

function measure({ session, draftFor }: WholeTill, members: readonly MemberRow[], hq: RealHq): Times {
  const { desk } = session();
  const baseline = baselineCommit(join(hq.folder, 'baseline.sqlite'), session());
  const times: Times = { spendMs: [], baselineMs: [] };
  for (let spend = 0; spend < WARM_UP + SPENDS; spend += 1) {
    const member = members[spend % members.length];
    assert(member, 'there are members with rights');
    const draft = draftFor(member, spend, { points: points(POINTS_EACH) });
    const spendMs = timed(() => assert(commitSale(desk, draft).ok, 'points are spent'));
    const [entry] = desk.entries.wire(desk.journal.tip().seq, 1);
    assert(entry, 'the sale is in the journal');
    assert(entry.head.includes('"effect":"REDEEM"'), 'it spends');
    const baselineMs = timed(() => baseline(entry));
    if (spend < WARM_UP) continue;
    times.spendMs.push(spendMs);
    times.baselineMs.push(baselineMs);
  }
  return times;
}

function resultOf({ spendMs, baselineMs }: Times): BenchResult {
  const p99 = { spend: quantile(spendMs, 0.99), baseline: quantile(baselineMs, 0.99) };
  return {
    name: 'points spent off line',
    baseline: 'one signature and one durable commit of the same bytes (p99)',
    ratio: p99.spend / p99.baseline,
    goal: 'p99 at most 3',
    detail: {
      'spends timed': spendMs.length,
      'p50 ms': quantile(spendMs, 0.5),
      'p99 ms': p99.spend,
      'baseline p50 ms': quantile(baselineMs, 0.5),
      'baseline p99 ms': p99.baseline,
    },
  };
}
