// `npm run check`: types, lint, format and tidy in under a minute, before every commit. Needs nothing but Node 20.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { projectNode } from './setup/node.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { orExit } from './setup/report.mjs';
import { projectRoot } from './setup/root.mjs';

const layers = [
  'shared',
  'server',
  'electron',
  'renderer',
  'replay',
  'programme',
  'sim',
  'build',
  'test',
  'bench',
];
const atATime = 2;

const node = await orExit(() => {
  ensurePackages();
  return projectNode();
});
const waiting = steps();
let failures = 0;
await Promise.all(Array.from({ length: atATime }, work));
console.log(failures === 0 ? 'All checks passed.' : `${failures} of the checks failed.`);
process.exit(failures === 0 ? 0 : 1);

function steps() {
  const types = layers
    .filter((layer) => existsSync(join(projectRoot, layer, 'tsconfig.json')))
    .map((layer) => ({
      name: `types of ${layer}`,
      script: bin('typescript', 'bin/tsc'),
      args: ['-p', layer],
    }));
  const tidy = ['test/tidy.test.ts'].filter((file) => existsSync(join(projectRoot, file)));
  return [
    { name: 'lint', script: bin('oxlint', 'bin/oxlint'), args: ['--type-aware', '--deny-warnings', '.'] },
    {
      name: 'format',
      script: bin('@biomejs/biome', 'bin/biome'),
      args: ['check', '--error-on-warnings', '.'],
    },
    ...tidy.map((file) => ({
      name: 'tidy',
      script: bin('vitest', 'vitest.mjs'),
      args: ['run', '--project=node', '--reporter=default', file],
      env: { PUNCTA_WITHOUT_POSTGRES: '1' },
    })),
    ...types,
  ];
}

async function work() {
  for (let step = waiting.shift(); step; step = waiting.shift()) {
    const startMs = performance.now();
    const { code, output } = await run(step);
    const seconds = ((performance.now() - startMs) / 1000).toFixed(1).padStart(5);
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${seconds} s  ${step.name}`);
    if (code === 0) continue;
    failures += 1;
    console.log(output.trimEnd());
  }
}

function run({ script, args, env }) {
  const path = `${join(projectRoot, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`;
  const child = spawn(node, [script, ...args], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env, PATH: path },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text) => {
      output += text;
    });
  }
  return new Promise((resolve) => {
    child.once('error', (cause) => resolve({ code: 1, output: String(cause) }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

function bin(name, file) {
  return join(projectRoot, 'node_modules', name, file);
}
