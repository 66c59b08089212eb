/** The line to HQ in all its moods: whatever happens to a request or an answer, HQ ends with the till's chain, once. */
import { describe, expect, test } from 'vitest';
import { signingKey } from '../../../electron/keys/ed25519.ts';
import { ROUND_EVERY_MS } from '../../../electron/sync/round.ts';
import { LONGEST_WAIT_MS } from '../../../shared/sync/backoff.ts';
import { signed } from '../../support/fake-hq/documents.ts';
import type { FakeHq } from '../../support/fake-hq/fake-hq.ts';
import type { Fault } from '../../support/fake-hq/faults.ts';
import { useFakeHq } from '../../support/fake-hq/use-fake-hq.ts';
import { saleDraft } from '../../support/till/drafts.ts';
import { enrolledTill, sellingTill, type TestTill } from '../../support/till/test-till.ts';

async function sell(till: TestTill, sales: number): Promise<void> {
  for (let n = 0; n < sales; n += 1) await till.done('sale.commit', saleDraft());
}

const round = (till: TestTill): Promise<void> => till.session().background.sync.roundNow(600_000);
const link = async (till: TestTill): Promise<string> => (await till.done('till.status', null)).hq.link;

/** HQ holds this till's chain, entry by entry, and the till knows where each stands in HQ's log. */
function expectDelivered(till: TestTill, hq: FakeHq): void {
  const { entries, journal } = till.session().desk;
  const { seq } = journal.tip();
  expect(hq.book().held.map(({ hash }) => hash)).toEqual(
    Array.from({ length: seq }, (_, index) => entries.hashAt(index + 1)),
  );
  const known = new Map(entries.page(0, 10_000).entries.map((entry) => [entry.id, entry.logIndex]));
  for (const { head, logIndex } of hq.book().held) expect(known.get(head.id)).toBe(logIndex);
  expect(entries.unacknowledgedCount()).toBe(0);
}

test('PSH-1 a sale goes out by itself, soon after it, and the window hears of its log index', async () => {
  const hq = await useFakeHq();
  const till = await sellingTill(hq);
  await round(till);
  await sell(till, 3);
  expect(await till.done('till.status', null)).toMatchObject({ hq: { unsent: 3 } });
  till.time.pass(0);
  await round(till);
  expectDelivered(till, hq);
  till.time.pass(0);
  const { revision } = till.session().desk.entries.page(1_000, 1);
  expect(till.events.findLast(({ name }) => name === 'journal')?.payload).toEqual({ revision });
  expect(till.events.findLast(({ name }) => name === 'status')?.payload).toMatchObject({
    hq: { link: 'online', unsent: 0 },
  });
});

const mishaps: readonly (readonly [what: string, fault: Fault])[] = [
  ['the request is lost', 'deaf'],
  ['the answer is lost after HQ took the entries', 'answerLost'],
  ['half an answer arrives', 'half'],
  ['rubbish arrives', 'notJson'],
  ['an answer of another shape arrives', 'otherShape'],
  ['a proxy answers instead of HQ', 'proxyPage'],
  ['an answer without end arrives', 'endless'],
  ['HQ is in trouble', { refuse: 'INTERNAL' }],
  ['HQ has too much to do', { refuse: 'TOO_MANY' }],
  ['HQ says that it knows the nonce', { refuse: 'REPLAYED' }],
];

describe('PSH-2 selling goes on and everything arrives once when', () => {
  test.each(mishaps)('%s', async (_what, fault) => {
    const hq = await useFakeHq();
    const till = await sellingTill(hq);
    await round(till);
    await sell(till, 2);
    hq.faults('push', fault);
    await round(till);
    expect(await link(till)).toBe('offline');
    await sell(till, 2);
    till.time.pass(LONGEST_WAIT_MS);
    await round(till);
    expect(await link(till)).toBe('online');
    expectDelivered(till, hq);
  });

  test('HQ takes the request and never answers', async () => {
    const hq = await useFakeHq();
    const till = await sellingTill(hq);
    await sell(till, 1);
    hq.faults('push', 'hang');
    const arrival = hq.arrival('push');
    const hanging = round(till);
    await arrival;
    await sell(till, 1);
    const restarted = await till.restart();
    await hanging;
    await round(restarted);
    expectDelivered(restarted, hq);
  });

  test('HQ is gone for a while, and the till restarts meanwhile', async () => {
    const hq = await useFakeHq();
    const till = await sellingTill(hq);
    await hq.down();
    await sell(till, 5);
    await round(till);
    expect(await link(till)).toBe('offline');
    const restarted = await till.restart();
    await round(restarted);
    expect(await link(restarted)).toBe('offline');
    await hq.up();
    await round(restarted);
    expectDelivered(restarted, hq);
  });
});

test('PSH-3 an HQ that has forgotten entries gets them again', async () => {
  const hq = await useFakeHq();
  const till = await sellingTill(hq);
  await sell(till, 4);
  await round(till);
  hq.book().forgetAfter(2);
  const restarted = await till.restart();
  await round(restarted);
  const held = hq.book().held.map(({ head }) => head.seq);
  expect(held).toEqual(Array.from({ length: restarted.session().desk.journal.tip().seq }, (_, n) => n + 1));
});

test('PSH-6 log indexes of an answer that was lost are asked for again', async () => {
  const hq = await useFakeHq();
  const till = await sellingTill(hq);
  await sell(till, 3);
  hq.faults('push', 'answerLost');
  await round(till);
  const restarted = await till.restart();
  await round(restarted);
  expectDelivered(restarted, hq);
});

test('PSH-6 an acknowledgement that HQ did not sign is worth nothing', async () => {
  const hq = await useFakeHq();
  const till = await sellingTill(hq);
  const before = till.session().desk.entries.unacknowledgedCount();
  hq.says.sign = (value) => signed(value, signingKey('ee'.repeat(32)));
  await round(till);
  expect(till.session().desk.entries.unacknowledgedCount()).toBe(before);
  expect(await link(till)).toBe('offline');
});

test('an acknowledgement for another till or epoch is worth nothing', async () => {
  const hq = await useFakeHq();
  const till = await sellingTill(hq);
  const before = till.session().desk.entries.unacknowledgedCount();
  for (const other of [{ till: 't-2' }, { epoch: 2 }]) {
    hq.says.sign = (value) => signed({ ...(value as object), ...other });
    await round(till);
    expect(till.session().desk.entries.unacknowledgedCount()).toBe(before);
  }
});

test('an HQ that takes nothing and says so for ever is not asked in a tight loop', async () => {
  const hq = await useFakeHq();
  const till = await sellingTill(hq);
  hq.says.sign = (value) =>
    signed('wm' in (value as object) ? { ...(value as object), wm: 0, head: firstPrev(till) } : value);
  const before = hq.arrivals.length;
  await round(till);
  expect(hq.arrivals.length - before).toBeLessThan(5);
});

const firstPrev = (till: TestTill): string => {
  const [wire] = till.session().desk.entries.wire(1, 1);
  return (JSON.parse(wire?.head ?? '{}') as { prev: string }).prev;
};

describe('PSH-4 a second history of this till', () => {
  test('EPO-2 found by HQ: the till says so, goes on selling, and sends what HQ has not acknowledged', async () => {
    const hq = await useFakeHq();
    const till = await sellingTill(hq);
    await round(till);
    hq.says.sign = (value) =>
      signed('wm' in (value as object) ? { ...(value as object), verdict: 'fork' } : value);
    await sell(till, 1);
    await round(till);
    expect(await link(till)).toBe('fork');
    const held = hq.book().held.length;
    await sell(till, 2);
    till.time.pass(LONGEST_WAIT_MS);
    await round(till);
    expect(hq.book().held.length).toBe(held + 2);
    expect(await till.done('till.status', null)).toMatchObject({ hq: { link: 'fork', unsent: 0 } });
    const pushes = hq.arrivals.filter(({ route }) => route === 'push').length;
    till.time.pass(LONGEST_WAIT_MS);
    await round(till);
    expect(hq.arrivals.filter(({ route }) => route === 'push').length).toBe(pushes);
  });

  test('found here: HQ is ahead of this disk, which was set back', async () => {
    const hq = await useFakeHq();
    const till = await enrolledTill(hq);
    await round(till);
    hq.says.sign = (value) =>
      signed('wm' in (value as object) ? { ...(value as object), wm: 50, head: 'ab'.repeat(32) } : value);
    await sellingEntry(till);
    await round(till);
    expect(await link(till)).toBe('fork');
  });

  test('found here: HQ’s entry at the watermark is not ours', async () => {
    const hq = await useFakeHq();
    const till = await enrolledTill(hq);
    await round(till);
    hq.says.sign = (value) =>
      signed('wm' in (value as object) ? { ...(value as object), head: 'ab'.repeat(32) } : value);
    await sellingEntry(till);
    await round(till);
    expect(await link(till)).toBe('fork');
  });
});

async function sellingEntry(till: TestTill): Promise<void> {
  await till.call('cashier.signIn', { cashierId: 'c-ana', pin: '999999' } as never);
}

test('a till that HQ has blocked says so, keeps trying, and goes on when it is unblocked', async () => {
  const hq = await useFakeHq();
  const till = await sellingTill(hq);
  hq.faults('push', { refuse: 'REVOKED' });
  await round(till);
  expect(await link(till)).toBe('refused');
  await sell(till, 1);
  await round(till);
  expect(await link(till)).toBe('online');
  hq.says.revoked = true;
  till.time.pass(ROUND_EVERY_MS);
  await round(till);
  expect(await link(till)).toBe('refused');
  expectDelivered(till, hq);
});

test('SYN-2 after a failure the next try waits, however many sales ask for it', async () => {
  const hq = await useFakeHq();
  const till = await sellingTill(hq);
  await hq.down();
  await round(till);
  await hq.up();
  const before = hq.arrivals.length;
  await sell(till, 3);
  till.time.pass(100);
  expect(hq.arrivals.length).toBe(before);
});

test('a chain longer than one push goes in as many as it needs', async () => {
  const hq = await useFakeHq();
  const till = await sellingTill(hq);
  await round(till);
  await hq.down();
  await sell(till, 1_100);
  await hq.up();
  const before = hq.arrivals.length;
  till.time.pass(1_000);
  await round(till);
  expectDelivered(till, hq);
  const sizes = hq.arrivals
    .slice(before)
    .filter(({ route }) => route === 'push')
    .map(({ body }) => (body as { entries: unknown[] }).entries.length);
  expect(Math.max(...sizes)).toBeGreaterThan(900);
  expect(sizes.filter((size) => size > 0).length).toBe(2);
}, 60_000);
