/**
 * RGT-10, R1, R13: the power goes out at every point between asking for a right and having used it. What was durable is
 * all that is left: a copy of the till's folder at that moment.
 */
import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { NO_RIGHTS } from '../../../shared/lease/rights.ts';
import { rightsOf } from '../../../shared/shift/till-state.ts';
import { entryId } from '../../support/builders/entry.ts';
import { CODE, type FakeHq } from '../../support/fake-hq/fake-hq.ts';
import { useFakeHq } from '../../support/fake-hq/use-fake-hq.ts';
import { newBasket } from '../../support/till/drafts.ts';
import { round, signIn } from '../../support/till/recovery.ts';
import {
  ANA_M,
  afterPowerCut,
  granted,
  grantingHq,
  held,
  lastKinds,
  openIntents,
  payPoints,
  spendingDraft,
  spendingTill,
} from '../../support/till/spending.ts';
import { tempFolder } from '../../support/till/temp-folder.ts';
import type { TestTill } from '../../support/till/test-till.ts';

const BASKET = entryId(500);
const wanted = { basketId: BASKET, owner: ANA_M, asset: 'points' as const, amount: 100 };

async function asking(): Promise<{ readonly hq: FakeHq; readonly till: TestTill }> {
  const hq = await useFakeHq();
  const till = await spendingTill(hq);
  hq.says.lease = grantingHq(hq);
  return { hq, till };
}

async function basketOf(till: TestTill) {
  const { lines } = await spendingDraft(till);
  return { ...newBasket(500), lines, nextN: 9 };
}

/** Whatever was open is abandoned first; what is held is the chain's word and HQ's grants, and no more. */
async function expectCleanStart(till: TestTill, heldPoints: number): Promise<void> {
  expect(openIntents(till)).toEqual([]);
  await signIn(till);
  expect(await held(till)).toEqual(heldPoints === 0 ? {} : { points: heldPoints });
}

describe('the power goes out', () => {
  test('RGT-10 after INTENT, before HQ has heard of it: it is abandoned before anything else is written', async () => {
    const { hq, till } = await asking();
    hq.faults('lease', 'hang');
    const arrived = hq.arrival('lease');
    void till.call('rights.acquire', wanted);
    await arrived;
    expect(lastKinds(till, 1)).toEqual(['INTENT']);
    const next = await afterPowerCut(till, tempFolder());
    expect(lastKinds(next, 3)).toEqual(['INTENT', 'ABANDON', 'BOOT']);
    await expectCleanStart(next, 60);
  });

  test('RGT-10 after HQ has granted: nobody remembers the grant, and its intent is abandoned', async () => {
    const { till } = await asking();
    await till.done('rights.acquire', wanted);
    const next = await afterPowerCut(till, tempFolder());
    expect(lastKinds(next, 3)).toEqual(['INTENT', 'ABANDON', 'BOOT']);
    await expectCleanStart(next, 60);
    const again = await next.restart();
    expect(lastKinds(again, 2)).not.toContain('ABANDON');
  });

  test('R1 after the sale: what it used is used, and its intent has ended with it', async () => {
    const { till } = await asking();
    await till.done('rights.acquire', wanted);
    const draft = await spendingDraft(till, { basket: await basketOf(till), ...payPoints(90) });
    const done = await till.done('sale.commit', draft);
    const next = await afterPowerCut(till, tempFolder());
    expect(lastKinds(next, 2)).toEqual(['SALE', 'BOOT']);
    await expectCleanStart(next, 10);
    expect(await next.done('sale.commit', draft)).toEqual(done);
  });

  test('RGT-10 after a sale without the right, before its ABANDON', async () => {
    const { till } = await asking();
    await till.done('rights.acquire', wanted);
    await till.done('sale.commit', await spendingDraft(till, { basket: await basketOf(till) }));
    const next = await afterPowerCut(till, tempFolder());
    expect(lastKinds(next, 3)).toEqual(['SALE', 'ABANDON', 'BOOT']);
    await expectCleanStart(next, 60);
  });

  test('RGT-10 after ABANDON: nothing is abandoned twice', async () => {
    const { till } = await asking();
    await till.done('rights.acquire', wanted);
    await till.done('rights.abandon', { basketId: BASKET });
    const next = await afterPowerCut(till, tempFolder());
    expect(lastKinds(next, 3)).toEqual(['INTENT', 'ABANDON', 'BOOT']);
    await expectCleanStart(next, 60);
  });

  test('R1 before SYNC has put its grants down: HQ sends them again', async () => {
    const { hq, till } = await asking();
    const folder = tempFolder();
    await till.done('sale.commit', await spendingDraft(till, payPoints(45)));
    const next = await afterPowerCut(till, folder);
    await next.till.stop();
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${folder}/grants.sqlite${suffix}`, { force: true });
    hq.says.grants = [granted(), granted({ lease: 'l-2', logIndex: 6, amount: 8 })];
    const again = await next.restart();
    await again.session().background.sync.roundNow(600_000);
    await signIn(again);
    // The first of the two has been used already: its grant brings nothing back.
    expect(await held(again)).toEqual({ points: 15 + 8 });
  });
});

test('RGT-11 an epoch that ends abandons what was asked for before its SEAL, and hands no rights on', async () => {
  const { hq, till } = await asking();
  await till.done('sale.commit', await spendingDraft(till, payPoints(45)));
  await till.done('rights.acquire', wanted);
  hq.faults('push', { refuse: 'REVOKED' });
  await round(till);
  await till.done('till.enrol', { hqUrl: null, code: CODE });
  await round(till);
  const kinds = [...hq.book(1).held, ...hq.book(1).evidence].map(({ head }) => head.kind);
  expect(kinds.slice(-3)).toEqual(['INTENT', 'ABANDON', 'SEAL']);
  expect(rightsOf(till.session().desk.journal.state())).toEqual(NO_RIGHTS);
  await signIn(till);
  // What HQ still hands out for the old epoch is of no use to the new one.
  expect(await held(till)).toEqual({});
  const asked = hq.arrivals.findLast(({ route }) => route === 'sync')?.body;
  expect(asked).toMatchObject({ epoch: 2, grantsAfter: 0 });
});
