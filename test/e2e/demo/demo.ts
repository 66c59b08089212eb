/**
 * `npm run demo [-- --out DIR --seed N --baskets N --lang ro|ru|en]`: a cashier's day through the real window, without a
 * screen. Ends with 0 only if HQ's ledger equals the till's journal, effect by effect.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '../../../server/db/embedded/open-embedded.ts';
import { compareLedgers } from './compare-ledgers.ts';
import { planDay } from './day-plan.ts';
import { DEMO_HELP, type DemoOptions, readDemoOptions } from './demo-options.ts';
import { sellDay } from './sell-day.ts';
import { openShop } from './shop.ts';
import { readShopGoods } from './shop-goods.ts';
import { verdict } from './verdict.ts';
import { writeReceipts } from './write-receipts.ts';

const PICTURED_RECEIPTS = [1, 2, 3, 5, 8, 13, 21, 34];

async function main(): Promise<number> {
  const options = readDemoOptions(process.argv.slice(2));
  if (options === 'help') {
    console.log(DEMO_HELP);
    return 0;
  }
  if ('wrong' in options) {
    console.error(`${options.wrong}\n\n${DEMO_HELP}`);
    return 2;
  }
  return await runDemo(options);
}

async function runDemo(options: DemoOptions): Promise<number> {
  const { out, seed } = options;
  const say = (line: string): void => console.log(line);
  const folder = mkdtempSync(join(tmpdir(), 'puncta-demo-'));
  // As root, the database belongs to a user of its own, who must be able to get there.
  chmodSync(folder, 0o755);
  const screensFolder = join(out, 'screens');
  // Only what an earlier day left: the folder may be one that the user keeps other things in.
  for (const name of ['screens', 'receipts', 'summary.json'])
    rmSync(join(out, name), { recursive: true, force: true });
  mkdirSync(screensFolder, { recursive: true });
  say(`A cashier's day: ${options.baskets} baskets, seed ${seed}.`);
  const opening = openShop({ folder, seed, language: options.language });
  endWithUs(async () => {
    await (await opening).close();
    rmSync(folder, { recursive: true, force: true });
  });
  const shop = await opening;
  try {
    const plan = planDay({ ...readShopGoods(), seed, baskets: options.baskets });
    const story = await sellDay({ shop, plan, screensFolder, say });
    const paper = await writeReceipts(shop.printer, join(out, 'receipts'), PICTURED_RECEIPTS);
    const database = await openEmbedded({ folder: shop.hqFolder });
    const ledgers = await compareLedgers(shop.journalFile, database.url);
    const summary = { seed, story, paper, ledgers };
    const problems = verdict(summary);
    writeFileSync(join(out, 'summary.json'), `${JSON.stringify({ ...summary, problems }, null, 2)}\n`);
    say(
      problems.length === 0
        ? `HQ's ledger equals the journal: ${ledgers.entries.hq} entries, ${ledgers.effects.hq} effects, ${ledgers.points.hq} points earned, ${ledgers.spentPoints.hq} spent.`
        : `The day does not add up:\n${problems.join('\n')}`,
    );
    say(`Written to ${out}.`);
    return problems.length === 0 ? 0 : 1;
  } catch (problem) {
    await shop
      .robot()
      .screenshot(join(screensFolder, 'stopped-here.png'))
      .catch(() => undefined);
    throw problem;
  } finally {
    await shop.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Asked to stop half way, the day leaves no process behind. */
function endWithUs(close: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void close().finally(() => process.exit(1)));
}

process.exitCode = await main();
