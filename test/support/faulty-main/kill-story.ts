/**
 * A cashier whose till loses its power again and again. After each start the basket must be what it was, and whatever the
 * screen has confirmed must be in the journal.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { assert } from '../../../shared/kernel/assert.ts';
import { readJournal } from '../../e2e/demo/read-journal.ts';
import { readShopGoods } from '../../e2e/demo/shop-goods.ts';
import { salesIn } from '../shop/engine-faults.ts';
import { partText } from '../shop/shown-texts.ts';
import { ANA, type TestShop } from '../shop/test-shop.ts';
import type { DeathPoint } from './death-points.ts';
import { withPowerCutAt } from './preloaded.ts';

/** `random`: within so many milliseconds of ordinary selling. */
export type Kill = { readonly point: DeathPoint } | { readonly point: 'random'; readonly withinMs: number };

export type KillStory = {
  readonly kills: number;
  /** Receipts' numbers that the screen has named to the cashier. */
  readonly acknowledged: readonly string[];
  /** What was wrong with a basket after a start. */
  readonly basketFaults: readonly string[];
};

const { codes, cards } = readShopGoods();
const DEATH_WAIT_MS = 30_000;

export async function tellKills(
  shop: TestShop,
  { kills, random }: { readonly kills: readonly Kill[]; readonly random: () => number },
): Promise<KillStory> {
  const acknowledged: string[] = [];
  const basketFaults: string[] = [];
  const pick = (all: readonly string[]): string => all[Math.floor(random() * all.length)] ?? '';
  /** The goods that the cashier has seen in the open basket, and the sales that were in the journal then. */
  let seen: readonly string[] = await shop.robot().lines();
  let sales = salesIn(readJournal(shop.journalFile)).length;

  async function fill(): Promise<void> {
    const lines = 1 + Math.floor(random() * 3);
    if (random() < 0.6) await shop.robot().member(pick(cards));
    for (let line = 0; line < lines; line += 1) {
      await shop.robot().scan(pick(codes));
      seen = await shop.robot().lines();
    }
  }

  async function pay(): Promise<void> {
    await shop.robot().pay('exact');
    acknowledged.push(receiptIn(await partText(shop, 'done')));
    seen = [];
    sales += 1;
    await shop.robot().page.keyboard.press('Enter');
    await shop.robot().page.waitForSelector('[data-part="done"]', { state: 'detached' });
  }

  async function sellUntilDead(once: boolean): Promise<void> {
    try {
      do {
        await fill();
        await pay();
      } while (!once);
    } catch (cause) {
      if (!(await isDead())) throw cause;
    }
  }

  const isDead = (): Promise<boolean> =>
    Promise.race([shop.till().exited.then(() => true), delay(DEATH_WAIT_MS, false, { ref: false })]);

  /** What the basket must be now: gone with its sale, or line by line what the cashier saw. */
  async function checkBasket(kill: Kill): Promise<void> {
    const sold = salesIn(readJournal(shop.journalFile)).length;
    const wasPaid = sold > sales;
    sales = sold;
    const wanted = wasPaid ? [] : seen;
    await signIn(shop);
    const shown = await linesWhenThere(shop, wanted.length);
    if (!isSame(shown, wanted, kill.point === 'random' ? 1 : 0))
      basketFaults.push(`${kill.point}: ${shown.join()} instead of ${wanted.join()}`);
    seen = shown;
  }

  for (const [index, kill] of kills.entries()) {
    await shop.restartTill(kill.point === 'random' ? {} : withPowerCutAt(kill.point));
    await checkBasket(kills[index - 1] ?? kill);
    const dying = kill.point === 'random' ? cutPower(shop, random() * kill.withinMs) : null;
    await sellUntilDead(dying === null);
    await dying;
    assert(await isDead(), `the power went at ${kill.point}`);
  }
  await shop.restartTill();
  await checkBasket(kills.at(-1) ?? { point: 'random', withinMs: 0 });
  return { kills: kills.length, acknowledged, basketFaults };
}

async function cutPower(shop: TestShop, ms: number): Promise<void> {
  await delay(ms);
  await shop.till().kill();
}

export async function signIn(shop: TestShop): Promise<void> {
  await shop.robot().signIn(ANA, shop.pin(ANA));
  await shop.robot().waitForScreen('sale');
}

/** The basket comes with the screen or a moment later. */
async function linesWhenThere(shop: TestShop, wanted: number): Promise<readonly string[]> {
  const isThere = (count: number): boolean =>
    document.querySelectorAll('[data-n][data-code]').length >= count;
  await shop
    .robot()
    .page.waitForFunction(isThere, wanted, { timeout: 3_000 })
    .catch(() => undefined);
  return shop.robot().lines();
}

const receiptIn = (text: string): string => /s-centru-\d+-\d+-\d+/.exec(text)?.[0] ?? '';

/** Line by line the same, except for so many at the end: a scan may be on its way when the power goes. */
function isSame(one: readonly string[], other: readonly string[], mayDiffer: number): boolean {
  const common = Math.min(one.length, other.length);
  return (
    Math.abs(one.length - other.length) <= mayDiffer &&
    one.slice(0, common).join() === other.slice(0, common).join()
  );
}
