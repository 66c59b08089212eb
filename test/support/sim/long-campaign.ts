import { SITUATIONS } from '../../../sim/campaign/failure-table.ts';
import { runCampaign, type Seeds } from '../../../sim/campaign/run-campaign.ts';
import { summarise } from '../../../sim/campaign/summary.ts';

/** A campaign with its figures in the test's output. `missing`: situations of the failure table, and others, that never came up. */
export async function longCampaign(seeds: Seeds) {
  const startMs = performance.now();
  const summary = summarise(await runCampaign({ seeds, workers: 1 }));
  const { traceHashes: _hashes, notModelled: _not, ...shown } = summary;
  const seconds = Math.round((performance.now() - startMs) / 1000);
  console.log(JSON.stringify({ ...shown, seconds }));
  const rows = summary.failureTable.flatMap((row) => (row.notModelled === null ? row.missing : []));
  const missing = [...rows, ...SITUATIONS.filter((name) => (summary.counts[name] ?? 0) === 0)];
  return { violations: summary.violations, tillYears: summary.tillYears, missing };
}
