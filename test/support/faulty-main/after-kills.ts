/** What is left of a till after all its power cuts: held against HQ, the paper and what the cashier was told. */
import { expect } from 'vitest';
import { openEmbedded } from '../../../server/db/embedded/open-embedded.ts';
import { i18nFor } from '../../../shared/i18n/translate.ts';
import { type Comparison, compareLedgers } from '../../e2e/demo/compare-ledgers.ts';
import { readJournal } from '../../e2e/demo/read-journal.ts';
import { salesIn } from '../shop/engine-faults.ts';
import { pageDone } from '../shop/page-call.ts';
import { papersOf } from '../shop/receipts-on-paper.ts';
import type { TestShop } from '../shop/test-shop.ts';
import type { KillStory } from './kill-story.ts';

export type KillCounts = {
  readonly kills: number;
  readonly sales: number;
  readonly acknowledged: number;
  readonly lost: number;
  readonly doubled: number;
  /** Receipts of which the till asked whether they were printed, and was told to print a copy. */
  readonly asked: number;
  readonly printedTwice: number;
  readonly unprinted: number;
  readonly stuck: number;
  readonly basketsLost: number;
};

export const NOTHING_WRONG = {
  lost: 0,
  doubled: 0,
  printedTwice: 0,
  unprinted: 0,
  stuck: 0,
  basketsLost: 0,
};

const REST_MS = 60_000;
const COPY = /\s*\d+\s*/;

/** Waits until the till has sent and printed everything, asking the cashier where it does not know. */
export async function countAfterKills(
  shop: TestShop,
  story: KillStory,
): Promise<{ readonly counts: KillCounts; readonly ledgers: Comparison }> {
  await expect.poll(() => queues(shop), { timeout: REST_MS, interval: 250 }).toEqual({ unsent: 0, open: 0 });
  const stuck = await queues(shop);
  const sales = salesIn(readJournal(shop.journalFile));
  const numbers = sales.map(({ head }) => `${head.till}-${head.epoch}-${head.seq}`);
  const database = await openEmbedded({ folder: shop.hqFolder });
  const ledgers = await compareLedgers(shop.journalFile, database.url);
  const counts = {
    kills: story.kills,
    sales: sales.length,
    acknowledged: story.acknowledged.length,
    lost: story.acknowledged.filter((number) => !numbers.includes(number)).length,
    doubled: ledgers.entries.hq - ledgers.entries.journal,
    asked: numbers.filter((number) => papersOf(shop.printer, number).some(isCopy)).length,
    printedTwice: numbers.filter((number) => originals(shop, number) > 1).length,
    unprinted: numbers.filter((number) => papersOf(shop.printer, number).length === 0).length,
    stuck: stuck.unsent + stuck.open,
    basketsLost: story.basketFaults.length,
  };
  return { counts, ledgers };
}

/** What waits at the till. A receipt of which nobody knows whether it was printed is answered as a cashier does. */
async function queues(shop: TestShop): Promise<{ unsent: number; open: number }> {
  const { page } = shop.robot();
  const jobs = await pageDone(page, 'spool.jobs', null);
  for (const { id, state } of jobs)
    if (state === 'unknown') await pageDone(page, 'spool.resolve', { jobId: id, action: 'copy' });
  const { hq, printer } = await pageDone(page, 'till.status', null);
  const isAtRest = printer.state === 'ready' || printer.state === 'off';
  return { unsent: hq.unsent, open: isAtRest ? 0 : Math.max(1, printer.waiting) };
}

const originals = (shop: TestShop, number: string): number =>
  papersOf(shop.printer, number).filter((text) => !isCopy(text)).length;

const copyWord = i18nFor('ro').t('receipt:copy', { n: 1 }).replace(COPY, '');
const isCopy = (text: string): boolean => text.includes(copyWord);
