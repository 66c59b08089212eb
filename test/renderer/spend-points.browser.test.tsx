import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FakePuncta } from './support/fake-puncta.ts';
import { type OpenWindow, openWindow } from './support/open-window.tsx';
import { press, scanCode, typeByHand, typeKeys } from './support/press-keys.ts';
import { BREAD } from './support/shop.ts';
import { answerQuestion, MEMBER, openSpending, spendingShop } from './support/spending-shop.ts';

let fake: FakePuncta;
let till: OpenWindow;

async function open(shop: FakePuncta = spendingShop()): Promise<void> {
  fake = shop;
  till = await openSpending(fake);
}
afterEach(() => till.closeAndForget());

const part = (name: string) => expect.poll(() => till.text(name));
const due = (amount: string) => expect.poll(() => till.text('due')).toBe(`To pay${amount} MDL`);
const total = (amount: string) =>
  expect.poll(() => till.text('total')).toMatch(new RegExp(`[^\\d,.]${amount} MDL$`));
const phase = () => expect.poll(() => document.querySelector('[data-screen]')?.getAttribute('data-phase'));
const code = () =>
  expect.poll(() => document.querySelector('[data-part="refusal"]')?.getAttribute('data-code'));
const calls = (name: string) => fake.calls.filter((call) => call.name === name);
const spent = () => fake.sales.at(-1)?.receipt.spent;
const draft = () => calls('sale.commit').at(-1)?.request;

describe('points', () => {
  beforeEach(() => open());

  test('what may be spent here stands on the member’s panel and in the dialog', async () => {
    await part('could-pay').toContain('Without a connection: 60 of 100');
    press('F12');
    await part('held-here').toMatch(
      /without a connection: 60 of 100; as of \d\d:\d\d\. Head office is asked/,
    );
  });

  test('those that are held here pay at once, and the receipt says what is left', async () => {
    press('F12');
    press('F3');
    await part('spend-field').toContain('At most 100 points = 10.00 MDL');
    await typeByHand('60', 'Enter');
    await due('19.00');
    await part('paid-points').toBe('−6.00');
    expect(calls('rights.acquire')).toHaveLength(0);
    press('F9');
    await phase().toBe('done');
    expect(spent()).toMatchObject({ points: 60, pointsMinor: 600, moneyMinor: 1_900 });
    expect(till.text('spent')).toContain('60 points');
    expect(till.text('earned')).toMatch(/Left\s*40/);
  });

  test('Enter alone takes what is proposed; HQ is asked for it while the cash is typed', async () => {
    const release = fake.hold('rights.acquire');
    press('F12');
    press('F3');
    await part('spend-field').toContain('100');
    press('Enter');
    await part('asking').toContain('Head office is being asked: 100 points');
    await due('25.00');
    typeKeys('50');
    await part('change').toContain('25.00');
    release();
    await due('15.00');
    await part('change').toContain('35.00');
    press('Enter');
    await phase().toBe('done');
    expect(spent()).toMatchObject({ points: 100 });
    expect(fake.rights.open()).toEqual([]);
  });

  test('Pay never waits: the cashier says that the sale goes on without them', async () => {
    const release = fake.hold('rights.acquire');
    press('F12');
    press('F3');
    press('Enter');
    await part('asking').toContain('100 points');
    press('F9');
    await part('spend-question').toContain('Head office has not answered yet: 100 points');
    await phase().toBe('paying');
    await answerQuestion(till);
    await phase().toBe('done');
    expect(spent()).toBeNull();
    expect(draft()).not.toHaveProperty('payment');
    release();
    await expect.poll(() => calls('rights.abandon').length).toBeGreaterThan(0);
    await expect.poll(fake.rights.open).toEqual([]);
  });

  test('a second press right after the question is no answer to it', async () => {
    fake.hold('rights.acquire');
    press('F12');
    press('F3');
    press('Enter');
    await part('asking').toContain('100 points');
    press('F9');
    press('F12');
    await part('spend-question').toContain('100 points');
    await phase().toBe('paying');
    press('Escape');
    await part('spend-question').toBe('');
    await part('asking').toContain('100 points');
  });

  test('what HQ gives while the question stands counts, and Pay is pressed for the new sum', async () => {
    const release = fake.hold('rights.acquire');
    press('F12');
    press('F3');
    press('Enter');
    await part('asking').toContain('100 points');
    press('F9');
    await part('spend-question').toContain('100 points');
    release();
    await due('15.00');
    await part('spend-question').toBe('');
    press('F9');
    await phase().toBe('done');
    expect(spent()).toMatchObject({ points: 100, moneyMinor: 1_500 });
  });

  test('asking can be cancelled, and nothing stays reserved', async () => {
    const release = fake.hold('rights.acquire');
    press('F12');
    press('F3');
    press('Enter');
    await part('asking').toContain('100 points');
    press('Delete');
    await part('asking').toBe('');
    release();
    await expect.poll(fake.rights.open).toEqual([]);
    await expect.poll(() => calls('rights.abandon').length).toBeGreaterThan(0);
    press('F9');
    await phase().toBe('done');
    expect(spent()).toBeNull();
  });

  test('they are changed and left out again', async () => {
    press('F12');
    press('F3');
    await typeByHand('60', 'Enter');
    await due('19.00');
    press('F3');
    await typeByHand('20', 'Enter');
    await due('23.00');
    press('F3');
    press('Delete');
    await due('25.00');
  });

  test('closing the dialog gives up what was chosen and what was asked for', async () => {
    press('F12');
    press('F3');
    press('Enter');
    await due('15.00');
    expect(fake.rights.open()).toHaveLength(1);
    press('Escape');
    await phase().toBe('open');
    await total('25.00');
    await expect.poll(fake.rights.open).toEqual([]);
  });

  test('one more item opens the basket and gives it up too', async () => {
    press('F12');
    press('F3');
    press('Enter');
    await due('15.00');
    scanCode(BREAD.code);
    await phase().toBe('open');
    await total('35.00');
    await expect.poll(fake.rights.open).toEqual([]);
  });

  test('after a reload the basket is there and its intents are not', async () => {
    press('F12');
    press('F3');
    press('Enter');
    await due('15.00');
    await till.till.sale.settled();
    await till.close();
    till = await openWindow(fake);
    await expect.poll(till.lines).toHaveLength(1);
    await total('25.00');
    expect(fake.rights.open()).toEqual([]);
  });

  test('a right that is gone when the sale is signed is asked for again, and nothing is signed meanwhile', async () => {
    press('F12');
    press('F3');
    await typeByHand('60', 'Enter');
    await due('19.00');
    fake.rights.lose(MEMBER, 'points');
    fake.rights.refuseWith('REDEEM-ELSEWHERE');
    press('F9');
    await code().toBe('REDEEM-ELSEWHERE');
    await due('25.00');
    expect(fake.sales).toHaveLength(0);
  });
});

test('an amount beside the programme’s steps is answered with the nearest one', async () => {
  await open(spendingShop({ minimumPoints: 20 as never, stepPoints: 10 as never }));
  press('F12');
  press('F3');
  await part('spend-range').toContain('At least 20 points. In steps of 10.');
  await typeByHand('55', 'Enter');
  await part('notice').toContain('Enter takes the nearest one');
  press('Enter');
  await due('20.00');
});
