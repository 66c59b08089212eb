/** What SYNC brings: grants, recalls, and the question for a sign of life. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { grantsPath } from '../../../electron/lease/grant-file.ts';
import { IN_WORK_MS, MAX_IN_WORK } from '../../../electron/lease/owners-in-work.ts';
import { TICK_EVERY_MS } from '../../../electron/lease/take-sync.ts';
import { ROUND_EVERY_MS } from '../../../electron/sync/round.ts';
import { asId, type LeaseId } from '../../../shared/kernel/ids.ts';
import type { SyncRequest } from '../../../shared/protocol/sync.ts';
import { signed } from '../../support/fake-hq/documents.ts';
import type { FakeHq } from '../../support/fake-hq/fake-hq.ts';
import { useFakeHq } from '../../support/fake-hq/use-fake-hq.ts';
import { round, signIn } from '../../support/till/recovery.ts';
import {
  ANA_M,
  granted,
  grantingHq,
  held,
  lastEntries,
  lastKinds,
  openIntents,
  payPoints,
  spendingDraft,
  spendingTill,
} from '../../support/till/spending.ts';
import type { TestTill } from '../../support/till/test-till.ts';

const lease = (id: string) => asId<LeaseId>(id);
const seqOf = (till: TestTill): number => till.session().desk.journal.tip().seq;

async function nextSync(till: TestTill): Promise<void> {
  till.time.pass(ROUND_EVERY_MS);
  await round(till);
}

const askedAfter = (hq: FakeHq): readonly number[] =>
  hq.arrivals.flatMap(({ route, body }) => (route === 'sync' ? [(body as SyncRequest).grantsAfter] : []));

/** Somebody else's hand in the file of grants. */
function tamper(till: TestTill, sql: string): void {
  const db = new DatabaseSync(grantsPath(till.userData));
  db.exec(sql);
  db.close();
}

test('grants come once, are there after a restart, and the window is told whose they are', async () => {
  const hq = await useFakeHq();
  const till = await spendingTill(hq);
  const told = till.events.filter(({ name }) => name === 'rights').map(({ payload }) => payload);
  expect(told).toEqual([{ owners: [ANA_M] }]);
  await nextSync(till);
  expect(askedAfter(hq).slice(0, 1)).toEqual([0]);
  expect(askedAfter(hq).at(-1)).toBe(5);
  await hq.down();
  const again = await till.restart();
  await signIn(again);
  expect(await held(again)).toEqual({ points: 60 });
});

test('a long list comes page by page in one round', async () => {
  const hq = await useFakeHq();
  const many = Array.from({ length: 450 }, (_, n) =>
    granted({ lease: `l-${n}`, logIndex: 10 + n, owner: `m-${n}`, amount: n + 1 }),
  );
  const till = await spendingTill(hq, many);
  expect(await held(till, asId('m-0'))).toEqual({ points: 1 });
  expect(await held(till, asId('m-449'))).toEqual({ points: 450 });
  expect(askedAfter(hq).slice(-3)).toEqual([0, 209, 409]);
});

test('RGT-9 what HQ did not sign for this chain is left out, and the rest is kept', async () => {
  const hq = await useFakeHq();
  const good = granted({ lease: 'l-3', logIndex: 8, amount: 7 });
  hq.says.sign = (value) => {
    const isForged = (value as { lease?: string }).lease === 'l-1';
    return isForged ? { ...signed(value), sig: 'ab'.repeat(64) } : signed(value);
  };
  const till = await spendingTill(hq, [
    granted(),
    granted({ lease: 'l-2', logIndex: 6, holder: { till: 't-2', epoch: 1 } }),
    granted({ lease: 'l-4', logIndex: 7, intent: 'i-7' }),
    good,
  ]);
  expect(await held(till)).toEqual({ points: 7 });
});

test('RGT-9 a grant that was changed on the disk is none', async () => {
  const till = await spendingTill(await useFakeHq(), [
    granted(),
    granted({ lease: 'l-2', logIndex: 6, amount: 7 }),
  ]);
  await till.till.stop();
  tamper(
    till,
    `UPDATE lease_grant SET document = replace(document, '"amount":60', '"amount":61') WHERE lease = 'l-1'`,
  );
  const again = await till.restart();
  await signIn(again);
  expect(await held(again)).toEqual({ points: 7 });
  tamper(again, `UPDATE lease_grant SET owner = 'm-9'`);
  expect(await held(again, asId('m-9'))).toEqual({});
});

test('RGT-9 a file of grants that is lost or spoiled is asked for anew, and selling never stopped', async () => {
  const hq = await useFakeHq();
  const till = await spendingTill(hq);
  await till.till.stop();
  writeFileSync(join(till.userData, 'grants.sqlite'), 'no database at all');
  const again = await till.restart();
  await signIn(again);
  await again.done('sale.commit', await spendingDraft(again));
  await nextSync(again);
  expect(askedAfter(hq).at(-1)).toBe(0);
  expect(await held(again)).toEqual({ points: 60 });
});

test('an HQ whose log was set back is asked for its grants from the beginning', async () => {
  const hq = await useFakeHq();
  const till = await spendingTill(hq, [granted({ logIndex: 90 })]);
  hq.says.logIndex = 40;
  hq.says.grants = [granted({ lease: 'l-2', logIndex: 30, amount: 12 })];
  await nextSync(till);
  await nextSync(till);
  expect(await held(till)).toEqual({ points: 12 });
});

test('an HQ that was restored from a backup is asked for its grants from the beginning too', async () => {
  const hq = await useFakeHq();
  const till = await spendingTill(hq);
  const word = { logIndex: 200, timeMs: hq.says.timeMs, hqEpoch: 2, epochFromLogIndex: 50 };
  expect(till.session().desk.journal.acknowledge([], word)).toMatchObject({ ok: true });
  await nextSync(till);
  await nextSync(till);
  expect(askedAfter(hq).slice(-2)).toEqual([5, 0]);
  expect(await held(till)).toEqual({ points: 60 });
});

test('RGT-7 what HQ wants back is given back, used or not, in one entry', async () => {
  const hq = await useFakeHq();
  const till = await spendingTill(hq, [granted(), granted({ lease: 'l-2', logIndex: 6, amount: 30 })]);
  await till.done('sale.commit', await spendingDraft(till, payPoints(45)));
  hq.says.recalls = [lease('l-1'), lease('l-2')];
  await nextSync(till);
  expect(lastEntries(till, 1)[0]?.body).toEqual({
    kind: 'RELEASE',
    leases: [
      { lease: 'l-1', expiresAtMs: granted().expiresAtMs },
      { lease: 'l-2', expiresAtMs: granted().expiresAtMs },
    ],
  });
  expect(await held(till)).toEqual({});
  const before = seqOf(till);
  await nextSync(till);
  expect(seqOf(till)).toBe(before);
  const again = await till.restart();
  await signIn(again);
  expect(await held(again)).toEqual({});
});

test('RGT-7 what a basket in work counts on is given back when that is over', async () => {
  const hq = await useFakeHq();
  const till = await spendingTill(hq);
  const draft = await spendingDraft(till, payPoints(45));
  hq.says.recalls = [lease('l-1')];
  await nextSync(till);
  expect(lastKinds(till, 1)).not.toEqual(['RELEASE']);
  await till.done('sale.commit', draft);
  await nextSync(till);
  expect(lastKinds(till, 1)).toEqual(['RELEASE']);
});

test('RGT-7 a basket that nobody works on holds nothing up for long', async () => {
  const hq = await useFakeHq();
  const till = await spendingTill(hq);
  await held(till);
  hq.says.recalls = [lease('l-1')];
  till.time.pass(IN_WORK_MS);
  await nextSync(till);
  expect(lastKinds(till, 1)).toEqual(['RELEASE']);
});

test('RGT-7 a window that asks about everybody holds nothing up', async () => {
  const hq = await useFakeHq();
  const till = await spendingTill(hq);
  await held(till);
  for (let n = 0; n < MAX_IN_WORK; n += 1) await held(till, asId(`m-${100 + n}`));
  hq.says.recalls = [lease('l-1')];
  await nextSync(till);
  expect(lastKinds(till, 1)).toEqual(['RELEASE']);
});

test('RGT-7 a lease that this till never heard of is asked for from the beginning, once', async () => {
  const hq = await useFakeHq();
  const till = await spendingTill(hq);
  hq.says.recalls = [lease('l-lost')];
  for (let rounds = 0; rounds < 4; rounds += 1) await nextSync(till);
  expect(askedAfter(hq).slice(-4)).toEqual([5, 0, 5, 5]);
  expect(lastKinds(till, 1)).not.toEqual(['RELEASE']);
});

test('RGT-7 what is held can be spent while HQ is asked from the beginning, also when the line goes before it answers', async () => {
  const hq = await useFakeHq();
  const till = await spendingTill(hq);
  hq.says.recalls = [lease('l-lost')];
  await nextSync(till);
  await hq.down();
  expect(await held(till)).toEqual({ points: 60 });
});

test('RGT-7 what a sale has asked for is that sale’s until it ends', async () => {
  const hq = await useFakeHq();
  const till = await spendingTill(hq, []);
  hq.says.lease = grantingHq(hq);
  const { basketId } = await spendingDraft(till);
  await till.done('rights.acquire', { basketId, owner: ANA_M, asset: 'points', amount: 20 });
  const intent = openIntents(till)[0] ?? '';
  hq.says.recalls = [lease(`l-${intent}`)];
  await nextSync(till);
  await nextSync(till);
  expect(askedAfter(hq).at(-1)).toBe(askedAfter(hq).at(-2));
  expect(openIntents(till)).toEqual([intent]);
  const view = await till.done('rights.held', { owner: ANA_M, basketId });
  expect(view.held).toMatchObject([{ amount: 20 }]);
});

test('RGT-13 a sign of life is given when HQ asks, unless something else was written, and not every time', async () => {
  const hq = await useFakeHq();
  const till = await spendingTill(hq);
  hq.says.tick = true;
  await nextSync(till);
  expect(lastKinds(till, 1)).toEqual(['TICK']);
  const before = seqOf(till);
  await nextSync(till);
  expect(seqOf(till)).toBe(before);
  till.time.pass(TICK_EVERY_MS);
  await nextSync(till);
  expect(lastKinds(till, 2)).toEqual(['TICK', 'TICK']);
});
