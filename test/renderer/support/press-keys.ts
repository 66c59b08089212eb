/** Keys as the browser tells them, in any layout: a scanner presses places, the layout names the characters. */
const CYRILLIC: Readonly<Record<string, string>> = { KeyP: 'з', KeyA: 'ф', KeyB: 'и' };

export type Layout = 'latin' | 'cyrillic';

export function press(code: string, layout: Layout = 'latin', shiftKey = false): void {
  const key = layout === 'cyrillic' ? (CYRILLIC[code] ?? code) : code.replace(/^(Key|Digit)/, '');
  const target = document.activeElement ?? document.body;
  target.dispatchEvent(
    new KeyboardEvent('keydown', { code, key, shiftKey, bubbles: true, cancelable: true }),
  );
  target.dispatchEvent(new KeyboardEvent('keyup', { code, key, shiftKey, bubbles: true }));
}

/** A scanner: characters without a pause, Enter at the end. */
export function scanCode(text: string, layout: Layout = 'latin'): void {
  typeKeys(text, layout);
  press('Enter');
}

/** Digits and letters by their places; `*` is the times sign of the number block. */
export function typeKeys(text: string, layout: Layout = 'latin'): void {
  for (const char of text) press(codeOf(char), layout);
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
