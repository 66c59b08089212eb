import { hasPendingText, isAtLineStart, type PrintHead, printLine, report } from './print-head.ts';
import { digit, type Handler } from './text-commands.ts';
import type { Token } from './token.ts';

const pulseUnitMs = 2;
const realTimePulseUnitMs = 100;

function cutPaper(head: PrintHead, token: Token): void {
  const mode = token.params[0] ?? 0;
  const isPartial = [1, 49, 66].includes(mode);
  if (!isPartial && ![0, 48, 65].includes(mode)) return report(head, token, 'bad-argument', `GS V ${mode}`);
  cut(head, token, { isPartial, feedDots: token.params[1] ?? 0 });
}

/** Text that no line feed has printed would be lost or printed after the cut, by model: both are reported. */
function cut(
  head: PrintHead,
  token: Token,
  how: { readonly isPartial: boolean; readonly feedDots: number },
): void {
  if (!isAtLineStart(head, token)) printLine(head, token.offset);
  head.events.push({ kind: 'cut', offset: token.offset, partial: how.isPartial, feedDots: how.feedDots });
}

function kickDrawer(head: PrintHead, token: Token): void {
  const [, on = 0, off = 0] = token.params;
  pulse(head, token, { connector: digit(token), onMs: on * pulseUnitMs, offMs: off * pulseUnitMs });
}

function realTimeCommand(head: PrintHead, token: Token): void {
  const [, connector = 0, time = 0] = token.params;
  pulse(head, token, { connector, onMs: time * realTimePulseUnitMs, offMs: time * realTimePulseUnitMs });
}

type Pulse = { readonly connector: number; readonly onMs: number; readonly offMs: number };

function pulse(head: PrintHead, token: Token, { connector, onMs, offMs }: Pulse): void {
  if (connector > 1) return report(head, token, 'bad-argument', `drawer connector ${connector}`);
  head.events.push({ kind: 'drawer', offset: token.offset, pin: connector === 0 ? 2 : 5, onMs, offMs });
}

const asksStatus: Handler = (head, token) => {
  head.events.push({
    kind: 'status',
    offset: token.offset,
    request: `${token.command} ${token.params.join(' ')}`.trim(),
  });
};

const PROCESS_ID = 48;

function response(head: PrintHead, token: Token): void {
  if (token.params[2] === PROCESS_ID && token.params.length === 8) {
    const id = Buffer.from(token.params.subarray(4)).toString('latin1');
    head.events.push({ kind: 'status', offset: token.offset, request: `process id ${id}` });
    return;
  }
  report(head, token, 'unknown-command', `GS ( H function ${token.params[2]}`);
}

export const deviceCommands: Readonly<Record<string, Handler>> = {
  'GS V': cutPaper,
  'ESC i': (head, token) => cut(head, token, { isPartial: true, feedDots: 0 }),
  'ESC m': (head, token) => cut(head, token, { isPartial: true, feedDots: 0 }),
  'ESC p': kickDrawer,
  'DLE DC4': realTimeCommand,
  'ESC B': (head, token) => {
    if (hasPendingText(head)) printLine(head, token.offset);
    head.events.push({ kind: 'beep', offset: token.offset, times: token.params[0] ?? 0 });
  },
  'DLE EOT': asksStatus,
  'DLE ENQ': asksStatus,
  'GS r': asksStatus,
  'GS I': asksStatus,
  'GS a': asksStatus,
  'GS ( H': response,
};
