import { type CodePages, epsonCodePages } from './code-pages.ts';
import { deviceCommands } from './device-commands.ts';
import type { PrintEvent, Receipt, Unexplained } from './events.ts';
import { graphicsCommands } from './graphics-commands.ts';
import { hasPendingText, type PrintHead, report, startHead } from './print-head.ts';
import { cellDots } from './print-state.ts';
import { symbolCommands } from './symbol-commands.ts';
import { type Handler, textCommands } from './text-commands.ts';
import { PADDING, type Token, TRUNCATED, tokenize, UNKNOWN } from './token.ts';

export type InterpretOptions = {
  /** Cells of font A on a line: 32, 42 or 48. Default 48. */
  readonly widthCells?: number;
  /** The page numbers of the printer at hand. Default Epson's. */
  readonly codePages?: CodePages;
  /** As cheap printers do: reads two bytes as one Chinese character until `FS .`, and again after every `ESC @`. */
  readonly startsChinese?: boolean;
};

export type Interpretation = {
  readonly events: readonly PrintEvent[];
  readonly receipts: readonly Receipt[];
  readonly unexplained: readonly Unexplained[];
};

/** Reads a print job as a receipt printer would. Total: any bytes are read to the end, and none is passed over. */
export function interpret(bytes: Uint8Array, options: InterpretOptions = {}): Interpretation {
  const widthCells = options.widthCells ?? 48;
  const head = startHead({
    paperDots: widthCells * cellDots,
    startsChinese: options.startsChinese ?? false,
    codePages: options.codePages ?? epsonCodePages,
  });
  const tokens = tokenize(bytes);
  for (const token of tokens) obey(head, token);
  const last = tokens.at(-1);
  if (last !== undefined && hasPendingText(head)) {
    report(head, last, 'never-printed', 'the job ends without a line feed after its last text');
  }
  return {
    events: head.events,
    receipts: receiptsOf(head.events, widthCells),
    unexplained: head.unexplained,
  };
}

/** Splits at the cuts. What is never on paper (drawer, status) makes no receipt of its own. */
export function receiptsOf(events: readonly PrintEvent[], widthCells: number): readonly Receipt[] {
  const receipts: Receipt[] = [];
  let open: PrintEvent[] = [];
  const close = (isCut: boolean) => {
    if (open.some(isOnPaper)) receipts.push({ widthCells, events: open, isCut });
    open = [];
  };
  for (const event of events) {
    open.push(event);
    if (event.kind === 'cut') close(true);
  }
  close(false);
  return receipts;
}

const paperKinds = new Set<PrintEvent['kind']>(['line', 'raster', 'qr', 'barcode', 'symbol']);
const isOnPaper = (event: PrintEvent): boolean => paperKinds.has(event.kind);

const handlers = new Map<string, Handler>([
  ...Object.entries(textCommands),
  ...Object.entries(graphicsCommands),
  ...Object.entries(symbolCommands),
  ...Object.entries(deviceCommands),
  [PADDING, () => {}],
  [UNKNOWN, reportUnknown],
  [TRUNCATED, (head, token) => report(head, token, 'truncated', 'the job ends inside a command')],
]);

function obey(head: PrintHead, token: Token): void {
  const handler = handlers.get(token.command);
  if (handler === undefined)
    report(head, token, 'unknown-command', `${token.command} is framed but not known`);
  else handler(head, token);
}

function reportUnknown(head: PrintHead, token: Token): void {
  const hex = Buffer.from(token.bytes).toString('hex');
  if (token.length === 1 || token.bytes[0] === 0) report(head, token, 'stray-control', `0x${hex}`);
  else report(head, token, 'unknown-command', `0x${hex}`);
}
