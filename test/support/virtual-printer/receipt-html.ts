import type { BarcodeEvent, LineEvent, PrintEvent, Receipt, Run } from '../escpos/events.ts';
import { cellDots, defaultLineDots, fontWidthDots } from '../escpos/print-state.ts';
import { lineText } from '../escpos/to-text.ts';
import { barcodeSvg, withCheckDigit } from './barcode-svg.ts';
import { bitmapSvg, qrSvg } from './bitmap-svg.ts';
import { receiptFontCss } from './receipt-font.ts';
import { pageCss, receiptCss } from './receipt-style.ts';

/** A page that needs nothing else: fonts, codes and images stand in it. */
export function renderReceiptHtml(receipt: Receipt): string {
  return renderReceiptsHtml([receipt]);
}

export function renderReceiptsHtml(receipts: readonly Receipt[]): string {
  const text = receipts.flatMap((receipt) => receipt.events.map(textOf)).join('');
  const style = `${receiptFontCss(`${text} `)}${receiptCss}${pageCss}`;
  const papers = receipts.map(renderPaper).join('\n');
  return `<!doctype html><html><head><meta charset="utf-8"><title>Receipt</title><style>${style}</style></head><body>${papers}</body></html>`;
}

/** One piece of paper as an element, for pages that bring `receiptCss` and the font themselves. */
export function renderPaper(receipt: Receipt): string {
  const dots = receipt.widthCells * cellDots;
  const className = receipt.isCut ? 'paper cut' : 'paper';
  const inside = receipt.events.map(renderEvent).join('');
  return `<article class="${className}" style="--dots:${dots}"><div class="sheet">${inside}</div></article>`;
}

export const escapeHtml = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? char,
  );

function textOf(event: PrintEvent): string {
  if (event.kind === 'line') return lineText(event);
  return 'data' in event ? event.data : '';
}

const dots = (count: number): string => `calc(${count} * var(--dot))`;

function renderEvent(event: PrintEvent): string {
  switch (event.kind) {
    case 'line':
      return renderLine(event);
    case 'feed':
      return `<div style="height:${dots(Math.max(0, event.dots))}"></div>`;
    case 'raster': {
      const { width, height, widthTimes, heightTimes } = event;
      return picture(
        event,
        bitmapSvg(event, { widthDots: width * widthTimes, heightDots: height * heightTimes }),
      );
    }
    case 'qr':
      return picture(event, qrSvg(event));
    case 'barcode':
      return picture(event, renderBarcode(event));
    case 'symbol':
      return picture(event, `<div class="symbol">${event.symbology}: ${escapeHtml(event.data)}</div>`);
    case 'cut':
    case 'drawer':
    case 'status':
    case 'beep':
      return '';
  }
}

function renderLine(line: LineEvent): string {
  const height = line.runs.length === 0 ? defaultLineDots : line.heightDots;
  const box = `min-height:${dots(height)};margin-left:${dots(line.marginDots)};width:${dots(line.areaDots)}`;
  const turned = line.upsideDown ? ' upside-down' : '';
  return `<div class="paper-line ${line.align}${turned}" style="${box}">${line.runs.map(renderRun).join('')}</div>`;
}

function renderRun(run: Run): string {
  const glyphDots = fontWidthDots[run.font];
  const width = [...run.text].length * (glyphDots + run.spacingDots) * run.widthTimes;
  const scaleX = (glyphDots / cellDots) * run.widthTimes;
  const scaleY = (run.font === 'A' ? 1 : 17 / 24) * run.heightTimes;
  const className = [
    'run',
    run.bold && 'bold',
    run.inverse && 'inverse',
    run.underline && `underline-${run.underline}`,
  ];
  const style = `--w:${width};--h:${24 * scaleY};--sx:${scaleX};--sy:${scaleY};letter-spacing:${dots(run.spacingDots)}`;
  return `<span class="${className.filter(Boolean).join(' ')}" style="${style}"><span class="ink">${escapeHtml(run.text)}</span></span>`;
}

const picture = (event: { readonly align: string }, inner: string): string =>
  `<div class="picture ${event.align}">${inner}</div>`;

function renderBarcode(barcode: BarcodeEvent): string {
  const bars = barcodeSvg(barcode);
  if (bars === undefined)
    return `<div class="symbol">${barcode.symbology}: ${escapeHtml(barcode.data)}</div>`;
  const label = `<span>${escapeHtml(withCheckDigit(barcode.data))}</span>`;
  return `<div class="barcode">${barcode.labelAbove ? label : ''}${bars}${barcode.labelBelow ? label : ''}</div>`;
}
