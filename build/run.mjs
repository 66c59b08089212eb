// Sets the project up where needed, then runs what was asked for on the project's own Node:
//   node build/run.mjs FILE.ts [arguments]
//   node build/run.mjs --test [arguments of vitest]        the tests of every change
//   node build/run.mjs --test-long [arguments of vitest]   the long campaigns
// It needs nothing but Node 20, so that it works from a fresh clone.
import { join, resolve } from 'node:path';
import { projectNode } from './setup/node.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { orExit } from './setup/report.mjs';
import { projectRoot } from './setup/root.mjs';
import { runChild } from './setup/run-child.mjs';

const withoutChromium = [
  'build/hq.ts',
  'server/cli.ts',
  'build/bundle.ts',
  'build/package.ts',
  'programme/quote-cli.ts',
  'programme/programme-cli.ts',
  'sim/sim-cli.ts',
  'test/vectors/run.ts',
];
const quickProjects = ['node', 'browser', 'e2e'];
const longProjects = ['long-pure', 'long'];

const [target, ...args] = process.argv.slice(2);

if (target === undefined) {
  process.stderr.write('Name the file to run: node build/run.mjs FILE.ts [arguments]\n');
  process.exit(2);
}

const node = await orExit(async () => {
  ensurePackages();
  const found = projectNode();
  if (needsChromium()) await (await import('./setup/chromium.mjs')).ensureChromium();
  return found;
});
process.exit(await runChild(node, commandLine()));

function needsChromium() {
  return !withoutChromium.includes(target) && !args.includes('--help');
}

function commandLine() {
  if (target === '--test') return vitest('test', quickProjects);
  if (target === '--test-long') return vitest('test-long', longProjects);
  return [resolve(projectRoot, target), ...args];
}

function vitest(report, projects) {
  const script = join(projectRoot, 'node_modules', 'vitest', 'vitest.mjs');
  const results = join(projectRoot, 'out', 'test-results', `${report}.json`);
  return [
    script,
    'run',
    `--root=${projectRoot}`,
    ...projects.map((project) => `--project=${project}`),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${results}`,
    ...args,
  ];
}
