/** The real command, a real port, a real embedded PostgreSQL with its files on disk. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { zEnrolResponse } from '../../../shared/protocol/enrol.ts';
import { zAck } from '../../../shared/protocol/push.ts';
import { routes } from '../../../shared/protocol/routes.ts';
import { PROTOCOL_VERSION } from '../../../shared/protocol/version.ts';
import { runHq, serveHq } from '../../support/hq/hq-process.ts';
import { signedHeaders } from '../../support/hq/signed-call.ts';
import { TillChain } from '../../support/till-chain.ts';

const LONG_MS = 120_000;
const PROJECT = join(import.meta.dirname, '../../..');

function tempFolder(mode = 0o755): string {
  const folder = mkdtempSync(join(tmpdir(), 'puncta-hq-'));
  chmodSync(folder, mode);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function enrol(url: string, code: string, till: TillChain): Promise<void> {
  const response = await fetch(`${url}${routes.enrol.path}`, {
    method: 'POST',
    headers: { 'puncta-protocol': String(PROTOCOL_VERSION), 'content-type': 'application/json' },
    body: JSON.stringify({ till: null, code, publicKey: till.key.publicKey }),
  });
  zEnrolResponse.parse(await response.json());
}

async function push(url: string, till: TillChain): Promise<ReturnType<typeof zAck.parse>> {
  const body = JSON.stringify({ epoch: 1, entries: till.wire() });
  const headers = signedHeaders(till, routes.push.path, body);
  const response = await fetch(`${url}${routes.push.path}`, { method: 'POST', headers, body });
  const { document } = (await response.json()) as { document: string };
  return zAck.parse(JSON.parse(document));
}

const codeIn = (lines: readonly string[]): string =>
  lines.flatMap((line) => /^enrolment code (\S+)$/.exec(line)?.[1] ?? [])[0] ?? '';

test('what was acknowledged before kill -9 is there afterwards; the next HQ takes the database over', {
  timeout: LONG_MS,
}, async () => {
  const data = ['--data', join(tempFolder(), 'hq')];
  const first = await serveHq({ args: [...data, '--demo', '--demo-seed', '5'] });
  expect(first.lines.filter((line) => /^cashier \S+ PIN \d{6}$/.test(line))).toHaveLength(2);
  const made = await runHq({ args: ['enrol-code', '--store', 's-centru', ...data] });
  expect(made.code).toBe(0);
  const till = new TillChain();
  await enrol(first.url, codeIn(made.lines), till);
  till.tick();
  till.tick();
  expect((await push(first.url, till)).wm).toBe(2);
  await first.stop('SIGKILL');

  const second = await serveHq({ args: [...data, '--demo'] });
  expect(second.lines).toContain('the demo shop is there already');
  expect(await push(second.url, till)).toMatchObject({ verdict: 'accepted', wm: 2, suspended: false });
  expect(await second.stop()).toBe(0);

  const verified = await runHq({ args: ['verify', ...data] });
  expect([verified.code, verified.lines.at(-1)]).toEqual([
    0,
    'the ledger verifies: chains, log, postings, balances, lots and leases agree; every asset sums to 0',
  ]);
});

test('OPS-2 two HQ processes serve one folder, and the second goes on when the first one stops', {
  timeout: LONG_MS,
}, async () => {
  const data = ['--data', join(tempFolder(), 'hq')];
  const [first, second] = await Promise.all([
    serveHq({ args: [...data, '--demo', '--demo-seed', '5'] }),
    serveHq({ args: data }),
  ]);
  const made = await runHq({ args: ['enrol-code', '--store', 's-centru', ...data] });
  const till = new TillChain();
  await enrol(second.url, codeIn(made.lines), till);
  till.tick();
  expect((await push(first.url, till)).wm).toBe(1);
  till.tick();
  expect((await push(second.url, till)).wm).toBe(2);
  expect(await first.stop()).toBe(0);
  till.tick();
  expect((await push(second.url, till)).wm).toBe(3);
  expect(await second.stop()).toBe(0);
  const verified = await runHq({ args: ['verify', ...data] });
  expect([verified.code, verified.lines.at(-1)]).toEqual([0, expect.stringContaining('the ledger verifies')]);
});

test('HQ works below a folder that nobody else may enter, without LANG', { timeout: LONG_MS }, async () => {
  const home = tempFolder(0o700);
  const project = join(home, 'project');
  mkdirSync(project);
  for (const part of ['server', 'shared', 'data', 'node_modules', 'package.json'])
    symlinkSync(join(PROJECT, part), join(project, part));
  const { LANG: _lang, LC_ALL: _all, ...env } = process.env;
  const args = ['--data', join(project, '.data', 'hq'), '--demo'];
  const hq = await serveHq({ args, project, env });
  onTestFinished(() => {
    const { cluster } = JSON.parse(readFileSync(join(project, '.data/hq/postgres.json'), 'utf8'));
    if (isAbsolute(cluster)) rmSync(dirname(cluster), { recursive: true, force: true });
  });
  expect((await fetch(`${hq.url}/health`)).status).toBe(200);
  expect(await hq.stop()).toBe(0);
  if (process.getuid?.() === 0) expect(hq.lines.join('\n')).toContain("the database's files are in /");
});

test.each([
  [['dance'], 2, 'There is no command "dance".'],
  [['serve', '--prot', '1'], 2, "Unknown option '--prot'"],
  [['serve', '--port', 'many'], 1, '--port takes a whole number up to 65535, not "many".'],
  [['enrol-code'], 1, 'Say which store with --store ID.'],
  [['verify', '--data', '/dev/null/no'], 1, 'cannot make the folder'],
  [
    ['serve', '--log-level', 'loud'],
    1,
    '--log-level takes trace, debug, info, warn, error, fatal, silent, not "loud".',
  ],
  [['serve', '--trust-proxy', 'nginx'], 1, '--trust-proxy takes up to 20 addresses or networks'],
])('%j ends with %i and says what to do', { timeout: LONG_MS }, async (args, code, said) => {
  const ended = await runHq({ args });
  expect(ended.code).toBe(code);
  expect(ended.lines.join('\n')).toContain(said);
  expect(ended.lines.join('\n')).not.toMatch(/^\s+at /m);
});

test('a database that does not answer is named, without a stack trace', { timeout: LONG_MS }, async () => {
  const env = { ...process.env, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };
  const ended = await runHq({ args: ['verify', '--data', tempFolder()], env });
  expect(ended.code).toBe(1);
  expect(ended.lines.join('\n')).toContain('The database does not answer');
  expect(ended.lines.join('\n')).not.toMatch(/^\s+at /m);
});
