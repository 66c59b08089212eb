import { type CodePages, decodeByte, decodePair, nationalSets, undefinedCharacter } from './code-pages.ts';
import type { PrintEvent, Run, Unexplained, UnexplainedReason } from './events.ts';
import { fontWidthDots, freshState, freshStored, type PrintState, type StoredState } from './print-state.ts';
import type { Token } from './token.ts';

export type HeadOptions = {
  readonly paperDots: number;
  readonly startsChinese: boolean;
  readonly codePages: CodePages;
};

/** The print head: it gathers characters into a line, breaks lines that are too long, and writes down what it did. */
export type PrintHead = {
  readonly options: HeadOptions;
  readonly events: PrintEvent[];
  readonly unexplained: Unexplained[];
  readonly stored: StoredState;
  state: PrintState;
  line: { runs: Run[]; usedDots: number; offset: number };
};

export function startHead(options: HeadOptions): PrintHead {
  return {
    options,
    events: [],
    unexplained: [],
    stored: freshStored(),
    state: freshState(options),
    line: { runs: [], usedDots: 0, offset: 0 },
  };
}

export function report(head: PrintHead, token: Token, reason: UnexplainedReason, detail: string): void {
  head.unexplained.push({ offset: token.offset, bytes: token.bytes, reason, detail });
}

export const hasPendingText = (head: PrintHead): boolean => head.line.runs.length > 0;

/** Prints what has been gathered (an empty line when there is nothing). */
export function printLine(head: PrintHead, offset: number, wrapped = false): void {
  const { state, line } = head;
  const tallest = Math.max(1, ...line.runs.map((run) => run.heightTimes));
  head.events.push({
    kind: 'line',
    offset: hasPendingText(head) ? line.offset : offset,
    runs: line.runs,
    align: state.align,
    marginDots: state.marginDots,
    areaDots: availableDots(head),
    heightDots: Math.max(state.lineDots, tallest * glyphHeightDots),
    upsideDown: state.upsideDown,
    wrapped,
  });
  head.line = { runs: [], usedDots: 0, offset };
}

/** Some commands work only at the start of a line: printers ignore them elsewhere, so senders must be told. */
export function isAtLineStart(head: PrintHead, token: Token): boolean {
  if (!hasPendingText(head)) return true;
  report(head, token, 'not-at-line-start', `${token.command} with unprinted text before it`);
  return false;
}

export function putText(head: PrintHead, token: Token): void {
  for (let at = 0; at < token.bytes.length; at++) {
    const byte = token.bytes[at] ?? 0;
    const trail = token.bytes[at + 1];
    if (head.state.isChinese && byte > 0x80 && trail !== undefined && trail >= 0x40) {
      putCharacter(head, decodePair(byte, trail), token.offset + at, 2);
      at++;
    } else {
      putByte(head, token, at);
    }
  }
}

/** Blank cells up to the next tab stop; a tab past the last stop does nothing. */
export function putTab(head: PrintHead, offset: number): void {
  const cell = charDots(head);
  const column = Math.floor(head.line.usedDots / cell);
  const stop = head.state.tabStops.find((candidate) => candidate > column);
  if (stop === undefined || stop * cell > availableDots(head)) return;
  for (let at = column; at < stop; at++) putCharacter(head, ' ', offset);
}

/** `ESC $` and `ESC \`: blanks up to a place in the line. Moving back over printed text is not modelled. */
export function moveTo(head: PrintHead, token: Token, dots: number): void {
  const blanks = Math.round((dots - head.line.usedDots) / charDots(head));
  if (blanks < 0) report(head, token, 'bad-argument', 'moves back over text');
  for (let count = 0; count < blanks; count++) putCharacter(head, ' ', token.offset);
}

const glyphHeightDots = 24;
const definedCharacterMark = '\u25a1';

function availableDots(head: PrintHead): number {
  return Math.max(1, Math.min(head.state.areaDots, head.options.paperDots - head.state.marginDots));
}

function charDots(head: PrintHead): number {
  const { style } = head.state;
  return (fontWidthDots[style.font] + style.spacingDots) * style.widthTimes;
}

function putByte(head: PrintHead, token: Token, at: number): void {
  const byte = token.bytes[at] ?? 0;
  const { state } = head;
  if (state.usesDefinedCharacters && head.stored.definedCharacters.has(byte)) {
    putCharacter(head, definedCharacterMark, token.offset + at);
    return;
  }
  const plain = decodeByte(byte, head.options.codePages[state.codePage]);
  if (plain === undefinedCharacter) reportCharacter(head, token, at);
  putCharacter(head, nationalSets[state.nationalSet]?.[plain] ?? plain, token.offset + at);
}

function reportCharacter(head: PrintHead, token: Token, at: number): void {
  const byte = token.bytes.subarray(at, at + 1);
  const name = head.options.codePages[head.state.codePage]?.name ?? `page ${head.state.codePage}`;
  const detail = `0x${(byte[0] ?? 0).toString(16)} has no character in ${name}`;
  head.unexplained.push({ offset: token.offset + at, bytes: byte, reason: 'undefined-character', detail });
}

function putCharacter(head: PrintHead, char: string, offset: number, cells = 1): void {
  const dots = charDots(head) * cells;
  if (hasPendingText(head) && head.line.usedDots + dots > availableDots(head)) printLine(head, offset, true);
  if (!hasPendingText(head)) head.line.offset = offset;
  const run = currentRun(head);
  const last = head.line.runs.at(-1);
  if (last !== undefined && looksSame(last, run)) {
    head.line.runs[head.line.runs.length - 1] = { ...last, text: last.text + char };
  } else {
    head.line.runs.push({ ...run, text: char });
  }
  head.line.usedDots += dots;
}

function currentRun(head: PrintHead): Run {
  const { style, doubleStrike, codePage } = head.state;
  return { text: '', ...style, bold: style.bold || doubleStrike, codePage };
}

function looksSame(one: Run, other: Run): boolean {
  return (Object.keys(one) as (keyof Run)[]).every((name) => name === 'text' || one[name] === other[name]);
}
