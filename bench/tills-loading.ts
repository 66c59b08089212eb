/**
 * LOD-5: how long a till waits for HQ's acknowledgement of a sale while four new tills load members as fast as a window
 * takes them, against the same till with nobody loading. HQ is a process of its own.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { openHq } from '../server/app/open-hq.ts';
import { makeEnrolmentCode } from '../server/enrol/enrolment-code.ts';
import { assert } from '../shared/kernel/assert.ts';
import { asId } from '../shared/kernel/ids.ts';
import { routes } from '../shared/protocol/routes.ts';
import { seedBigShop } from '../test/support/big-shop/seed-big-shop.ts';
import { goodsOf } from '../test/support/hq/demo-shop.ts';
import type { SendingTill } from '../test/support/hq/sending-till.ts';
import { signedHeaders } from '../test/support/hq/signed-call.ts';
import { enrolDevice, newDevice, someMembers } from '../test/support/hq/wire-enrol.ts';
import { quantile } from './quantile.ts';
import type { BenchResult } from './result.ts';
import type { BenchScale } from './scale.ts';
import { realHq } from './support/real-hq.ts';

const LOADING = 4;
const PUSHES = 150;
const PAUSE_MS = 50;
const PAGE = 1_000;
/** Three thousand members a second are more than a window puts away. */
const PAGE_EVERY_MS = 330;

export async function run({ members }: BenchScale): Promise<BenchResult> {
  const hq = await realHq();
  try {
    const codes = await prepare(`${hq.folder}/hq`, members);
    const tills = await Promise.all(codes.map((code, index) => enrolled(hq.url, code, index)));
    const [seller, ...loaders] = tills;
    assert(seller, 'one till sells');
    await sell(hq.url, seller);
    const quiet = await sell(hq.url, seller);
    const loading = { goesOn: true, pages: 0 };
    const loads = Promise.all(loaders.map((till) => load(hq.url, till, loading)));
    const startMs = performance.now();
    const busy = await sell(hq.url, seller);
    const tookMs = performance.now() - startMs;
    loading.goesOn = false;
    await loads;
    return {
      name: `acknowledgement while ${LOADING} tills load`,
      baseline: 'the same with nobody loading (p50)',
      ratio: quantile(busy, 0.5) / quantile(quiet, 0.5),
      goal: 'at most 4; p95 ≤ 500 ms',
      detail: {
        'p50 ms': quantile(busy, 0.5),
        'p95 ms': quantile(busy, 0.95),
        'p50 with nobody loading ms': quantile(quiet, 0.5),
        'p95 with nobody loading ms': quantile(quiet, 0.95),
        'members/s loaded meanwhile': (loading.pages * PAGE * 1000) / tookMs,
      },
    };
  } finally {
    await hq.close();
  }
}

async function prepare(folder: string, members: number): Promise<readonly string[]> {
  const opened = await openHq({ folder });
  try {
    await seedBigShop(opened.hq, { products: 0, members });
    const codes: string[] = [];
    for (let till = 0; till <= LOADING; till += 1) {
      const made = await makeEnrolmentCode(opened.hq, { store: asId('s-centru'), tillName: `Bench ${till}` });
      assert(made, 'the demo store is there');
      codes.push(made.code);
    }
    return codes;
  } finally {
    await opened.close();
  }
}

async function enrolled(url: string, code: string, index: number): Promise<SendingTill> {
  const done = await enrolDevice(url, newDevice(code, `127.0.1.${index + 1}`));
  assert(done.kind === 'enrolled', `till ${index} enrols: ${done.kind}`);
  return done.till;
}

/** Milliseconds from sending a sale until HQ has posted and acknowledged it. */
async function sell(url: string, till: SendingTill): Promise<readonly number[]> {
  const products = goodsOf('dairy', 3);
  const members = await someMembers(url, till);
  const times: number[] = [];
  for (let push = 0; push < PUSHES; push += 1) {
    till.chain.sale({ products, member: members[push % members.length] ?? null });
    const startMs = performance.now();
    const answer = await till.push(url);
    times.push(performance.now() - startMs);
    assert(answer.kind === 'ack', `HQ acknowledges: ${answer.kind}`);
    await delay(PAUSE_MS);
  }
  return times;
}

async function load(
  url: string,
  { chain }: SendingTill,
  loading: { readonly goesOn: boolean; pages: number },
): Promise<void> {
  let checkpoint: string | null = null;
  const { path } = routes.pull;
  while (loading.goesOn) {
    const next = delay(PAGE_EVERY_MS);
    const body = JSON.stringify({ collection: 'members', checkpoint, limit: PAGE });
    const answer: Response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: signedHeaders(chain, path, body),
      body,
    });
    const text = await answer.text();
    if (answer.ok) loading.pages += 1;
    const at: string | undefined = /"checkpoint":"(\d+)"/.exec(text.slice(-200))?.[1];
    // At the end it begins again: a till that loads never rests here.
    checkpoint = at === undefined || at === checkpoint ? null : at;
    await next;
  }
}
