/** A computer has one clock for its main process and its windows: where a test moves main's, the window's goes along. */
import type { Page } from 'playwright-core';

type Moved = { rightNow?: () => number };

export async function moveWindowClock(page: Page, shiftMs: number): Promise<void> {
  await page.addInitScript(move, shiftMs);
  await page.evaluate(move, shiftMs);
}

/** Runs in the page, which knows nothing from outside it. */
function move(shiftMs: number): void {
  const moved = globalThis as Moved;
  moved.rightNow ??= Date.now.bind(Date);
  const { rightNow } = moved;
  Date.now = () => rightNow() + shiftMs;
}
