/**
 * Runs in the page before the window's own bundle: a main process that holds many goods, and the stop-watch. Both
 * measurements end with the frame that shows the change, which is what a cashier sees.
 */
import { manyProducts, shop } from '../../test/renderer/support/shop.ts';

export type ScanBench = {
  readonly codes: readonly string[];
  /** From the Enter that ends a scan until its line is there. */
  readonly scan: (code: string) => Promise<Timed>;
  /** From a plain key until a text that it changed is there. */
  readonly plainKey: () => Promise<Timed>;
};

/** Until the change is in the document, and until the frame that shows it. */
export type Timed = { readonly changedMs: number; readonly drawnMs: number };

export const PRODUCTS = 20_000;
const LINES = '[data-part="lines"]';

const products = manyProducts(PRODUCTS);
const fake = shop({ products });

const press = (code: string): void => {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { code, bubbles: true, cancelable: true }));
};

function timed(root: Node, isThere: () => boolean, start: () => void): Promise<Timed> {
  return new Promise((resolve) => {
    let startMs = 0;
    const observer = new MutationObserver(() => {
      if (!isThere()) return;
      observer.disconnect();
      const changedMs = performance.now() - startMs;
      requestAnimationFrame(() => resolve({ changedMs, drawnMs: performance.now() - startMs }));
    });
    observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
    startMs = performance.now();
    start();
  });
}

const quantities = (): string =>
  [...document.querySelectorAll(`${LINES} [data-code]`)].map((line) => line.textContent).join();

const bench: ScanBench = {
  codes: products.map(({ code }) => code),
  scan: (code) => {
    const before = quantities();
    for (const digit of code) press(`Digit${digit}`);
    return timed(
      document.body,
      () => quantities() !== before,
      () => press('Enter'),
    );
  },
  plainKey: async () => {
    const place = document.createElement('p');
    document.body.append(place);
    const onKey = (): void => {
      place.textContent = 'line';
    };
    window.addEventListener('keydown', onKey, { once: true });
    const times = await timed(
      place,
      () => place.textContent === 'line',
      () => press('F7'),
    );
    place.remove();
    return times;
  },
};

Object.assign(window, { puncta: fake.bridge, scanBench: bench });
