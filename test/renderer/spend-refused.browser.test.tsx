import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FakePuncta } from './support/fake-puncta.ts';
import { type OpenWindow } from './support/open-window.tsx';
import { press, typeByHand } from './support/press-keys.ts';
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
const phase = () => expect.poll(() => document.querySelector('[data-screen]')?.getAttribute('data-phase'));
const code = () =>
  expect.poll(() => document.querySelector('[data-part="refusal"]')?.getAttribute('data-code'));
const calls = (name: string) => fake.calls.filter((call) => call.name === name);
const spent = () => fake.sales.at(-1)?.receipt.spent;

describe('what HQ or the line refuses', () => {
  beforeEach(() => open());

  test('HQ has less: the part’s own key takes what there is', async () => {
    fake.rights.leave(MEMBER, 'points', 20);
    press('F12');
    press('F3');
    press('Enter');
    await code().toBe('REDEEM-SHORT');
    await part('refusal').toContain('Head office allows 80 points');
    press('F3');
    await due('17.00');
    await part('refusal').toBe('');
    press('F9');
    await phase().toBe('done');
    expect(spent()).toMatchObject({ points: 80 });
  });

  test('without a connection nobody is asked, and what is held here is offered', async () => {
    fake.setHqAway(true);
    await expect.poll(() => till.till.sale.state.get().isOnline).toBe(false);
    press('F12');
    press('F3');
    await part('spend-field').toContain('At most 60 points');
    await typeByHand('100', 'Enter');
    await code().toBe('REDEEM-OFFLINE');
    await part('refusal').toContain('only 60 points may be spent here now');
    press('F3');
    await due('19.00');
    expect(calls('rights.acquire')).toHaveLength(0);
    press('F9');
    await phase().toBe('done');
    expect(spent()).toMatchObject({ points: 60 });
  });

  test('the line fails while HQ is asked', async () => {
    fake.rights.setAway(true);
    press('F12');
    press('F3');
    press('Enter');
    await code().toBe('REDEEM-OFFLINE');
    await part('refusal').toContain('only 60 points may be spent here now');
    press('F3');
    await due('19.00');
  });

  test('a refusal is not passed over: Pay asks first', async () => {
    fake.rights.refuseWith('REDEEM-REFUSED');
    press('F12');
    press('F3');
    press('Enter');
    await code().toBe('REDEEM-REFUSED');
    press('F9');
    await part('spend-question').toContain('Not possible now: 100 points');
    expect(fake.sales).toHaveLength(0);
    await answerQuestion(till);
    await phase().toBe('done');
    expect(spent()).toBeNull();
  });

  test('another till is giving it back: asked again, it is there', async () => {
    fake.rights.refuseWith('REDEEM-ELSEWHERE');
    fake.rights.lose(MEMBER, 'points');
    fake.rights.leave(MEMBER, 'points', 100);
    press('F12');
    press('F3');
    press('Enter');
    await code().toBe('REDEEM-ELSEWHERE');
    fake.rights.refuseWith(null);
    press('F3');
    await due('15.00');
  });

  test('a clock in doubt spends nothing, and says why', async () => {
    fake.rights.setClockSuspect(true);
    fake.rights.lease(MEMBER, 'wallet', 1);
    await expect.poll(() => till.till.sale.state.get().spend.rights[MEMBER]?.isClockSuspect).toBe(true);
    press('F12');
    await part('held-here').toContain('The clock of this computer is wrong');
    press('F3');
    await typeByHand('60', 'Enter');
    await code().toBe('REDEEM-CLOCK');
  });
});
