import { type Browser, chromium, type Page } from 'playwright-core';

export type Driver = {
  /** The window whose address ends so, waited for until it is there. */
  readonly page: (addressEnd: string) => Promise<Page>;
  /** Lets go of the windows; they stay open. */
  readonly close: () => Promise<void>;
};

const waitMs = 30_000;
const pauseMs = 50;

/** Drives the windows of a till that was launched with a debug port. */
export async function driveWindows(debugUrl: string): Promise<Driver> {
  const browser = await chromium.connectOverCDP(debugUrl);
  return { page: (addressEnd) => pageOf(browser, addressEnd), close: () => browser.close() };
}

async function pageOf(browser: Browser, addressEnd: string): Promise<Page> {
  const untilMs = performance.now() + waitMs;
  for (;;) {
    const pages = browser.contexts().flatMap((context) => context.pages());
    const page = pages.find((candidate) => new URL(candidate.url()).pathname.endsWith(addressEnd));
    if (page) return page;
    if (performance.now() > untilMs) {
      throw new Error(`No window at ${addressEnd} among ${pages.map((open) => open.url()).join(', ')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
