/**
 * Scan → line in the window as it is shipped: real bundle, real databases with many goods, in Chromium. Compared with a
 * plain keydown that changes a text in the same page; both are timed to the frame that shows it.
 */
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { projectRoot } from '../build/project-root.ts';
import { chromiumFlags, ensureChromium } from '../build/setup/chromium.mjs';
import { serveRenderer } from '../test/support/serve-renderer.ts';
import type { BenchResult } from './result.ts';
import type { ScanBench, Timed } from './support/scan-page.ts';

const SCANS = 200;
const WARM_UP = 20;
const LOAD_MS = 180_000;

export async function run(): Promise<BenchResult> {
  const served = await serveRenderer('bench-bundle');
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: chromiumFlags() });
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    await page.addInitScript({ path: await bundledPageScript() });
    await page.goto(served.url);
    await page.locator('[data-screen="sale"]').waitFor();
    const products = await goodsLoaded(page);
    const { scans, keys } = await measure(page);
    return {
      name: 'scan → line drawn',
      baseline: 'a plain keydown that changes a text in the same page',
      ratio: quantile(drawn(scans), 0.5) / quantile(drawn(keys), 0.5),
      goal: 'p95 ≤ 50 ms',
      detail: {
        'scan p50 ms': quantile(drawn(scans), 0.5),
        'scan p95 ms': quantile(drawn(scans), 0.95),
        'scan max ms': Math.max(...drawn(scans)),
        'scan without the wait for a frame p50 ms': quantile(changed(scans), 0.5),
        'plain key p50 ms': quantile(drawn(keys), 0.5),
        'plain key p95 ms': quantile(drawn(keys), 0.95),
        products,
        scans: SCANS,
      },
    };
  } finally {
    await browser.close();
    await served.close();
  }
}

/** Fakes main inside the page, because only the window is measured. */
async function bundledPageScript(): Promise<string> {
  const outDir = join(projectRoot, 'out', 'bench-page');
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir,
      emptyOutDir: true,
      target: 'chrome140',
      lib: {
        entry: join(projectRoot, 'bench/support/scan-page.ts'),
        formats: ['iife'],
        name: 'scanPage',
        fileName: () => 'scan-page.js',
      },
    },
  });
  return join(outDir, 'scan-page.js');
}

/** Scans the last of the goods until it is known: then all are. Leaves an empty basket behind. */
async function goodsLoaded(page: Page): Promise<number> {
  const { count, last } = await page.evaluate(() => {
    const { codes } = (window as unknown as { scanBench: ScanBench }).scanBench;
    return { count: codes.length, last: codes.at(-1) ?? '' };
  });
  const untilMs = performance.now() + LOAD_MS;
  while (performance.now() < untilMs) {
    await page.keyboard.type(last);
    await page.keyboard.press('Enter');
    const line = page.locator(`[data-part="lines"] [data-code="${last}"]`);
    const isThere = await line.waitFor({ timeout: 1_000 }).then(
      () => true,
      () => false,
    );
    if (!isThere) continue;
    await page.keyboard.press('Delete');
    return count;
  }
  throw new Error('the goods did not arrive in time');
}

/** Scans and keys in turn, so that both see the same machine; goods from all over the list, some of them again. */
async function measure(page: Page): Promise<{ scans: readonly Timed[]; keys: readonly Timed[] }> {
  const times = await page.evaluate(async (count) => {
    const { scanBench } = window as unknown as { scanBench: ScanBench };
    const scans: Timed[] = [];
    const keys: Timed[] = [];
    for (let index = 0; index < count; index++) {
      const step = (index % 50) * 389;
      scans.push(await scanBench.scan(scanBench.codes[step % scanBench.codes.length] ?? ''));
      keys.push(await scanBench.plainKey());
    }
    return { scans, keys };
  }, SCANS + WARM_UP);
  return { scans: times.scans.slice(WARM_UP), keys: times.keys.slice(WARM_UP) };
}

const drawn = (times: readonly Timed[]): readonly number[] => times.map(({ drawnMs }) => drawnMs);
const changed = (times: readonly Timed[]): readonly number[] => times.map(({ changedMs }) => changedMs);

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
