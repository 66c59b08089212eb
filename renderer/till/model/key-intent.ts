/**
 * What a key means at the till, by its place on the keyboard: scanners press places, so a Russian layout changes
 * nothing. Keys with Ctrl, Alt or Meta belong to the system.
 */
import { TIMES } from './typed-text.ts';

export type TillCommand =
  | 'member'
  | 'quantity'
  | 'offers'
  | 'remove'
  | 'points'
  | 'wallet'
  | 'giftCard'
  | 'printer'
  | 'exact'
  | 'menu'
  | 'pay'
  | 'back'
  | 'up'
  | 'down';

export type KeyIntent =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'erase' }
  | { readonly kind: 'enter' }
  | { readonly kind: 'command'; readonly command: TillCommand };

export type PressedKey = Pick<KeyboardEvent, 'code' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>;

const COMMANDS: Readonly<Record<string, TillCommand>> = {
  F2: 'member',
  F3: 'points',
  F4: 'quantity',
  F5: 'wallet',
  F6: 'offers',
  F7: 'giftCard',
  Delete: 'remove',
  F8: 'printer',
  F9: 'exact',
  F10: 'menu',
  F12: 'pay',
  Escape: 'back',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

const SIGNS: Readonly<Record<string, string>> = {
  Comma: ',',
  Period: '.',
  NumpadDecimal: ',',
  NumpadMultiply: TIMES,
  NumpadAdd: '+',
  Minus: '-',
  NumpadSubtract: '-',
};

const SHIFTED: Readonly<Record<string, string>> = { Digit8: TIMES, Equal: '+' };

export function keyIntent(key: PressedKey): KeyIntent | null {
  if (key.ctrlKey || key.altKey || key.metaKey) return null;
  if (key.code === 'Enter' || key.code === 'NumpadEnter') return { kind: 'enter' };
  if (key.code === 'Backspace') return { kind: 'erase' };
  const command = COMMANDS[key.code];
  if (command) return { kind: 'command', command };
  const char = charOf(key);
  return char === undefined ? null : { kind: 'char', char };
}

function charOf({ code, shiftKey }: PressedKey): string | undefined {
  const shifted = shiftKey ? SHIFTED[code] : undefined;
  if (shifted !== undefined) return shifted;
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code);
  if (digit) return digit[1];
  return /^Key([A-Z])$/.exec(code)?.[1] ?? SIGNS[code];
}
