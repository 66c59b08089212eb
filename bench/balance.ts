/**
 * What a member has, asked of HQ (the row that tills get, from accounts and lots) and of a till (what it did since that
 * row), for a member with 10,000 entries and for one with 100: in turn, on the same databases. It must not grow.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../electron/clock/clock.ts';
import { makeJournalFile, openJournal } from '../electron/journal/open-journal.ts';
import { entryReader } from '../electron/journal/read-entries.ts';
import { signingKey } from '../electron/keys/ed25519.ts';
import { createLog } from '../electron/log/log.ts';
import { demoGoods } from '../server/demo/demo-goods.ts';
import { pull } from '../server/feed/pull.ts';
import { runOwn } from '../server/posting/run-own.ts';
import { asBusinessDate, type BusinessDate } from '../shared/kernel/business-date.ts';
import { asId, type MemberId } from '../shared/kernel/ids.ts';
import { epochMs } from '../shared/kernel/units.ts';
import { shownBalance } from '../shared/ledger/shown-balance.ts';
import type { MemberRow } from '../shared/loyalty/seen/member.ts';
import type { Command } from '../shared/posting/post/command.ts';
import { acknowledgeAll, appended } from '../test/support/till/journal-filled.ts';
import { seedFrom } from '../test/support/till-chain.ts';
import { quantile } from './quantile.ts';
import type { BenchResult } from './result.ts';
import { benchMembers } from './support/bench-till.ts';
import { type PostingHq, postEntries, received, withPostingHq } from './support/posting-hq.ts';

const MANY = 10_000;
const FEW = 100;
/** Over which the entries are spread; the demo's points live for twelve months. */
const YEARS = 10;
const BATCH_ENTRIES = 1_000;
const ASKED = 300;
const WARM_UP = 50;
const GOAL = 'at most 1.5; p95 ≤ 5 ms';

export const run = async (): Promise<readonly BenchResult[]> => [await withPostingHq(atHq), await atTill()];

async function atHq({ hq, till }: PostingHq): Promise<BenchResult> {
  const [many, few] = twoMembers();
  const products = demoGoods()
    .filter(({ unit }) => unit === 'piece')
    .slice(0, 2);
  for (const [member, sales] of [
    [many, MANY],
    [few, FEW],
  ] as const)
    for (let sale = 0; sale < sales; sale += 1) {
      const businessDate = dayBefore(hq.nowMs(), Math.floor(((sales - sale) * YEARS * 365) / sales));
      till.chain.sale({ products, member, businessDate });
    }
  for (let from = 1; from <= MANY + FEW; from += BATCH_ENTRIES)
    await postEntries(
      { hq, till },
      received(till, { from, upto: Math.min(from + BATCH_ENTRIES - 1, MANY + FEW) }),
    );
  const today = dayBefore(hq.nowMs(), 0);
  const commands = [many, few].map(
    ({ id }): Command => ({ kind: 'DUE', ref: `due:bench:${id}`, owner: id, today }),
  );
  await runOwn(hq, { commands });
  const { store, company, timeZone } = till.caller;
  const ask = (card: string) => async (): Promise<void> => {
    const request = { collection: 'members', checkpoint: null, limit: 1, card } as const;
    const page = await pull(hq, { store, company, timeZone }, request);
    if (page?.documents.length !== 1) throw new Error(`HQ knows no card ${card}`);
  };
  return result('a member’s row at HQ', await inTurn(ask(many.cardNumber), ask(few.cardNumber)));
}

function twoMembers(): readonly [MemberRow, MemberRow] {
  const [many, few] = benchMembers();
  if (!many || !few) throw new Error('the demo shop has members');
  return [many, few];
}

const dayBefore = (nowMs: number, days: number): BusinessDate =>
  asBusinessDate(new Date(nowMs - days * 86_400_000).toISOString().slice(0, 10));

async function atTill(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'puncta-bench-'));
  const [many, few] = twoMembers();
  const key = signingKey(seedFrom('bench'));
  const file = {
    path: join(folder, 'journal.sqlite'),
    owner: { till: asId<never>('t-1'), epoch: 1, publicKey: key.publicKey },
    moreSchemaSql: '',
  };
  makeJournalFile(file);
  const log = createLog(() => undefined);
  const opened = openJournal({ ...file, key, clock: systemClock, log, onChange: () => undefined });
  if (!opened.ok) throw new Error(opened.failure.code);
  const journal = opened.value;
  const earn = (member: MemberId): void => {
    const parts = [{ n: 1, effect: 'EARN', asset: 'points', amount: 10 }] as const;
    appended(journal, { member, parts });
  };
  for (let n = 0; n < MANY; n += 1) {
    earn(many.id);
    if (n % (MANY / FEW) === 0) earn(few.id);
  }
  acknowledgeAll(journal, { timeMs: epochMs(Date.now()) });
  const reader = entryReader(journal);
  const asOf = journal.hqWord().logIndex;
  // One purchase that HQ's row does not contain yet, as a member has who stands at the till.
  for (const { id } of [many, few]) earn(id);
  const ask = (row: MemberRow) => (): Promise<void> => {
    const { pending } = shownBalance({ ...row, asOf }, 'points', reader.ownEffects(row.id, asOf));
    if (pending !== 10) throw new Error(`${pending} points are pending`);
    return Promise.resolve();
  };
  const times = await inTurn(ask(many), ask(few));
  journal.close();
  rmSync(folder, { recursive: true, force: true });
  return result('a member’s balance at the till', times);
}

type Times = { readonly manyMs: number[]; readonly fewMs: number[] };

async function inTurn(many: () => Promise<void>, few: () => Promise<void>): Promise<Times> {
  const times: Times = { manyMs: [], fewMs: [] };
  for (let asked = 0; asked < WARM_UP + ASKED; asked += 1) {
    const manyMs = await timed(many);
    const fewMs = await timed(few);
    if (asked < WARM_UP) continue;
    times.manyMs.push(manyMs);
    times.fewMs.push(fewMs);
  }
  return times;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

const result = (name: string, { manyMs, fewMs }: Times): BenchResult => ({
  name: `${name}, 10,000 entries`,
  baseline: 'the same of a member with 100 entries (p50)',
  ratio: quantile(manyMs, 0.5) / quantile(fewMs, 0.5),
  goal: GOAL,
  detail: {
    'p50 ms': quantile(manyMs, 0.5),
    'p95 ms': quantile(manyMs, 0.95),
    'p50 ms, 100 entries': quantile(fewMs, 0.5),
    'p95 ms, 100 entries': quantile(fewMs, 0.95),
  },
});
