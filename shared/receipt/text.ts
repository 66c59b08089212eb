import { cellsOf } from './layout/cells.ts';
import { type LayoutLine, type TextAlign, textOf } from './layout/line.ts';

/** A layout as plain text, one line for each printed line: for e-mail, search and tests. A cut is a row of dashes. */
export const layoutText = (lines: readonly LayoutLine[], widthCells: number): string =>
  lines.flatMap((line) => textLines(line, widthCells)).join('\n');

function textLines(line: LayoutLine, widthCells: number): readonly string[] {
  switch (line.kind) {
    case 'text':
      return [place(textOf(line), line.align, widthCells)];
    case 'rule':
      return [RULE_SIGN[line.weight].repeat(widthCells)];
    case 'qr':
      return [place(`[QR ${line.data}]`, 'center', widthCells)];
    case 'feed':
      return Array.from({ length: line.lines }, () => '');
    case 'cut':
      return ['-'.repeat(widthCells)];
  }
}

/** The signs that draw rules; both stand in every receipt page that has line drawing. */
export const RULE_SIGN = { thin: '─', thick: '═' } as const;

function place(text: string, align: TextAlign, widthCells: number): string {
  const spare = Math.max(0, widthCells - cellsOf(text));
  const indent = align === 'left' ? 0 : align === 'right' ? spare : Math.floor(spare / 2);
  return (' '.repeat(indent) + text).trimEnd();
}
