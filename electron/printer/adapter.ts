/**
 * The one place that touches node-thermal-printer. Each job gets a fresh builder without an interface, so the
 * library can neither send nor keep anything; only its bytes for looks, symbols and cuts are used. Text, drawer and
 * code pages are ours, because the library's do not work on real printers.
 */
import { printer as Builder, types } from 'node-thermal-printer';
import { assert } from '../../shared/kernel/assert.ts';
import type { Run, TextAlign, TextSize } from '../../shared/receipt/layout/line.ts';
import { encodeText, selectPage } from './encode/encode-text.ts';
import type { CodePage, PrinterProfile } from './encode/profile.ts';

export type EscposJob = {
  readonly line: (runs: readonly Run[], look: { readonly size: TextSize; readonly align: TextAlign }) => void;
  readonly feed: (lines: number) => void;
  readonly qr: (data: string) => void;
  /** Feeds past the knife, cuts, and makes the printer ready for what follows. */
  readonly cut: () => void;
  readonly bytes: () => Uint8Array;
  /** What was printed differently from what was asked. */
  readonly replaced: () => ReadonlyMap<string, string>;
};

export const MAX_QR_CHARS = 300;
export const MAX_FEED_LINES = 20;

export function startJob(profile: PrinterProfile): EscposJob {
  const builder = new Builder({ type: types.EPSON, interface: '' });
  const replaced = new Map<string, string>();
  let page: CodePage = profile.pages[0];

  /** `ESC @` forgets the page, and cheap printers come back from it in Chinese. */
  const settle = () => {
    page = profile.pages[0];
    builder.add(Buffer.from([...CANCEL_CHINESE, ...selectPage(page)]));
  };
  const say = (text: string) => {
    const encoded = encodeText(text, profile.pages, page);
    page = encoded.page;
    for (const [from, to] of encoded.replaced) replaced.set(from, to);
    builder.add(Buffer.from(encoded.bytes));
  };

  builder.add(Buffer.from(RESET));
  settle();
  return {
    line: (runs, { size, align }) => {
      setAlign(builder, align);
      setSize(builder, size);
      for (const run of runs) {
        builder.bold(run.bold);
        say(run.text);
      }
      builder.newLine();
    },
    feed: (lines) => {
      assert(lines >= 0 && lines <= MAX_FEED_LINES, `feed of ${lines} lines`);
      setSize(builder, 'normal');
      for (let n = 0; n < lines; n += 1) builder.newLine();
    },
    qr: (data) => {
      assert(isPlainAscii(data) && data.length <= MAX_QR_CHARS, 'QR data is short printable ASCII');
      setAlign(builder, 'center');
      builder.printQR(data, { cellSize: profile.qrModuleDots, correction: 'M', model: 2 });
    },
    cut: () => {
      builder.partialCut({ verticalTabAmount: 1 });
      settle();
    },
    bytes: () => Uint8Array.from(builder.getBuffer()),
    replaced: () => replaced,
  };
}

const RESET = [0x1b, 0x40] as const;
const CANCEL_CHINESE = [0x1c, 0x2e] as const;

/** The library counts characters where the printer counts bytes, so only ASCII has the right length. */
const isPlainAscii = (text: string): boolean => /^[\x20-\x7e]+$/.test(text);

function setAlign(builder: Builder, align: TextAlign): void {
  if (align === 'center') builder.alignCenter();
  else if (align === 'right') builder.alignRight();
  else builder.alignLeft();
}

/** `ESC !` also sets bold and font, so the size comes first and bold is said for every run. */
function setSize(builder: Builder, size: TextSize): void {
  if (size === 'large') builder.setTextQuadArea();
  else if (size === 'tall') builder.setTextDoubleHeight();
  else builder.setTextNormal();
}
