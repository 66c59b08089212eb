/** A till that needs a new code, through the screen: a spoiled journal, and a disk that was set back. */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { failureText } from '../../shared/i18n/translate.ts';
import { failure } from '../../shared/kernel/failure.ts';
import { runHq } from '../support/hq/hq-process.ts';
import { salesIn } from '../support/shop/engine-faults.ts';
import { inEachLanguage, partText, uiText } from '../support/shop/shown-texts.ts';
import { ANA, FLOAT_LEI, openTestShop, type TestShop } from '../support/shop/test-shop.ts';
import { spoilJournal } from '../support/till/recovery.ts';
import { readJournal } from './demo/read-journal.ts';
import { readShopGoods } from './demo/shop-goods.ts';

const { codes, cards } = readShopGoods();
const [first = '', second = ''] = codes;
const [card = ''] = cards;
const TILL = 'Casa 1';
const SLOW = { timeout: 40_000 };

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
  await shop.openForSelling();
});
afterAll(() => shop.close());

const hq = (...args: string[]) => runHq({ args: [...args, '--data', shop.hqFolder] });
const hqLink = async (): Promise<string> => (await shop.robot().hqState()).link;
const unsent = async (): Promise<number> => (await shop.robot().hqState()).unsent;

async function newCode(): Promise<string> {
  const { lines } = await hq('enrol-code', '--store', 's-centru', '--till', TILL);
  return lines.flatMap((line) => /^enrolment code (\S+)$/.exec(line)?.[1] ?? [])[0] ?? '';
}

async function sellOne(code: string): Promise<void> {
  await shop.robot().member(card);
  await shop.robot().scan(code);
  await shop.robot().pay('exact');
}

async function typeCode(code: string): Promise<void> {
  const { page } = shop.robot();
  await page.fill('input[name="code"]', code);
  await page.keyboard.press('Enter');
}

/** The row of the only till, by the titles of its columns. */
async function tillAtHq(): Promise<Readonly<Record<string, string>>> {
  const { lines } = await hq('tills');
  const [titles = [], row = []] = lines.slice(-2).map((line) => line.split(/ {2,}/));
  return Object.fromEntries(titles.map((title, column) => [title, row[column] ?? '']));
}

async function expectLedgerWhole(): Promise<void> {
  const verified = await hq('verify');
  expect(verified.lines.join('\n')).toContain('the ledger verifies');
}

test('EPO-5 a spoiled journal: the screen leads to a code, the till sells again, and the older sales arrive', async () => {
  await shop.hqDown();
  for (const code of [first, second, first]) await sellOne(code);
  await shop.stopTill();
  const sold = salesIn(readJournal(shop.journalFile));
  spoilJournal(shop.userData, `"id":"${sold[1]?.head.id}`);
  await shop.hqUp();

  await shop.startTill();
  await shop.robot().waitForScreen('damaged');
  await inEachLanguage(shop, async (language) => {
    const text = (await shop.robot().page.textContent('[data-screen="damaged"]')) ?? '';
    expect(text).toContain(failureText(failure('JOURNAL-DAMAGED'), language));
    expect(text).toContain(uiText('damaged.third', language));
    expect(await partText(shop, 'strip-damaged')).toBe(uiText('strip.damaged', language));
    await shop.shoot(`recovery-damaged-${language}`);
  });
  await typeCode('ABCD-EFGH-JKMN-PQRS');
  await shop.robot().page.waitForSelector('[data-part="notice"][data-code="ENROL-CODE"]');
  await typeCode(await newCode());
  await shop.robot().signIn(ANA, shop.pin(ANA));
  await shop.robot().openShift(FLOAT_LEI);
  await sellOne(second);
  await expect.poll(unsent, SLOW).toBe(0);
  await expect.poll(() => partText(shop, 'strip-older'), SLOW).toBe(uiText('strip.olderDone', 'ro'));
  await shop.shoot('recovery-delivered');

  const [aside = ''] = readdirSync(shop.userData).filter((name) => name.startsWith('set-aside-'));
  expect(existsSync(join(shop.userData, aside, 'journal.sqlite'))).toBe(true);
  const note: unknown = JSON.parse(readFileSync(join(shop.userData, aside, 'delivered.json'), 'utf8'));
  expect(note).toMatchObject({ sales: sold.length - 1, refused: 0 });
  expect(await tillAtHq()).toMatchObject({ epoch: '2', state: 'current', forks: '0', waiting: '0' });
  expect(Number((await tillAtHq())['after gaps'])).toBeGreaterThan(0);
  await expectLedgerWhole();
}, 150_000);

/** What belongs to the till in its folder; the window's own databases are rebuilt. */
const OURS = /^(journal|cache|identity|segments|set-aside)/;

function keepFolder(into: string): void {
  for (const name of readdirSync(shop.userData).filter((each) => OURS.test(each)))
    cpSync(join(shop.userData, name), join(into, name), { recursive: true });
}

test('EPO-2, EPO-3 a disk that was set back: the till sells on, and a code makes one history of it', async () => {
  await expect.poll(hqLink, SLOW).toBe('online');
  await shop.stopTill();
  const image = join(shop.userData, '..', 'image');
  keepFolder(image);
  await shop.startTill();
  await shop.robot().signIn(ANA, shop.pin(ANA));
  await shop.robot().waitForScreen('sale');
  await sellOne(first);
  await expect.poll(unsent, SLOW).toBe(0);
  await shop.stopTill();
  for (const name of readdirSync(shop.userData).filter((each) => OURS.test(each)))
    rmSync(join(shop.userData, name), { recursive: true });
  cpSync(image, shop.userData, { recursive: true });

  await shop.startTill();
  await shop.robot().signIn(ANA, shop.pin(ANA));
  await shop.robot().waitForScreen('sale');
  await sellOne(second);
  const { page } = shop.robot();
  await page.waitForSelector('[data-part="banner"][data-code="HQ-FORK"]', SLOW);
  await sellOne(first);
  await expect.poll(unsent, SLOW).toBe(0);
  expect(await tillAtHq()).toMatchObject({ epoch: '2', state: 'suspended' });
  await shop.robot().scan(second);
  await inEachLanguage(shop, async (language) => {
    expect(await partText(shop, 'banner')).toContain(failureText(failure('HQ-FORK'), language));
    await page.click('[data-part="banner"] button');
    expect(await partText(shop, 'renew')).toContain(uiText('renew.fork', language));
    await shop.shoot(`recovery-fork-${language}`);
    await page.keyboard.press('Escape');
    await page.waitForSelector('[data-part="renew"]', { state: 'detached' });
  });
  await page.click('[data-part="strip-hq"]');
  await typeCode(await newCode());
  await shop.robot().signIn(ANA, shop.pin(ANA));
  await shop.robot().waitForScreen('sale');
  await expect.poll(() => shop.robot().lines()).toEqual([second]);
  await shop.robot().pay('exact');
  await expect.poll(hqLink, SLOW).toBe('online');
  await expect.poll(unsent, SLOW).toBe(0);
  expect(await tillAtHq()).toMatchObject({ epoch: '3', state: 'current', waiting: '0' });
  expect(readJournal(shop.journalFile)[0]?.head).toMatchObject({ kind: 'CHECKPOINT', epoch: 3, seq: 1 });
  await shop.shoot('recovery-renewed');
  await expectLedgerWhole();
}, 150_000);
