/** A till that needs a code, and what the screen says before and after it. */
import { afterEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { FakePuncta } from './support/fake-puncta.ts';
import { type OpenWindow, openWindow } from './support/open-window.tsx';
import { press, scanCode } from './support/press-keys.ts';
import { BREAD, SELLING, shop } from './support/shop.ts';

let fake: FakePuncta;
let till: OpenWindow;
afterEach(() => till.closeAndForget());

const part = (name: string) =>
  expect.poll(() => document.querySelector(`[data-part="${name}"]`)?.textContent ?? null);

async function typeCode(code: string): Promise<void> {
  const field = document.querySelector<HTMLInputElement>('input[name="code"]');
  if (!field) throw new Error('no field for the code');
  await userEvent.fill(field, code);
  await userEvent.keyboard('{Enter}');
}

test('EPO-2 a second history is told in a banner; its button opens the dialog, and Esc leads back to selling', async () => {
  fake = shop({ status: { ...SELLING, hq: { ...SELLING.hq, link: 'fork' } } });
  till = await openWindow(fake);
  await part('banner').toContain('Selling goes on and nothing is lost');
  document.querySelector<HTMLElement>('[data-part="banner"] button')?.click();
  await part('renew').toContain('Ask head office for a code');
  await userEvent.keyboard('{Escape}');
  await part('renew').toBeNull();
  await expect.poll(() => till.till.store.productByCode(BREAD.code)).not.toBeNull();
  scanCode(BREAD.code);
  await expect.poll(till.lines).toHaveLength(1);
  await expect.poll(() => document.activeElement?.hasAttribute('data-home')).toBe(true);
  const home = document.querySelector('[data-home]');
  expect(home && getComputedStyle(home).outlineStyle).toBe('none');
});

test('EPO-3 a wrong code is named in the dialog, and a good one closes it', async () => {
  fake = shop({ status: { ...SELLING, hq: { ...SELLING.hq, link: 'fork' } } });
  till = await openWindow(fake);
  await part('banner').not.toBeNull();
  document.querySelector<HTMLElement>('[data-part="strip-hq"]')?.click();
  await part('renew').not.toBeNull();
  await typeCode('WRONG');
  await expect
    .poll(() => document.querySelector('[data-part="renew"] [data-code="ENROL-CODE"]'))
    .not.toBeNull();
  await typeCode('GOOD-CODE');
  await part('renew').toBeNull();
});

test('older sales on their way are counted in the strip, and a damaged till does not say that it is off line', async () => {
  fake = shop({ status: { ...SELLING, older: { unsent: 34 } } });
  till = await openWindow(fake);
  await part('strip-older').toBe('34 older sales are being delivered');
  till.till.status.set({ ...SELLING, older: { unsent: 0 } });
  await part('strip-older').toBe('Older sales are delivered');
  till.till.status.set({ ...SELLING, cashier: null, journal: { state: 'damaged', lastSeq: 0 } });
  await part('strip-damaged').toBe('Journal damaged');
  expect(document.querySelector('[data-part="strip-hq"]')).toBeNull();
});

test('the receipt that was printed is not called on its way any more', async () => {
  fake = shop({ status: SELLING });
  till = await openWindow(fake);
  await expect.poll(() => till.till.store.productByCode(BREAD.code)).not.toBeNull();
  scanCode(BREAD.code);
  await expect.poll(() => till.till.sale.state.get().outcome?.totalMinor).toBe(1_000);
  press('F12');
  press('F9');
  await part('done').toContain('The receipt is being printed.');
  const entryId = till.till.sale.lastSale.get()?.entryId;
  if (!entryId) throw new Error('a sale was paid');
  const job = { id: 1, entryId, receiptNumber: '1', copy: 0, code: null, createdAtMs: 0 as never };
  till.till.jobs.set([{ ...job, state: 'confirmed' }]);
  await part('done').toContain('The receipt is printed.');
  till.till.jobs.set([{ ...job, state: 'blocked', code: 'PRINTER-PAPER' }]);
  await part('done').toContain('waits for the printer');
});
