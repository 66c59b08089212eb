/** HQ is told to stop while tills push: the real command, a real signal, requests held in hand by a lock. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openHq } from '../../../server/app/open-hq.ts';
import { openEmbedded } from '../../../server/db/embedded/open-embedded.ts';
import { makeEnrolmentCode } from '../../../server/enrol/enrolment-code.ts';
import { assert } from '../../../shared/kernel/assert.ts';
import { asId } from '../../../shared/kernel/ids.ts';
import { routes } from '../../../shared/protocol/routes.ts';
import { type ServingHq, serveHq } from '../../support/hq/hq-process.ts';
import { signedHeaders } from '../../support/hq/signed-call.ts';
import { enrolOverWire, pushOverWire } from '../../support/hq/wire-till.ts';
import { TillChain } from '../../support/till-chain.ts';

const LONG_MS = 60_000;
/** Taken by every push before it writes (server/posting/hq-log.ts). */
const LOG_LOCK = 7002;
const TILLS = 3;

let folder = '';
let tills: readonly TillChain[] = [];
const data = (): readonly string[] => ['--data', join(folder, 'hq')];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'puncta-stop-'));
  chmodSync(folder, 0o755);
  const hq = await serveHq({ args: [...data(), '--demo', '--demo-seed', '5'] });
  tills = Array.from({ length: TILLS }, (_, index) => new TillChain({ till: `s-centru-${index + 1}` }));
  const { hq: opened, close } = await openHq({ folder: join(folder, 'hq') });
  for (const [index, till] of tills.entries()) {
    const made = await makeEnrolmentCode(opened, { store: asId('s-centru'), tillName: `T${index}` });
    await enrolOverWire(hq.url, made?.code ?? '', till);
  }
  await close();
  await hq.stop();
}, LONG_MS);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Outcome = { readonly status: number | 'no answer'; readonly wm: number | null };

async function tryPush(url: string, till: TillChain, fromSeq: number): Promise<Outcome> {
  const body = JSON.stringify({ epoch: 1, entries: till.wire(fromSeq) });
  const headers = signedHeaders(till, routes.push.path, body);
  try {
    const response = await fetch(`${url}${routes.push.path}`, { method: 'POST', headers, body });
    const json = (await response.json()) as { document?: string };
    return { status: response.status, wm: json.document ? JSON.parse(json.document).wm : null };
  } catch {
    return { status: 'no answer', wm: null };
  }
}

/** Holds every push in hand until it is let go. */
async function holdPushes(): Promise<{
  readonly letGo: () => Promise<void>;
  readonly held: () => Promise<number>;
}> {
  const database = await openEmbedded({ folder: join(folder, 'hq') });
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query('SELECT pg_advisory_lock($1)', [LOG_LOCK]);
  onTestFinished(() => database.stop());
  return {
    letGo: () => client.end(),
    held: async () => {
      const { rows } = await client.query(
        `SELECT count(*)::int AS count FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted`,
        [LOG_LOCK],
      );
      return rows[0].count as number;
    },
  };
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}

const logged = (hq: ServingHq, event: string): Record<string, unknown> | undefined =>
  hq.lines
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .find((line) => line['event'] === event);

async function watermarks(): Promise<readonly number[]> {
  const hq = await serveHq({ args: data() });
  const acks = await Promise.all(tills.map((till) => pushOverWire(hq.url, till, { fromSeq: 1, count: 0 })));
  await hq.stop();
  return acks.map(({ wm }) => wm);
}

test('OPS-3 a stop finishes what is in hand, refuses what is new, and says what it waited for', {
  timeout: LONG_MS,
}, async () => {
  const hq = await serveHq({ args: data() });
  const hold = await holdPushes();
  const [first] = tills;
  assert(first, 'there are tills');
  for (const till of tills) till.tick();
  const pushes = tills.map((till) => tryPush(hq.url, till, 1));
  await until(async () => (await hold.held()) > 0);
  const ended = hq.stop();
  await until(async () => logged(hq, 'hq.stopping') !== undefined);
  expect(await tryPush(hq.url, first, 1)).toEqual({ status: 503, wm: null });
  expect((await fetch(`${hq.url}/ready`)).status).toBe(503);
  await hold.letGo();
  expect((await Promise.all(pushes)).map(({ status, wm }) => [status, wm])).toEqual(
    tills.map(() => [200, 1]),
  );
  expect(await ended).toBe(0);
  expect(logged(hq, 'hq.stopped')).toMatchObject({ waitedFor: TILLS, cutOff: null });
  expect(hq.lines.at(-1)).toMatch(/^HQ stopped after the 3 in hand \(\d+\.\d s\)$/);
  expect(await watermarks()).toEqual(tills.map(() => 1));
});

test('OPS-3 under load nothing is applied that was not answered, and nothing answered is missing', {
  timeout: LONG_MS,
}, async () => {
  const hq = await serveHq({ args: data() });
  const acknowledged = new Map<TillChain, number>(tills.map((till) => [till, till.entries.length]));
  const statuses = new Set<Outcome['status']>();
  const answered = { count: 0 };
  const senders = tills.map(async (till) => {
    for (;;) {
      for (let entries = 0; entries < 40; entries += 1) till.tick();
      const { status, wm } = await tryPush(hq.url, till, (acknowledged.get(till) ?? 0) + 1);
      statuses.add(status);
      if (status !== 200) return;
      answered.count += 1;
      acknowledged.set(till, wm ?? 0);
    }
  });
  await until(async () => answered.count > 3 * TILLS);
  expect(await hq.stop()).toBe(0);
  await Promise.all(senders);
  expect(logged(hq, 'hq.stopped')).toMatchObject({ cutOff: null });
  expect([...statuses].filter((status) => status !== 503 && status !== 'no answer')).toEqual([200]);
  expect(await watermarks()).toEqual(tills.map((till) => acknowledged.get(till)));
});

test('OPS-3 a stop waits so long and no longer; what it cut off was not applied', {
  timeout: LONG_MS,
}, async () => {
  const before = await watermarks();
  const hq = await serveHq({ args: [...data(), '--stop-seconds', '1'] });
  const hold = await holdPushes();
  const [till] = tills;
  assert(till, 'there are tills');
  till.tick();
  const push = tryPush(hq.url, till, (before[0] ?? 0) + 1);
  await until(async () => (await hold.held()) > 0);
  expect(await hq.stop()).toBe(1);
  expect(await push).toEqual({ status: 'no answer', wm: null });
  expect(hq.lines.at(-1)).toMatch(
    /^HQ stopped after 1\.\d s and cut off 1 request \(\/osp1\/push\); their tills send again$/,
  );
  await hold.letGo();
  expect(await watermarks()).toEqual(before);
});

test('OPS-3 a second signal ends it at once', { timeout: LONG_MS }, async () => {
  const before = await watermarks();
  const hq = await serveHq({ args: data() });
  const hold = await holdPushes();
  const [till] = tills;
  assert(till, 'there are tills');
  const push = tryPush(hq.url, till, (before[0] ?? 0) + 1);
  await until(async () => (await hold.held()) > 0);
  const ended = hq.stop();
  await until(async () => logged(hq, 'hq.stopping') !== undefined);
  void hq.stop('SIGINT');
  expect(await ended).toBe(1);
  expect(hq.lines).toContain('HQ ended at once; in hand: 1 request (/osp1/push).');
  expect((await push).status).toBe('no answer');
  await hold.letGo();
});
