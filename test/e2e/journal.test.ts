/** The journal through the screen: a sale that nobody heard of, and a file that somebody spoiled. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { failureText } from '../../shared/i18n/translate.ts';
import type { SaleDone, SaleDraft } from '../../shared/ipc/sale-draft.ts';
import { failure } from '../../shared/kernel/failure.ts';
import { minor, points } from '../../shared/kernel/units.ts';
import type { SaleBody } from '../../shared/ledger/body.ts';
import type { EntryHead } from '../../shared/ledger/entry.ts';
import { withPowerCutAfterSale } from '../support/faulty-main/preloaded.ts';
import { salesIn } from '../support/shop/engine-faults.ts';
import { outcome, pageCall, pageDone } from '../support/shop/page-call.ts';
import { papersOf } from '../support/shop/receipts-on-paper.ts';
import { engineDraft, linesOf } from '../support/shop/shop-draft.ts';
import { inEachLanguage, uiText } from '../support/shop/shown-texts.ts';
import { ANA, openTestShop, type TestShop } from '../support/shop/test-shop.ts';
import { type JournalEntry, readJournal } from './demo/read-journal.ts';
import { readShopGoods } from './demo/shop-goods.ts';

const { codes, cards } = readShopGoods();
const [first = '', second = ''] = codes;
const [card = ''] = cards;

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
  await shop.openForSelling();
});
afterAll(() => shop.close());

const journal = (): readonly JournalEntry[] => readJournal(shop.journalFile);

async function signInAgain(): Promise<void> {
  await shop.robot().signIn(ANA, shop.pin(ANA));
  await shop.robot().waitForScreen('sale');
}

test('JRN-1, JRN-3 the power goes between the commit and the answer: one sale, one receipt, and no second one', async () => {
  await shop.restartTill(withPowerCutAfterSale());
  await signInAgain();
  await shop.robot().member(card);
  await shop.robot().scan(first, 2);
  await shop.robot().scan(second);
  await shop.robot().page.keyboard.press('F12');
  await shop.robot().page.waitForSelector('[data-part="pay"]');
  await shop.robot().page.keyboard.press('F9');
  await shop.till().exited;

  const [sale, ...others] = salesIn(journal());
  expect(others).toEqual([]);
  await shop.restartTill();
  await signInAgain();
  expect(await shop.robot().lines()).toEqual([]);
  expect(await pageDone(shop.robot().page, 'basket.load', null)).toBeNull();
  await shop.shoot('after-unheard-sale');

  const number = `${sale?.head.till}-${sale?.head.epoch}-${sale?.head.seq}`;
  await expect.poll(() => papersOf(shop.printer, number).length, { timeout: 20_000 }).toBe(1);
  const before = journal();
  for (let times = 0; times < 2; times += 1) {
    const again = await pageCall(shop.robot().page, 'sale.commit', draftOf(sale));
    expect(again).toMatchObject({ ok: true, value: { seq: sale?.head.seq } });
    expect(again.ok && (again.value as SaleDone).receipt.number).toBe(number);
  }
  expect(journal()).toEqual(before);
  await shop.robot().scan(first);
  await shop.robot().pay('exact');
  expect(papersOf(shop.printer, number)).toHaveLength(1);
});

test('JRN-4 one byte of the file is wrong: the till says so, adds nothing and leaves the file as it is', async () => {
  const sales = salesIn(journal()).length;
  await shop.stopTill();
  const sound = readFileSync(shop.journalFile);
  const at = sound.indexOf('"grossMinor":') + '"grossMinor":'.length;
  const spoiled = Buffer.from(sound);
  spoiled[at] = (sound[at] ?? 0) === 0x31 ? 0x32 : 0x31;
  expect(spoiled.equals(sound)).toBe(false);
  writeFileSync(shop.journalFile, spoiled);

  await shop.startTill();
  await shop.robot().waitForScreen('damaged');
  await inEachLanguage(shop, async (language) => {
    const text = (await shop.robot().page.textContent('[data-screen="damaged"]')) ?? '';
    expect(text).toContain(failureText(failure('JOURNAL-DAMAGED'), language));
    expect(text).toContain(uiText('damaged.title', language));
    expect(text).toContain('JOURNAL-DAMAGED');
    await shop.shoot(`journal-damaged-${language}`);
  });
  const { page } = shop.robot();
  expect(outcome(await pageCall(page, 'basket.load', null))).toBe('JOURNAL-DAMAGED');
  expect(outcome(await pageCall(page, 'shift.open', { floatMinor: 0 }))).toBe('JOURNAL-DAMAGED');
  await shop.stopTill();
  expect(readFileSync(shop.journalFile).equals(spoiled)).toBe(true);
  expect(writtenBeside()).toBe(0);

  writeFileSync(shop.journalFile, sound);
  await shop.startTill();
  await signInAgain();
  const draft = await engineDraft(shop.robot().page, { lines: linesOf([second]) });
  expect(outcome(await pageCall(shop.robot().page, 'sale.commit', draft))).toBe('ok');
  expect(salesIn(journal())).toHaveLength(sales + 1);
});

/** Bytes that wait to go into the file. */
function writtenBeside(): number {
  const log = `${shop.journalFile}-wal`;
  return existsSync(log) ? statSync(log).size : 0;
}

/** What the window had sent for this sale. */
function draftOf(sale: JournalEntry | undefined): SaleDraft {
  const head = JSON.parse(sale?.headText ?? '') as EntryHead;
  const body = JSON.parse(sale?.bodyText ?? '') as SaleBody;
  return {
    basketId: head.id,
    lines: body.seen.lines,
    member: body.seen.member,
    tenders: body.tenders,
    programmeVersion: head.programme?.version ?? 0,
    businessDate: head.businessDate,
    shown: {
      totalMinor: head.totals?.tenderMinor ?? minor(0),
      earnedPoints: points(head.parts[0]?.amount ?? 0),
    },
  };
}
