/** A cashier's day from enrolment to the close, HQ away for half of it, the till killed in the middle of a basket. */
import { join } from 'node:path';
import { demoMembers } from '../../../server/demo/demo-members.ts';
import { FEW_POINTS, type PlannedBasket, REGULAR } from './day-plan.ts';
import { cashInDrawer, readJournal } from './read-journal.ts';
import type { Shop } from './shop.ts';
import type { TillRobot } from './till-robot.ts';

export type DayStory = {
  readonly baskets: number;
  readonly soldWhileHqWasDown: number;
  readonly withMember: number;
  /** Baskets that were to be paid with points in part, and that were. */
  readonly withPoints: Readonly<Record<'withHq' | 'withoutHq', { asked: number; paid: number }>>;
  readonly basketKeptOverRestart: boolean;
  readonly day: { readonly confirmed: string | null; readonly unsent: number };
};

/** The screens follow the cashier's own language: Ana's is Romanian, Ion's Russian. English is chosen in the menu. */
const CASHIER_BY_LANGUAGE: Readonly<Record<string, string>> = { ru: 'c-ion' };
const FIRST_CASHIER = 'c-ana';
const FLOAT_LEI = 500;
const CATCH_UP_MS = 90_000;
const POLL_MS = 200;

export async function sellDay(input: {
  shop: Shop;
  plan: readonly PlannedBasket[];
  screensFolder: string;
  say: (line: string) => void;
}): Promise<DayStory> {
  const { shop, plan, say } = input;
  const shoot = (name: string): Promise<void> =>
    shop.robot().screenshot(join(input.screensFolder, `${name}.png`));
  const cashier = CASHIER_BY_LANGUAGE[shop.language] ?? FIRST_CASHIER;
  const pin = shop.hq().pins.get(cashier) ?? '';

  await shop.robot().waitForScreen('enrol');
  await shoot('1-enrol');
  await shop.robot().enrol(shop.hq().enrolmentCode ?? '');
  await shoot('2-sign-in');
  await shop.robot().signIn(cashier, pin);
  await shop.robot().waitForScreen('shiftOpen');
  await shoot('3-shift-open');
  await shop.robot().openShift(FLOAT_LEI);
  await shop.robot().speak(shop.language);
  await shoot('4-empty-basket');

  let [isUp, keptOverRestart] = [true, false];
  const withPoints = { withHq: { asked: 0, paid: 0 }, withoutHq: { asked: 0, paid: 0 } };
  for (const basket of plan) {
    if (basket.hqUp) await shop.hqUp();
    else if (isUp) await cutOff(shop, plan);
    isUp = basket.hqUp;
    await fill(shop, basket);
    if (basket.restartBeforePay) {
      await shoot('6-sale-off-line');
      const before = await shop.robot().lines();
      say(`basket ${basket.n}: the till is killed with ${before.length} lines in the basket`);
      await shop.restartTill();
      await shop.robot().signIn(cashier, pin);
      await shop.robot().waitForScreen('sale');
      await shop.robot().speak(shop.language);
      await shop
        .robot()
        .page.waitForFunction(
          (count) => document.querySelectorAll('[data-n]').length === count,
          before.length,
        );
      keptOverRestart = JSON.stringify(await shop.robot().lines()) === JSON.stringify(before);
      await shoot('7-after-restart');
    }
    if (basket.isPictured && basket.hqUp) await shoot('5-sale');
    await shop.robot().openPay();
    if (basket.pays !== 'none') {
      const counts = withPoints[basket.hqUp ? 'withHq' : 'withoutHq'];
      counts.asked += 1;
      if (await payWithPoints(shop.robot(), basket.pays)) counts.paid += 1;
    }
    if (basket.isPictured) await shoot(basket.hqUp ? '8-pay' : '8-pay-off-line');
    await shop.robot().payCash(basket.payment);
    if (basket.isPictured && basket.hqUp) await shoot('9-done');
    if (basket.n % 10 === 0) say(`${basket.n} baskets sold${basket.hqUp ? '' : ' (HQ is down)'}`);
  }

  await waitUntilSent(shop);
  await shop.robot().page.keyboard.press('Enter');
  await shop.robot().closeShift(asLei(cashInDrawer(readJournal(shop.journalFile), FLOAT_LEI * 100)));
  await shoot('10-shift-closed');
  const day = await shop.robot().closeDay();
  await shoot('11-day-closed');
  return {
    baskets: plan.length,
    soldWhileHqWasDown: plan.filter((basket) => !basket.hqUp).length,
    withMember: plan.filter((basket) => basket.cardNumber !== null).length,
    withPoints,
    basketKeptOverRestart: keptOverRestart,
    day,
  };
}

/** The regular's points were spendable at this till before the line went, as they would be on any other day. */
async function cutOff(shop: Shop, plan: readonly PlannedBasket[]): Promise<void> {
  const needed = FEW_POINTS * plan.filter(({ pays }) => pays === 'few').length;
  const regular = demoMembers()[REGULAR - 1];
  if (regular && needed > 0)
    await until(shop, {
      holds: async () => (await shop.robot().heldPoints(regular.id)) >= needed,
      problem: async () => `the till holds no right to ${needed} points of the regular's`,
    });
  await shop.hqDown();
}

/** As many as are wished, or else as many as are possible; false when it comes to none. */
async function payWithPoints(robot: TillRobot, pays: PlannedBasket['pays']): Promise<boolean> {
  if ((await robot.wishPoints(pays === 'few' ? FEW_POINTS : undefined)) === null) return true;
  if ((await robot.takePossible()) === null) return true;
  await robot.leaveOut();
  return false;
}

async function fill(shop: Shop, basket: PlannedBasket): Promise<void> {
  if (basket.cardNumber !== null) await shop.robot().member(basket.cardNumber);
  for (const { code, pieces } of basket.scans) await shop.robot().scan(code, pieces);
}

/** The day is closed when HQ has everything; the till catches up by itself, nobody asks it to. */
const waitUntilSent = (shop: Shop): Promise<void> =>
  until(shop, {
    holds: async () => {
      const { link, unsent } = await shop.robot().hqState();
      return link === 'online' && unsent === 0;
    },
    problem: async () => `entries are still not sent: ${JSON.stringify(await shop.robot().hqState())}`,
  });

async function until(
  shop: Shop,
  wait: { readonly holds: () => Promise<boolean>; readonly problem: () => Promise<string> },
): Promise<void> {
  const untilMs = performance.now() + CATCH_UP_MS;
  while (!(await wait.holds())) {
    if (performance.now() > untilMs) throw new Error(await wait.problem());
    await shop.robot().page.waitForTimeout(POLL_MS);
  }
}

const asLei = (minor: number): string => `${Math.floor(minor / 100)},${String(minor % 100).padStart(2, '0')}`;
