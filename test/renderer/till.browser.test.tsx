import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { STATUS } from '../../renderer/till/gallery/sample-shop.ts';
import type { TillStatus } from '../../shared/ipc/status.ts';
import { minor } from '../../shared/kernel/units.ts';
import type { FakePuncta } from './support/fake-puncta.ts';
import { type OpenWindow, openWindow, screenName } from './support/open-window.tsx';
import { press, scanCode, typeByHand } from './support/press-keys.ts';
import { BREAD, SELLING, shop } from './support/shop.ts';

let fake: FakePuncta;
let till: OpenWindow;

afterEach(() => till?.closeAndForget());

const screen = () => expect.poll(screenName);
const button = (text: string): HTMLButtonElement => {
  const found = [...document.querySelectorAll('button')].find(
    (each) => each.textContent?.startsWith(text) && !each.hidden,
  );
  if (!found) throw new Error(`no button ${text}`);
  return found;
};

describe('a day at the till', () => {
  beforeEach(async () => {
    fake = shop({ status: { ...SELLING, cashier: null, shift: null } });
    till = await openWindow(fake);
  });

  const sellAndCount = async (): Promise<void> => {
    await screen().toBe('signIn');
    await expect.poll(() => document.querySelectorAll('[data-cashier]').length).toBe(2);
    await typeByHand('', 'ArrowDown');
    await typeByHand('123456', 'Enter');
    await screen().toBe('shiftOpen');
    await typeByHand('500', 'Enter');
    await screen().toBe('sale');
    await expect.poll(() => till.till.store.productByCode(BREAD.code)).not.toBeNull();
    scanCode(BREAD.code);
    await expect.poll(till.lines).toHaveLength(1);
    press('F12');
    press('F9');
    await expect.poll(() => fake.sales).toHaveLength(1);
    press('Enter');
    press('F10');
    await expect.poll(() => document.querySelector('[data-part="menu"]')).not.toBeNull();
    button('Close the shift').click();
    await screen().toBe('shiftClose');
    await typeByHand('509,50', 'Enter');
    await screen().toBe('shiftClosed');
  };

  test('sign in by keys, open the shift, sell, close shift and day', async () => {
    await sellAndCount();
    expect(document.body.textContent).toContain('0.50 MDL missing');
    press('Enter');
    await screen().toBe('dayClosed');
    expect(document.querySelector('[data-confirmed="yes"]')).not.toBeNull();
  });

  test('a day closed while HQ is away says what is still to send', async () => {
    await sellAndCount();
    fake.setHqAway(true);
    press('Enter');
    await screen().toBe('dayClosed');
    expect(document.querySelector('[data-confirmed="later"]')).not.toBeNull();
    expect(document.querySelector('[data-code="DAY-UNSENT"]')?.textContent).toContain('Not sent yet: 1');
  });

  test('a day that HQ counts otherwise names the differences', async () => {
    await sellAndCount();
    fake.setDifferences([{ kind: 'totals', of: 'SALE', hqCount: 0, hqTotalMinor: minor(0) }]);
    press('Enter');
    await screen().toBe('dayClosed');
    expect(document.querySelector('[data-code="DAY-DIFFERENCES"]')).not.toBeNull();
    expect(document.body.textContent).toContain('Sales: head office counts 0, 0.00 MDL');
  });

  test('a wrong PIN says how many tries are left', async () => {
    await expect.poll(() => document.querySelectorAll('[data-cashier]').length).toBe(2);
    await typeByHand('', 'ArrowDown');
    await typeByHand('000000', 'Enter');
    await expect.poll(() => document.body.textContent).toContain('Tries left: 4');
  });

  test('the cashier’s own language follows them', async () => {
    await expect.poll(() => document.querySelectorAll('[data-cashier]').length).toBe(2);
    document.querySelector<HTMLButtonElement>('[data-cashier="c-ion"]')?.click();
    await expect.poll(() => document.querySelector('[aria-pressed="true"][data-cashier]')).not.toBeNull();
    await typeByHand('654321', 'Enter');
    await expect.poll(() => document.body.textContent).toContain('Открытие смены');
  });
});

test('a till that is not enrolled asks for a code and names a wrong one', async () => {
  fake = shop({ status: { ...STATUS, place: null, cashier: null, shift: null, businessDate: null } });
  till = await openWindow(fake);
  await screen().toBe('enrol');
  const [address, code] = [...document.querySelectorAll('input')];
  expect(address?.value).toBe('http://hq.test');
  if (!code) throw new Error('no field for the code');
  await userEvent.fill(code, 'WRONG');
  button('Connect').click();
  await expect.poll(() => document.querySelector('[data-code="ENROL-CODE"]')).not.toBeNull();
  await userEvent.fill(code, 'GOOD-CODE');
  button('Connect').click();
  await screen().toBe('signIn');
});

test('a damaged journal shows what to do and sells nothing', async () => {
  fake = shop({ status: { ...SELLING, journal: { state: 'damaged', lastSeq: 3 } } });
  till = await openWindow(fake);
  await screen().toBe('damaged');
});

test.each<{ code: string; changes: Partial<TillStatus> }>([
  { code: 'CLOCK-SUSPECT', changes: { clock: 'suspect' } },
  { code: 'HQ-REFUSED', changes: { hq: { ...SELLING.hq, link: 'refused' } } },
  { code: 'HQ-FORK', changes: { hq: { ...SELLING.hq, link: 'fork' } } },
])(
  '$code stands on the sale screen until somebody acts, and takes nothing from the basket',
  async (state) => {
    fake = shop({ status: { ...SELLING, ...state.changes } });
    till = await openWindow(fake);
    await expect.poll(() => document.querySelector(`[data-code="${state.code}"]`)).not.toBeNull();
    await expect.poll(() => till.till.store.productByCode(BREAD.code)).not.toBeNull();
    scanCode(BREAD.code);
    await expect.poll(till.lines).toHaveLength(1);
  },
);

test('a printer that asks is answered beside the open sale', async () => {
  fake = shop();
  till = await openWindow(fake);
  await screen().toBe('sale');
  fake.setJobs([
    {
      id: 7,
      entryId: fake.sales[0]?.entryId ?? ('x' as never),
      receiptNumber: 't-2-1-9',
      copy: 0,
      state: 'unknown',
      code: 'PRINTER-UNKNOWN',
      createdAtMs: 1 as never,
    },
  ]);
  await expect.poll(() => till.text('printer-question')).toContain('t-2-1-9');
  button('Printed').click();
  await expect.poll(() => till.text('printer-question')).toBe('');
  const answered = fake.calls.find(({ name }) => name === 'spool.resolve');
  expect(answered?.request).toEqual({ jobId: 7, action: 'printed' });
});
