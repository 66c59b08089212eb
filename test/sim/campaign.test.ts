/** Five years of a till, and every promise of protocol.md watched after every step. */
import { expect, test } from 'vitest';
import { runCampaign } from '../../sim/campaign/run-campaign.ts';
import { summarise } from '../../sim/campaign/summary.ts';

test('in five till-years of sales, spends, returns and faults no promise breaks', async () => {
  const startMs = performance.now();
  const summary = summarise(await runCampaign({ seeds: { from: 1, to: 52 }, workers: 2 }));
  const { tillYears, receipts, receiptsPerTillAndDay, events, counts, traceHash } = summary;
  const seconds = Math.round((performance.now() - startMs) / 1000);
  console.log(
    JSON.stringify({ tillYears, receipts, receiptsPerTillAndDay, events, seconds, traceHash, counts }),
  );
  expect(summary.violations).toEqual([]);
  expect(tillYears).toBeGreaterThanOrEqual(5);
  expect(receiptsPerTillAndDay).toBeGreaterThanOrEqual(20);
  for (const { event, times } of summary.failureTable.filter(({ event }) => COMMON.includes(event)))
    expect(times, event).toBeGreaterThan(0);
}, 400_000);

/** What so short a campaign is sure to meet; the long one meets every row. */
const COMMON = [
  'WAN down, holder has rights',
  'WAN down, holder till off/unreachable',
  'Crash before fsync',
  'Crash after fsync, before print',
  'Duplicate/reordered pushes',
  'Disk restored from image',
  'HQ down',
];
