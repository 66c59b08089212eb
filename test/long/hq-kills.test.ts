/** PSH-1 … PSH-3, PST-2 by numbers: HQ is killed under load; tills send again whatever they got no answer for. */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { expect, test } from 'vitest';
import { openEmbedded } from '../../server/db/embedded/open-embedded.ts';
import { assert } from '../../shared/kernel/assert.ts';
import type { MemberRow } from '../../shared/loyalty/seen/member.ts';
import { routes } from '../../shared/protocol/routes.ts';
import { generator } from '../e2e/demo/day-plan.ts';
import { demoProgramme, goodsOf, memberRow } from '../support/hq/demo-shop.ts';
import { runHq, type ServingHq, serveHq } from '../support/hq/hq-process.ts';
import { signedHeaders } from '../support/hq/signed-call.ts';
import { enrolOverWire, pushOverWire } from '../support/hq/wire-till.ts';
import { TillChain } from '../support/till-chain.ts';

const KILLS = 20;
const TILLS = 4;
const SEED = 20_711;
const LATEST_KILL_MS = 700;
const MOST_AT_ONCE = 60;
/** Every so many times the database's own server is killed as well. */
const DATABASE_TOO = 4;

type Sender = {
  readonly till: TillChain;
  /** Ids that HQ has acknowledged, each with the log index it was given. */
  readonly acknowledged: Map<string, number>;
  watermark: number;
  repeats: number;
};

test(`${KILLS} times kill -9 of HQ under load: nothing acknowledged is lost, nothing is posted twice`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'puncta-hq-kills-'));
  chmodSync(folder, 0o755);
  const data = ['--data', join(folder, 'hq')];
  const random = generator(SEED);
  let serving: ServingHq | null = null;
  const serve = async (...more: readonly string[]): Promise<ServingHq> =>
    (serving = await serveHq({ args: [...data, ...more] }));
  try {
    const first = await serve('--demo', '--demo-seed', '3');
    const senders = await enrolTills(first.url, data);
    const members = await someMembers(first.url, senders[0]?.till);
    await first.stop();
    let broken = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const hq = await serve();
      const round = { url: hq.url, random, members };
      const sending = senders.map((sender) => sendUntilBroken(sender, round));
      await Promise.race(sending.map(({ firstAnswer }) => firstAnswer));
      await delay(random() * LATEST_KILL_MS);
      await hq.stop('SIGKILL');
      if (kill % DATABASE_TOO === 0) killDatabase(join(folder, 'hq'));
      broken += (await Promise.all(sending.map(({ ended }) => ended))).length;
    }
    const last = await serve();
    for (const sender of senders) await sendAll(sender, last.url);
    expect(await last.stop()).toBe(0);

    const found = await compare(join(folder, 'hq'), senders);
    const sold = senders.reduce((sum, { till }) => sum + till.entries.length, 0);
    const acknowledged = senders.reduce((sum, sender) => sum + sender.acknowledged.size, 0);
    const repeats = senders.reduce((sum, sender) => sum + sender.repeats, 0);
    console.log(
      `HQ killed ${KILLS} times, seed ${SEED}: ${JSON.stringify({ acknowledged, broken, repeats, ...found })}`,
    );
    expect(found).toMatchObject({ lost: 0, doubled: 0, moved: 0, wrongEffects: 0, entries: sold });
    const verified = await runHq({ args: ['verify', ...data] });
    expect([verified.code, verified.lines.at(-1)]).toEqual([
      0,
      'the ledger verifies: chains, log, postings, balances, lots and leases agree; every asset sums to 0',
    ]);
  } finally {
    await (serving as ServingHq | null)?.stop();
    await (await openEmbedded({ folder: join(folder, 'hq') })).stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

function killDatabase(hqFolder: string): void {
  const [pid = ''] = readFileSync(join(hqFolder, 'cluster', 'postmaster.pid'), 'utf8').split('\n');
  process.kill(Number(pid), 'SIGKILL');
}

async function enrolTills(url: string, data: readonly string[]): Promise<readonly Sender[]> {
  const senders: Sender[] = [];
  for (let n = 1; n <= TILLS; n += 1) {
    const made = await runHq({ args: ['enrol-code', '--store', 's-centru', ...data] });
    const code = /^enrolment code (\S+)$/m.exec(made.lines.join('\n'))?.[1] ?? '';
    const till = new TillChain({ till: `s-centru-${n}`, programme: demoProgramme() });
    await enrolOverWire(url, code, till);
    senders.push({ till, acknowledged: new Map(), watermark: 0, repeats: 0 });
  }
  return senders;
}

async function someMembers(url: string, till: TillChain | undefined): Promise<readonly MemberRow[]> {
  assert(till, 'a till asks');
  const body = JSON.stringify({ collection: 'members', checkpoint: null, limit: 50 });
  const headers = signedHeaders(till, routes.pull.path, body);
  const response = await fetch(`${url}${routes.pull.path}`, { method: 'POST', headers, body });
  const page = routes.pull.response.parse(await response.json());
  assert(page.collection === 'members', 'members were asked for');
  return page.documents.map(memberRow);
}

type Round = { readonly url: string; readonly random: () => number; readonly members: readonly MemberRow[] };

/** Sells and sends without end; ends with the fault that broke it off. */
function sendUntilBroken(
  sender: Sender,
  round: Round,
): { firstAnswer: Promise<void>; ended: Promise<unknown> } {
  let answered = (): void => undefined;
  const firstAnswer = new Promise<void>((resolve) => {
    answered = resolve;
  });
  const ended = (async () => {
    for (;;) {
      sell(sender, round);
      // Now and then entries go again that HQ has already.
      const back = round.random() < 0.3 ? Math.floor(round.random() * 10) : 0;
      const fromSeq = Math.max(1, sender.watermark + 1 - back);
      try {
        await send(sender, { url: round.url, fromSeq });
        answered();
      } catch (cause) {
        return cause;
      }
    }
  })();
  return { firstAnswer, ended };
}

function sell({ till }: Sender, { random, members }: Round): void {
  const sales = 1 + Math.floor(random() * 5);
  for (let sale = 0; sale < sales; sale += 1) {
    const member = random() < 0.7 ? (members[Math.floor(random() * members.length)] ?? null) : null;
    till.sale({
      products: goodsOf(random() < 0.5 ? 'dairy' : 'sweets', 1 + Math.floor(random() * 4)),
      member,
    });
  }
}

async function send(sender: Sender, { url, fromSeq }: { url: string; fromSeq: number }): Promise<void> {
  const ack = await pushOverWire(url, sender.till, { fromSeq, count: MOST_AT_ONCE });
  assert(ack.verdict === 'accepted' && !ack.suspended, `HQ accepts, not ${ack.verdict}`);
  for (const { id, logIndex } of ack.effects) {
    const known = sender.acknowledged.get(id);
    assert(known === undefined || known === logIndex, `${id} keeps its place in HQ's log`);
    if (known !== undefined) sender.repeats += 1;
    sender.acknowledged.set(id, logIndex);
  }
  assert(ack.wm >= sender.watermark, 'an acknowledged entry is never forgotten');
  sender.watermark = ack.wm;
}

async function sendAll(sender: Sender, url: string): Promise<void> {
  do await send(sender, { url, fromSeq: sender.watermark + 1 });
  while (sender.watermark < sender.till.entries.length);
}

type Found = { entries: number; lost: number; doubled: number; moved: number; wrongEffects: number };

async function compare(hqFolder: string, senders: readonly Sender[]): Promise<Found> {
  const database = await openEmbedded({ folder: hqFolder });
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const logged = await client.query<{ id: string; log_index: number }>(
      'select id::text, log_index::int from entry',
    );
    const places = new Map(logged.rows.map((row) => [row.id, row.log_index]));
    const effects = await client.query<{ effect_id: string; amount: number }>(
      `select effect_id, sum(amount)::int as amount from transfer
        where debit = 'h:issued' and effect_id not like 'opening:%' group by effect_id`,
    );
    const posted = new Map(effects.rows.map((row) => [row.effect_id, row.amount]));
    const claimed = senders.flatMap(({ till }) => till.entries.flatMap(({ head }) => claims(head)));
    const acknowledged = senders.flatMap((sender) => [...sender.acknowledged]);
    return {
      entries: logged.rows.length,
      lost: acknowledged.filter(([id]) => !places.has(id)).length,
      doubled: logged.rows.length - places.size,
      moved: acknowledged.filter(([id, logIndex]) => places.get(id) !== logIndex).length,
      wrongEffects:
        claimed.filter(([id, amount]) => posted.get(id) !== amount).length +
        Math.abs(posted.size - claimed.length),
    };
  } finally {
    await client.end();
    await database.stop();
  }
}

function claims(head: string): readonly (readonly [string, number])[] {
  const { id, parts } = JSON.parse(head) as { id: string; parts: readonly { n: number; amount: number }[] };
  return parts.map(({ n, amount }) => [`${id}#${n}`, amount] as const);
}
