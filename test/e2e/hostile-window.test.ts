/**
 * A page under somebody else's control: what it may ask for through the bridge, and what it may reach beside it. Whatever
 * it tries, the journal holds nothing that the engine does not confirm, and the till sells on.
 */
import pg from 'pg';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../server/db/embedded/open-embedded.ts';
import { CALL_NAMES } from '../../shared/ipc/names.ts';
import type { SaleDraft } from '../../shared/ipc/sale-draft.ts';
import { asId, type TierId } from '../../shared/kernel/ids.ts';
import { minor, points } from '../../shared/kernel/units.ts';
import { engineFaults, salesIn } from '../support/shop/engine-faults.ts';
import { badPayloads, reach } from '../support/shop/hostile-page.ts';
import { outcome, pageCall, pageDone } from '../support/shop/page-call.ts';
import { engineDraft, linesOf, newSaleId, pulledMember } from '../support/shop/shop-draft.ts';
import { ION, openTestShop, type TestShop } from '../support/shop/test-shop.ts';
import { compareLedgers } from './demo/compare-ledgers.ts';
import { readJournal } from './demo/read-journal.ts';
import { readShopGoods } from './demo/shop-goods.ts';

const { codes } = readShopGoods();
const [first = '', second = ''] = codes;
const GOLD = asId<TierId>('gold');

let shop: TestShop;
let page: Page;
let honestSales = 0;

beforeAll(async () => {
  shop = await openTestShop({ language: 'en' });
  await shop.openForSelling();
  page = shop.robot().page;
  await shop.robot().scan(first);
});
afterAll(() => shop.close());

const signedSales = () => salesIn(readJournal(shop.journalFile));
const commit = async (draft: unknown): Promise<string> => outcome(await pageCall(page, 'sale.commit', draft));
const honest = () => engineDraft(page, { lines: linesOf([first, second]) });

describe('SAL-1 nothing is signed for a page that sends', () => {
  const forgeries: readonly (readonly [string, (draft: SaleDraft) => unknown, string])[] = [
    ['a smaller total', (d) => ({ ...d, shown: { ...d.shown, totalMinor: minor(1) } }), 'SALE-MISMATCH'],
    ['points for nobody', (d) => ({ ...d, shown: { ...d.shown, earnedPoints: 9999 } }), 'SALE-MISMATCH'],
    ['a programme that does not exist', (d) => ({ ...d, programmeVersion: 2 }), 'SALE-PROGRAMME'],
    ['a programme without end', (d) => ({ ...d, programmeVersion: 2 ** 53 - 1 }), 'SALE-PROGRAMME'],
    ['too little money', (d) => ({ ...d, tenders: [{ kind: 'cash', amountMinor: 1 }] }), 'PAY-SHORT'],
    ['no goods', (d) => ({ ...d, lines: [] }), 'BASKET-EMPTY'],
    ['goods for less than nothing', (d) => withLine(d, { unitPriceMinor: -5 }), 'CALL-REFUSED'],
    ['a quantity without end', (d) => withLine(d, { quantityMilli: 2 ** 60 }), 'CALL-REFUSED'],
    ['parts of its own', (d) => ({ ...d, parts: [{ n: 1, asset: 'points', amount: 5 }] }), 'CALL-REFUSED'],
    ['another till', (d) => ({ ...d, till: 's-centru-2' }), 'CALL-REFUSED'],
    ['another kind of entry', (d) => ({ ...d, kind: 'REFUND' }), 'CALL-REFUSED'],
    [
      'a wallet as tender',
      (d) => ({ ...d, tenders: [{ kind: 'wallet', amountMinor: 99999 }] }),
      'CALL-REFUSED',
    ],
    ['a hundred tenders', (d) => ({ ...d, tenders: Array(100).fill(d.tenders[0]) }), 'CALL-REFUSED'],
    ['a thousand lines', (d) => ({ ...d, lines: Array(1000).fill(d.lines[0]) }), 'CALL-REFUSED'],
    ['a name as long as a book', (d) => withLine(d, { name: 'x'.repeat(200_000) }), 'CALL-REFUSED'],
    ['an id that sorts before all others', (d) => ({ ...d, basketId: '0' }), 'CALL-REFUSED'],
  ];
  test.each(forgeries)('%s', async (_what, forge, code) => {
    const before = signedSales().length;
    expect(await commit(forge(await honest()))).toBe(code);
    expect(signedSales()).toHaveLength(before);
  });

  test('a member of a higher tier with the points that it dreams of', async () => {
    const member = await pulledMember(page, 'bronze');
    const draft = await engineDraft(page, { lines: linesOf([first, second]), member });
    const dreamt = { ...draft.shown, earnedPoints: points(draft.shown.earnedPoints * 10) };
    expect(await commit({ ...draft, member: { ...member, tierId: GOLD }, shown: dreamt })).toBe(
      'SALE-MISMATCH',
    );
    expect(await commit({ ...draft, shown: dreamt })).toBe('SALE-MISMATCH');
  });
});

test('JRN-3 a basket that was paid is not paid again with other goods in it', async () => {
  const draft = await honest();
  expect(await commit(draft)).toBe('ok');
  honestSales += 1;
  expect(await commit(draft)).toBe('ok');
  expect(await commit({ ...draft, lines: linesOf([first]) })).toBe('SALE-DONE');
  expect(signedSales()).toHaveLength(honestSales);
});

/** Main knows neither prices nor tiers by itself: it signs what the window saw, HQ knows better and says so. */
test('SAL-4 a forged price or tier is signed as what was seen, and HQ records the difference', async () => {
  const member = await pulledMember(page, 'bronze');
  const lines = linesOf([first, second]).map((line) => ({ ...line, unitPriceMinor: minor(100_000) }));
  const forged = await engineDraft(page, { lines, member: { ...member, tierId: GOLD } });
  expect(await commit(forged)).toBe('ok');
  honestSales += 1;
  await untilSent();
  expect(await staleKinds()).toEqual(['price', 'price', 'tier']);
});

describe('IPC-1 every call refuses what is not its request', () => {
  test.each(CALL_NAMES)('%s', async (name) => {
    const before = readJournal(shop.journalFile).length;
    const answers = await badPayloads(page, name);
    expect(answers.length).toBeGreaterThan(20);
    expect(answers.filter(({ code }) => !/^(CALL-REFUSED|CALL-FAILED|not sent)$/.test(code))).toEqual([]);
    expect(readJournal(shop.journalFile)).toHaveLength(before);
  });

  test('and a call by any other name has nobody behind it', async () => {
    const names = [
      'sale.commit ',
      'journal.append',
      'constructor',
      '__proto__',
      'puncta:call:till.status',
      '',
      7,
      null,
    ];
    const codes = await Promise.all(names.map(async (name) => outcome(await pageCall(page, name, null))));
    expect(codes).toEqual(names.map(() => 'CALL-REFUSED'));
  });
});

describe('what a page may not do with calls that it has', () => {
  test('ENR-1 enrol a till that is enrolled', async () => {
    const request = { hqUrl: shop.hq().url, code: 'ABCD-EFGH-JKMN-PQRS' };
    expect(outcome(await pageCall(page, 'till.enrol', request))).toBe('ENROL-DONE');
  });

  test('PIN-1 guess PINs faster than a cashier types', async () => {
    const guesses = Array.from({ length: 60 }, (_, n) => ({ cashierId: ION, pin: String(100_000 + n) }));
    const codes = await Promise.all(
      guesses.map(async (guess) => outcome(await pageCall(page, 'cashier.signIn', guess))),
    );
    expect(codes.filter((code) => !/^(PIN-WRONG|PIN-LOCKED|CALL-REFUSED)$/.test(code))).toEqual([]);
    for (let tries = 0; tries < 5; tries += 1)
      await pageCall(page, 'cashier.signIn', { cashierId: ION, pin: '000000' });
    const right = { cashierId: ION, pin: shop.pin(ION) };
    expect(outcome(await pageCall(page, 'cashier.signIn', right))).toBe('PIN-LOCKED');
    const lockouts = readJournal(shop.journalFile).filter(({ head }) => head.kind === 'LOCKOUT');
    expect(lockouts).toHaveLength(5);
  });

  test('go through phone numbers', async () => {
    const asked = Array.from({ length: 130 }, (_, n) => ({ digits: String(37_360_000_000 + n) }));
    const codes = await Promise.all(
      asked.map(async (request) => outcome(await pageCall(page, 'member.phoneKeys', request))),
    );
    expect(codes.filter((code) => code === 'ok')).toHaveLength(120);
  });

  test.each([
    ['journal.receipt', { entryId: newSaleId() }],
    ['receipt.copy', { entryId: newSaleId() }],
    ['spool.resolve', { jobId: 999_999, action: 'printed' }],
  ])('%s of something that is not there', async (name, request) => {
    expect(outcome(await pageCall(page, name, request))).toMatch(/^CALL-(REFUSED|FAILED)$/);
  });
});

test('the page reaches nothing beside the bridge: no Node, no network, no file, no other page', async () => {
  expect(await reach(page, shop.hq().url)).toEqual({
    node: [],
    bridgeFrozen: true,
    bridgeReplaced: false,
    network: [],
    evaluated: false,
    opened: false,
    framed: false,
  });
  const address = page.url();
  await page.evaluate(() => {
    location.href = 'https://example.com/';
  });
  expect(page.url()).toBe(address);
});

test('after all this the till sells, and journal and HQ agree', async () => {
  expect(await shop.robot().lines()).toEqual([first]);
  await shop.robot().scan(second);
  await shop.robot().pay('over');
  honestSales += 1;
  await shop.shoot('hostile-sells-on');
  await untilSent();
  const journal = readJournal(shop.journalFile);
  expect(salesIn(journal)).toHaveLength(honestSales);
  expect(engineFaults(journal)).toEqual([]);
  const database = await openEmbedded({ folder: shop.hqFolder });
  const ledgers = await compareLedgers(shop.journalFile, database.url);
  expect(ledgers.differences).toEqual([]);
  expect(ledgers.quarantined).toBe(0);
  expect(Object.values(ledgers.assetSums).every((sum) => sum === 0)).toBe(true);
});

const withLine = (draft: SaleDraft, change: object): unknown => ({
  ...draft,
  lines: draft.lines.map((line) => ({ ...line, ...change })),
});

async function untilSent(): Promise<void> {
  await expect
    .poll(async () => (await pageDone(page, 'till.status', null)).hq.unsent, { timeout: 30_000 })
    .toBe(0);
}

async function staleKinds(): Promise<readonly string[]> {
  const database = await openEmbedded({ folder: shop.hqFolder });
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const { rows } = await client.query<{ kind: string }>('select kind from staleness order by kind');
    return rows.map(({ kind }) => kind);
  } finally {
    await client.end();
  }
}
