/**
 * `npm run demo [-- --out DIR --seed N --baskets N --lang ro|ru|en]`: a cashier's day through the real window, without a
 * screen. Ends with 0 only if HQ's ledger equals the till's journal, effect by effect.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openEmbedded } from '../../../server/db/embedded/open-embedded.ts';
import { LANGUAGES } from '../../../shared/kernel/language.ts';
import { compareLedgers } from './compare-ledgers.ts';
import { BASKETS, planDay } from './day-plan.ts';
import { sellDay } from './sell-day.ts';
import { openShop } from './shop.ts';
import { readShopGoods } from './shop-goods.ts';
import { verdict } from './verdict.ts';
import { writeReceipts } from './write-receipts.ts';

const HELP = `npm run demo [-- OPTIONS]

A cashier's day through the real window, half of it without HQ, with a power cut in the middle.
Writes receipts (bytes, text, pictures), screens and summary.json.

  --out DIR      where to write (out/demo)
  --seed N       the day's seed (20261122)
  --baskets N    how many baskets (${BASKETS})
  --lang L       ro, ru or en (ro)`;

const PICTURED_RECEIPTS = [1, 2, 3, 5, 8, 13, 21, 34];

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: 'out/demo' },
      seed: { type: 'string', default: '20261122' },
      baskets: { type: 'string', default: String(BASKETS) },
      lang: { type: 'string', default: 'ro' },
      help: { type: 'boolean', default: false },
    },
  });
  const [seed, baskets] = [Number(values.seed), Number(values.baskets)];
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const isLanguage = LANGUAGES.some((language) => language === values.lang);
  if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(baskets) || baskets < 1 || !isLanguage) {
    console.error(HELP);
    return 2;
  }
  return await runDemo({ out: resolve(values.out), seed, baskets, language: values.lang });
}

async function runDemo(options: {
  out: string;
  seed: number;
  baskets: number;
  language: string;
}): Promise<number> {
  const { out, seed } = options;
  const say = (line: string): void => console.log(line);
  const folder = mkdtempSync(join(tmpdir(), 'puncta-demo-'));
  // As root, the database belongs to a user of its own, who must be able to get there.
  chmodSync(folder, 0o755);
  const screensFolder = join(out, 'screens');
  rmSync(out, { recursive: true, force: true });
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
        ? `HQ's ledger equals the journal: ${ledgers.entries.hq} entries, ${ledgers.effects.hq} effects, ${ledgers.points.hq} points.`
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
