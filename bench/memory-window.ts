/**
 * The window's memory over many sales, keyed in as a cashier does: what is alive after a collection at the end, against a
 * fifth of the way. Main's process is the real one, so its size is told too.
 */
import type { CDPSession, Page } from 'playwright-core';
import { readShopGoods } from '../test/e2e/demo/shop-goods.ts';
import { openTestShop } from '../test/support/shop/test-shop.ts';
import type { BenchResult } from './result.ts';
import type { BenchScale } from './scale.ts';
import { descendants, residentMb } from './support/process-facts.ts';

const IN_ONE_GO = 50;
const MB = 1024 * 1024;

export async function run({ sales }: BenchScale): Promise<BenchResult> {
  const shop = await openTestShop();
  try {
    await shop.openForSelling();
    const { page } = shop.robot();
    const protocol = await page.context().newCDPSession(page);
    const { codes, cards } = readShopGoods();
    await page.waitForSelector('[data-part="strip-loading"]', { state: 'detached' });
    const facts = async () => ({
      heapMb: await heapMb(protocol),
      mainMb: residentMb(shop.till().pid),
      windowMb: Math.max(...descendants(shop.till().pid, ['--type=renderer']).map(residentMb)),
    });
    const early = Math.ceil(sales / 5);
    await sell(page, { codes, cards, from: 0, sales: early });
    const first = await facts();
    const startMs = performance.now();
    await sell(page, { codes, cards, from: early, sales: sales - early });
    const perSaleMs = (performance.now() - startMs) / (sales - early);
    const last = await facts();
    return {
      name: `memory of the window over ${sales} sales`,
      baseline: `what was alive after ${early}`,
      ratio: last.heapMb / first.heapMb,
      goal: 'at most 1.1',
      detail: {
        [`heap after ${early} MB`]: first.heapMb,
        [`heap after ${sales} MB`]: last.heapMb,
        'renderer resident before MB': first.windowMb,
        'renderer resident after MB': last.windowMb,
        'main resident before MB': first.mainMb,
        'main resident after MB': last.mainMb,
        'ms per sale': perSaleMs,
      },
    };
  } finally {
    await shop.close();
  }
}

type Keyed = {
  readonly codes: readonly string[];
  readonly cards: readonly string[];
  readonly from: number;
  readonly sales: number;
};

async function sell(page: Page, { codes, cards, from, sales }: Keyed): Promise<void> {
  for (let at = from; at < from + sales; at += IN_ONE_GO)
    await page.evaluate(keyInSales, {
      baskets: Array.from({ length: Math.min(IN_ONE_GO, from + sales - at) }, (_, index) => ({
        codes: [0, 1, 2].map((line) => codes[((at + index) * 7 + line * 13) % codes.length] ?? ''),
        card: (at + index) % 3 === 0 ? null : (cards[(at + index) % cards.length] ?? null),
      })),
    });
}

/** Runs in the page, and so stands alone: each step waits until the screen shows what the last one brought. */
async function keyInSales({
  baskets,
}: {
  readonly baskets: readonly { readonly codes: readonly string[]; readonly card: string | null }[];
}): Promise<void> {
  const press = (code: string): void => {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { code, bubbles: true, cancelable: true }));
    document.body.dispatchEvent(new KeyboardEvent('keyup', { code, bubbles: true }));
  };
  const until = (isThere: () => boolean, what: string): Promise<void> =>
    new Promise((resolve, reject) => {
      if (isThere()) return resolve();
      const late = setTimeout(() => reject(new Error(`${what} did not come`)), 20_000);
      const observer = new MutationObserver(() => {
        if (!isThere()) return;
        observer.disconnect();
        clearTimeout(late);
        resolve();
      });
      observer.observe(document.body, {
        subtree: true,
        childList: true,
        attributes: true,
        characterData: true,
      });
    });
  const phase = (): string | null =>
    document.querySelector('[data-phase]')?.getAttribute('data-phase') ?? null;
  const type = (text: string): void => {
    for (const digit of text) press(`Digit${digit}`);
    press('Enter');
  };
  for (const { codes, card } of baskets) {
    for (const code of codes) {
      type(code);
      await until(() => phase() === 'open' && document.querySelector(`[data-code="${code}"]`) !== null, code);
    }
    if (card !== null) {
      type(card);
      await until(() => document.querySelector('[data-part="points-now"]') !== null, card);
    }
    press('F12');
    await until(() => phase() === 'paying', 'the pay panel');
    press('F9');
    await until(() => phase() === 'done', 'the receipt');
  }
}

async function heapMb(protocol: CDPSession): Promise<number> {
  await protocol.send('HeapProfiler.enable');
  for (let round = 0; round < 2; round += 1) await protocol.send('HeapProfiler.collectGarbage');
  const { usedSize } = await protocol.send('Runtime.getHeapUsage');
  return usedSize / MB;
}
