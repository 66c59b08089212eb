/** Keys as the browser tells them, in any layout: a scanner presses places, the layout names the characters. */
const CYRILLIC: Readonly<Record<string, string>> = { KeyP: 'з', KeyA: 'ф', KeyB: 'и' };

export type Layout = 'latin' | 'cyrillic';

/** Between the keys of a scan, and between any two others: told by the keys themselves, however busy the machine is. */
const SCAN_GAP_MS = 5;
const FINGER_GAP_MS = 100;
let lastAtMs = 0;

export function press(code: string, layout: Layout = 'latin', shiftKey = false): void {
  pressAfter(FINGER_GAP_MS, { code, layout, shiftKey });
}

type Key = { readonly code: string; readonly layout?: Layout; readonly shiftKey?: boolean };

function pressAfter(gapMs: number, { code, layout = 'latin', shiftKey = false }: Key): void {
  lastAtMs = gapMs === SCAN_GAP_MS ? lastAtMs + gapMs : Math.max(performance.now(), lastAtMs + gapMs);
  const key = layout === 'cyrillic' ? (CYRILLIC[code] ?? code) : code.replace(/^(Key|Digit)/, '');
  const target = document.activeElement ?? document.body;
  const down = new KeyboardEvent('keydown', { code, key, shiftKey, bubbles: true, cancelable: true });
  Object.defineProperty(down, 'timeStamp', { value: lastAtMs });
  target.dispatchEvent(down);
  target.dispatchEvent(new KeyboardEvent('keyup', { code, key, shiftKey, bubbles: true }));
}

/** A scanner: characters without a pause, Enter at the end. */
export function scanCode(text: string, layout: Layout = 'latin'): void {
  typeKeys(text, layout);
  pressAfter(SCAN_GAP_MS, { code: 'Enter', layout });
}

/** Digits and letters by their places; `*` is the times sign of the number block. */
export function typeKeys(text: string, layout: Layout = 'latin'): void {
  for (const [at, char] of [...text].entries())
    pressAfter(at === 0 ? FINGER_GAP_MS : SCAN_GAP_MS, { code: codeOf(char), layout });
}

function codeOf(char: string): string {
  if (/\d/.test(char)) return `Digit${char}`;
  if (char === '*') return 'NumpadMultiply';
  if (char === ',') return 'Comma';
  return `Key${char.toUpperCase()}`;
}

/** As fingers do it: the window draws between two keys. */
export async function typeByHand(text: string, ...then: readonly string[]): Promise<void> {
  for (const code of [...[...text].map(codeOf), ...then]) {
    press(code);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}
