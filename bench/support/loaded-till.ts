/** Looks into a running till's window: how far its first load is, and how fast it answers. */
import type { Page } from 'playwright-core';

export type LoadSeen = { readonly documents: number; readonly done: boolean };

/** As the window keeps it on the disk; nothing before the load has begun. */
export const loadSeen = (page: Page, collection: string): Promise<LoadSeen> =>
  page.evaluate(async (name) => {
    const nothing = { documents: 0, done: false };
    const databases = await indexedDB.databases();
    const held = databases.find((each) => each.name?.endsWith('--loads'))?.name;
    if (held === undefined) return nothing;
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const asked = indexedDB.open(held);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    try {
      const row = await new Promise<LoadSeen | undefined>((resolve, reject) => {
        const asked = database.transaction('docs').objectStore('docs').get(name);
        asked.onsuccess = () => resolve(asked.result as LoadSeen | undefined);
        asked.onerror = () => reject(asked.error);
      });
      return row ? { documents: row.documents, done: row.done } : nothing;
    } finally {
      database.close();
    }
  }, collection);

/** Begins to watch how long frames take; the answer of `framesSeen` ends it. */
export const watchFrames = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const frames: number[] = [];
    let last = performance.now();
    const frame = (): void => {
      const now = performance.now();
      frames.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    Object.assign(window, { frames });
    requestAnimationFrame(frame);
  });

export const framesSeen = (page: Page): Promise<readonly number[]> =>
  page.evaluate(() => (window as unknown as { frames: number[] }).frames);

/** From the Enter that ends a code until what it brings is in the document: a line, or another member. */
export const timedCode = (page: Page, code: string): Promise<number> =>
  page.evaluate(async (digits) => {
    const press = (key: string): void => {
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { code: key, bubbles: true, cancelable: true }),
      );
    };
    const shown = (): string =>
      `${document.querySelectorAll('[data-n][data-code]').length} ${document.querySelector('[data-part="total"]')?.textContent}
        ${document.querySelector('[data-member]')?.getAttribute('data-member')}`;
    const before = shown();
    for (const digit of digits) press(`Digit${digit}`);
    const startMs = performance.now();
    press('Enter');
    return await new Promise<number>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${digits} brought nothing`)), 20_000);
      const look = (): void => {
        if (shown() === before) return;
        observer.disconnect();
        clearTimeout(late);
        resolve(performance.now() - startMs);
      };
      const observer = new MutationObserver(look);
      observer.observe(document.body, {
        subtree: true,
        childList: true,
        attributes: true,
        characterData: true,
      });
    });
  }, code);
