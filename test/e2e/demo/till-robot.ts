/** Drives a till's window as a cashier does: keys and a keyboard-wedge scanner, waiting for what the screen shows. */
import type { Page } from 'playwright-core';
import type { PunctaBridge } from '../../../shared/ipc/contract.ts';
import type { TillStatus } from '../../../shared/ipc/status.ts';
import type { MemberId } from '../../../shared/kernel/ids.ts';

export type TillRobot = {
  readonly page: Page;
  readonly waitForScreen: (name: string) => Promise<void>;
  readonly enrol: (code: string) => Promise<void>;
  readonly signIn: (cashierId: string, pin: string) => Promise<void>;
  readonly openShift: (floatLei: number) => Promise<void>;
  /** Chooses the screen's language in the menu, where it is another. */
  readonly speak: (language: string) => Promise<void>;
  readonly scan: (code: string, pieces?: number) => Promise<void>;
  readonly member: (cardNumber: string) => Promise<void>;
  readonly pay: (payment: 'exact' | 'over') => Promise<void>;
  /** The pay screen, open; `wishPoints` and `takePossible` are for there, `payCash` ends it. */
  readonly openPay: () => Promise<void>;
  /** Asks to pay with so many points, or with as many as are proposed. Resolves to the code of a refusal. */
  readonly wishPoints: (amount?: number) => Promise<string | null>;
  /** After a refusal: as many as may be spent. Resolves to the code of the next refusal. */
  readonly takePossible: () => Promise<string | null>;
  readonly leaveOut: () => Promise<void>;
  readonly payCash: (payment: 'exact' | 'over') => Promise<void>;
  /** What this till may spend of the member's points by itself, as main says. */
  readonly heldPoints: (member: MemberId) => Promise<number>;
  readonly lines: () => Promise<readonly string[]>;
  readonly closeShift: (countedLei: string) => Promise<void>;
  readonly closeDay: () => Promise<{ confirmed: string | null; unsent: number }>;
  /** What main says of the line to HQ. */
  readonly hqState: () => Promise<TillStatus['hq']>;
  readonly screenshot: (file: string) => Promise<void>;
};

const WAIT_MS = 20_000;
const FINGER_PAUSE_MS = 60;

export function tillRobot(page: Page): TillRobot {
  page.setDefaultTimeout(WAIT_MS);
  const see = (selector: string): Promise<unknown> => page.waitForSelector(selector, { state: 'visible' });
  const type = (text: string): Promise<void> => page.keyboard.type(text);
  /** As fingers do: a scanner's pace would be read as a scan. */
  const typeSlowly = (text: string): Promise<void> => page.keyboard.type(text, { delay: FINGER_PAUSE_MS });
  const press = (key: string): Promise<void> => page.keyboard.press(key);

  const waitForScreen = async (name: string): Promise<void> => {
    await see(`[data-screen="${name}"]`);
  };

  const gone = (selector: string): Promise<unknown> => page.waitForSelector(selector, { state: 'detached' });
  const openPay = async (): Promise<void> => {
    await press('F12');
    await see('[data-part="pay"]');
  };
  const payCash = async (payment: 'exact' | 'over'): Promise<void> => {
    if (payment === 'over') {
      await typeSlowly(String(await nextHundredLei(page)));
      await press('F12');
    } else {
      await press('F9');
    }
    await see('[data-part="done"]');
  };
  /** When HQ, where it is asked, has answered. */
  const refusal = async (): Promise<string | null> => {
    await gone('[data-part="asking"]');
    const refused = await page.$('[data-part="refusal"]');
    return (await refused?.getAttribute('data-code')) ?? null;
  };

  return {
    page,
    waitForScreen,
    async enrol(code) {
      await waitForScreen('enrol');
      await page.fill('input[name="code"]', code);
      await press('Enter');
      await waitForScreen('signIn');
      await see('[data-cashier]');
    },
    async signIn(cashierId, pin) {
      await waitForScreen('signIn');
      await page.click(`[data-cashier="${cashierId}"]`);
      await typeSlowly(pin);
      await press('Enter');
      await page.waitForFunction(() => document.querySelector('[data-screen="signIn"]') === null);
    },
    async openShift(floatLei) {
      await waitForScreen('shiftOpen');
      await typeSlowly(String(floatLei));
      await press('Enter');
      await waitForScreen('sale');
    },
    async speak(language) {
      if ((await page.getAttribute('html', 'lang')) === language) return;
      await press('F10');
      await page.click(`[data-part="menu"] span[lang="${language}"]`);
      await press('Escape');
      await page.waitForSelector('[data-part="menu"]', { state: 'detached' });
    },
    async scan(code, pieces = 1) {
      if (pieces > 1) {
        await type(String(pieces));
        await press('NumpadMultiply');
      }
      await type(code);
      await press('Enter');
      await see(`[data-code="${code}"]`);
    },
    async member(cardNumber) {
      await type(cardNumber);
      await press('Enter');
      await see('[data-part="member"]:not([data-member="none"]):not([data-member="asking"])');
    },
    openPay,
    payCash,
    async pay(payment) {
      await openPay();
      await payCash(payment);
    },
    async wishPoints(amount) {
      await press('F3');
      await see('[data-part="spend-field"]');
      if (amount !== undefined) await typeSlowly(String(amount));
      await press('Enter');
      await gone('[data-part="spend-field"]');
      return refusal();
    },
    async takePossible() {
      await press('F3');
      return refusal();
    },
    async leaveOut() {
      await press('Delete');
      await gone('[data-part="refusal"]');
    },
    heldPoints: (member) =>
      page.evaluate(async (owner) => {
        const { puncta } = window as unknown as { puncta: PunctaBridge };
        const view = await puncta.call('rights.held', { owner });
        if (!view.ok) throw new Error(view.failure.code);
        return view.value.held.find(({ asset }) => asset === 'points')?.amount ?? 0;
      }, member),
    lines: () =>
      page.$$eval('[data-n][data-code]', (lines) =>
        lines.map((line) => line.getAttribute('data-code') ?? ''),
      ),
    async closeShift(countedLei) {
      await press('F10');
      await see('[data-part="menu"]');
      await page.click('[data-part="menu"] button:has(.lucide-log-out)');
      await waitForScreen('shiftClose');
      await typeSlowly(countedLei);
      await press('Enter');
      await waitForScreen('shiftClosed');
    },
    async closeDay() {
      await press('Enter');
      await waitForScreen('dayClosed');
      const confirmed = await page.getAttribute('[data-confirmed]', 'data-confirmed');
      const unsent = await page.getAttribute('[data-part="unsent"]', 'data-unsent');
      return { confirmed, unsent: Number(unsent) };
    },
    hqState: () =>
      page.evaluate(async () => {
        const { puncta } = window as unknown as { puncta: PunctaBridge };
        const status = await puncta.call('till.status', null);
        if (!status.ok) throw new Error(status.failure.code);
        return status.value.hq;
      }),
    async screenshot(file) {
      await page.screenshot({ path: file });
    },
  };
}

/** The sum due on screen, rounded up to a note: "1.234,50" in any of the three languages becomes 1300. */
async function nextHundredLei(page: Page): Promise<number> {
  const text = await page.textContent('[data-part="total"] > :last-child');
  const bani = Number((text ?? '').replace(/\D/g, ''));
  return Math.ceil((bani + 1) / 10_000) * 100;
}
