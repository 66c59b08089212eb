/**
 * `npm run bench [-- NAME … [--products N] [--members N] [--entries N] [--sales N]]`: runs the benches one after another and writes their ratios to bench/README.md. A ratio
 * compares with a baseline measured in the same run, because machines are shared and noisy.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../build/project-root.ts';
import type { BenchResult } from './result.ts';
import { type BenchScale, scaleFrom } from './scale.ts';

type Bench = { readonly run: (scale: BenchScale) => Promise<BenchResult | readonly BenchResult[]> };

const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  engine: () => import('./engine.ts'),
  commit: () => import('./commit.ts'),
  spend: () => import('./spend.ts'),
  scan: () => import('./scan.ts'),
  'catch-up': () => import('./catch-up.ts'),
  'hq-posting': () => import('./hq-posting.ts'),
  balance: () => import('./balance.ts'),
  'first-load': () => import('./first-load.ts'),
  'tills-loading': () => import('./tills-loading.ts'),
  'week-away': () => import('./week-away.ts'),
  'memory-main': () => import('./memory-main.ts'),
  'memory-window': () => import('./memory-window.ts'),
};

const START = '<!-- figures: written by npm run bench -->';
const END = '<!-- end of figures -->';

async function main(args: readonly string[]): Promise<void> {
  const { names, scale } = scaleFrom(args);
  const unknown = names.filter((name) => !(name in benches));
  if (unknown.length > 0) {
    console.error(`There is no bench ${unknown.join(', ')}. Known: ${Object.keys(benches).join(', ')}.`);
    process.exit(2);
  }
  const chosen = Object.entries(benches).filter(([name]) => names.length === 0 || names.includes(name));
  const results: BenchResult[] = [];
  for (const [name, load] of chosen) {
    console.log(`bench ${name} …`);
    const measured = [await (await load()).run(scale)].flat();
    measured.forEach(tell);
    results.push(...measured);
  }
  if (names.length === 0) writeFigures(results);
}

function tell(result: BenchResult): void {
  console.log(`  ${result.name}: ${result.ratio.toFixed(2)} × ${result.baseline} (goal: ${result.goal})`);
  for (const [figure, value] of Object.entries(result.detail)) console.log(`  ${figure}: ${round(value)}`);
}

function writeFigures(results: readonly BenchResult[]): void {
  const file = join(projectRoot, 'bench/README.md');
  const page = readFileSync(file, 'utf8');
  const [before = '', rest = ''] = page.split(START);
  const after = rest.split(END)[1] ?? '';
  writeFileSync(file, `${before}${START}\n\n${figures(results)}\n${END}${after}`);
  console.log('Written to bench/README.md.');
}

function figures(results: readonly BenchResult[]): string {
  const [cpu] = cpus();
  const machine = `Node ${process.versions.node}, ${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'})`;
  const rows = results.map(
    ({ name, baseline, ratio, goal, detail }) =>
      `| ${name} | ${baseline} | **${ratio.toFixed(2)}** | ${goal} | ${details(detail)} |`,
  );
  return [
    `Measured on ${machine}.`,
    '',
    '| what | baseline in the same run | ratio | goal | figures |',
    '|---|---|---:|---|---|',
    ...rows,
    '',
  ].join('\n');
}

const details = (detail: Readonly<Record<string, number>>): string =>
  Object.entries(detail)
    .map(([figure, value]) => `${figure} ${round(value)}`)
    .join('; ');

const round = (value: number): string =>
  Number.isInteger(value) ? String(value) : value.toPrecision(value < 1 ? 2 : 4);

await main(process.argv.slice(2));
process.exit(0);
