import { nationalSets } from './code-pages.ts';
import type { Align, Font } from './events.ts';
import {
  hasPendingText,
  isAtLineStart,
  moveTo,
  type PrintHead,
  printLine,
  putTab,
  putText,
  report,
} from './print-head.ts';
import { defaultLineDots, freshState, type PrintState } from './print-state.ts';
import { TEXT, type Token } from './token.ts';

export type Handler = (head: PrintHead, token: Token) => void;

/** A one-byte argument, also where the sender wrote the digit '0' instead of the number 0. */
export const digit = (token: Token): number => {
  const value = token.params[0] ?? 0;
  return value >= 48 && value <= 57 ? value - 48 : value;
};

const byte = (token: Token, at = 0): number => token.params[at] ?? 0;
const word = (token: Token): number => byte(token, 0) + 256 * byte(token, 1);

const setStyle = (head: PrintHead, change: Partial<PrintState['style']>): void => {
  head.state.style = { ...head.state.style, ...change };
};

/** Picks from a list by number; a number outside it is reported and changes nothing. */
function choose<T>(head: PrintHead, token: Token, choices: readonly T[]): T | undefined {
  const choice = choices[digit(token)];
  if (choice === undefined) report(head, token, 'bad-argument', `${token.command} ${byte(token)}`);
  return choice;
}

function reset(head: PrintHead, token: Token): void {
  if (hasPendingText(head)) {
    report(head, token, 'never-printed', 'ESC @ throws away the text before it');
    head.line = { runs: [], usedDots: 0, offset: token.offset };
  }
  head.state = freshState(head.options);
}

function printMode(head: PrintHead, token: Token): void {
  const mode = byte(token);
  setStyle(head, {
    font: mode & 1 ? 'B' : 'A',
    bold: (mode & 8) !== 0,
    heightTimes: mode & 16 ? 2 : 1,
    widthTimes: mode & 32 ? 2 : 1,
    underline: mode & 128 ? 1 : 0,
  });
}

function characterSize(head: PrintHead, token: Token): void {
  if (byte(token) & 0x88) report(head, token, 'bad-argument', 'sizes go from 1 to 8');
  setStyle(head, { widthTimes: ((byte(token) >> 4) & 7) + 1, heightTimes: (byte(token) & 7) + 1 });
}

function selectPage(head: PrintHead, token: Token): void {
  head.state.codePage = byte(token);
  if (head.options.codePages[byte(token)] === undefined) {
    report(head, token, 'unknown-page', `the printer has no page ${byte(token)}`);
  }
}

function feedLines(head: PrintHead, token: Token): void {
  const printed = hasPendingText(head) ? 1 : 0;
  if (printed === 1) printLine(head, token.offset);
  const lines = byte(token) - printed;
  if (lines > 0)
    head.events.push({ kind: 'feed', offset: token.offset, lines, dots: lines * head.state.lineDots });
}

function feedDots(head: PrintHead, token: Token): void {
  if (hasPendingText(head)) printLine(head, token.offset);
  head.events.push({ kind: 'feed', offset: token.offset, lines: 0, dots: byte(token) });
}

function feedBack(head: PrintHead, token: Token): void {
  if (hasPendingText(head)) printLine(head, token.offset);
  const lines = -byte(token);
  head.events.push({ kind: 'feed', offset: token.offset, lines, dots: lines * head.state.lineDots });
}

function nationalSet(head: PrintHead, token: Token): void {
  head.state.nationalSet = byte(token);
  if (nationalSets[byte(token)] === undefined)
    report(head, token, 'bad-argument', `national set ${byte(token)}`);
}

const underlines = [0, 1, 2] as const;
const fonts = ['A', 'B', 'C'] as const satisfies readonly Font[];
const aligns = ['left', 'center', 'right'] as const satisfies readonly Align[];

/** Explained, and without a trace on paper that this reader draws. */
const noTrace: Handler = () => {};

export const textCommands: Readonly<Record<string, Handler>> = {
  [TEXT]: putText,
  LF: (head, token) => printLine(head, token.offset),
  FF: (head, token) => printLine(head, token.offset),
  CR: noTrace,
  HT: (head, token) => putTab(head, token.offset),
  'ESC @': reset,
  'ESC !': printMode,
  'ESC -': (head, token) => setStyle(head, { underline: choose(head, token, underlines) ?? 0 }),
  'ESC E': (head, token) => setStyle(head, { bold: (byte(token) & 1) !== 0 }),
  'ESC G': (head, token) => {
    head.state.doubleStrike = (byte(token) & 1) !== 0;
  },
  'ESC M': (head, token) => setStyle(head, { font: choose(head, token, fonts) ?? 'A' }),
  'ESC SP': (head, token) => setStyle(head, { spacingDots: byte(token) }),
  'ESC a': (head, token) => {
    if (isAtLineStart(head, token)) head.state.align = choose(head, token, aligns) ?? head.state.align;
  },
  'ESC {': (head, token) => {
    if (isAtLineStart(head, token)) head.state.upsideDown = (byte(token) & 1) !== 0;
  },
  'ESC t': selectPage,
  'ESC R': nationalSet,
  'ESC d': feedLines,
  'ESC J': feedDots,
  'ESC e': feedBack,
  'ESC 2': (head) => {
    head.state.lineDots = defaultLineDots;
  },
  'ESC 3': (head, token) => {
    head.state.lineDots = byte(token);
  },
  'ESC D': (head, token) => {
    head.state.tabStops = [...token.params.subarray(0, -1)];
  },
  'ESC $': (head, token) => moveTo(head, token, word(token)),
  'ESC \\': (head, token) => moveTo(head, token, head.line.usedDots + word(token)),
  'ESC %': (head, token) => {
    head.state.usesDefinedCharacters = (byte(token) & 1) !== 0;
  },
  'ESC &': (head, token) => {
    for (let char = byte(token, 1); char <= byte(token, 2); char++) head.stored.definedCharacters.add(char);
  },
  'ESC ?': (head, token) => {
    head.stored.definedCharacters.delete(byte(token));
  },
  'FS .': (head) => {
    head.state.isChinese = false;
  },
  'FS &': (head) => {
    head.state.isChinese = true;
  },
  'GS !': characterSize,
  'GS B': (head, token) => setStyle(head, { inverse: (byte(token) & 1) !== 0 }),
  'GS L': (head, token) => {
    if (isAtLineStart(head, token)) head.state.marginDots = word(token);
  },
  'GS W': (head, token) => {
    if (isAtLineStart(head, token)) head.state.areaDots = Math.min(word(token), head.options.paperDots);
  },
  'GS |': noTrace,
  'ESC =': noTrace,
  'ESC U': noTrace,
};
