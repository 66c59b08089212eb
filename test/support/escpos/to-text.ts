import type { Align, LineEvent, PrintEvent, Receipt } from './events.ts';

/** Plain lines at the paper's width, one per printed line; what is not text stands in brackets. Ends without a feed. */
export function toText(receipt: Receipt): string {
  return receipt.events.flatMap((event) => linesOf(event, receipt.widthCells)).join('\n');
}

/** A line's text without its place on the paper. */
export function lineText(line: LineEvent): string {
  return line.runs.map((run) => run.text).join('');
}

function linesOf(event: PrintEvent, widthCells: number): readonly string[] {
  const mark = (text: string, align: Align = 'center') => [place(text, { align, widthCells })];
  switch (event.kind) {
    case 'line':
      return mark(lineText(event), event.align);
    case 'feed':
      return Array.from({ length: Math.max(0, event.lines) }, () => '');
    case 'qr':
      return mark(`[QR ${event.data}]`, event.align);
    case 'barcode':
      return mark(`[${event.symbology} ${event.data}]`, event.align);
    case 'symbol':
      return mark(`[${event.symbology} ${event.data}]`, event.align);
    case 'raster':
      return mark(`[image ${event.width}×${event.height}]`, event.align);
    case 'cut':
      return ['-'.repeat(widthCells)];
    case 'drawer':
    case 'status':
    case 'beep':
      return [];
  }
}

/** Wide letters take one column here, so that a line reads as words; the place is that of the text as shown. */
function place(text: string, where: { readonly align: Align; readonly widthCells: number }): string {
  const spare = Math.max(0, where.widthCells - [...text].length);
  const indent = where.align === 'left' ? 0 : where.align === 'right' ? spare : Math.floor(spare / 2);
  return (' '.repeat(indent) + text).trimEnd();
}
