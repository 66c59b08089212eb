/** The building blocks of a layout: text set in lines, and rows with a figure at the right edge. */
import { cellsOf, cutToCells } from './cells.ts';
import { budgetCells, type LayoutLine, type TextAlign, type TextLine, type TextSize } from './line.ts';
import { paperText } from './paper-text.ts';
import { asBlanks, wrapWords } from './wrap.ts';

export type Look = { readonly size?: TextSize; readonly bold?: boolean; readonly align?: TextAlign };

/** Text over as many lines as it needs; none when there is nothing to say. */
export function setText(text: string, widthCells: number, look: Look = {}): readonly LayoutLine[] {
  const { size = 'normal', bold = false, align = 'left' } = look;
  const clean = paperText(text);
  if (clean === '') return [];
  const lines = wrapWords(clean, budgetCells(widthCells, size));
  return lines.map((line) => ({ kind: 'text', runs: [{ text: line, bold }], size, align }));
}

/** Sets text in the first size in which it takes one line, in the last of them otherwise. */
export function setFitting(
  text: string,
  widthCells: number,
  look: Look & { readonly sizes: readonly TextSize[] },
): readonly LayoutLine[] {
  const cells = cellsOf(paperText(text));
  const size = look.sizes.find((each) => cells <= budgetCells(widthCells, each)) ?? look.sizes.at(-1);
  return setText(text, widthCells, { ...look, ...(size ? { size } : {}) });
}

export type Row = {
  readonly left: string;
  readonly right: string;
  readonly bold?: boolean;
  readonly boldRight?: boolean;
  /** Tried in order until the row takes one line. */
  readonly sizes?: readonly TextSize[];
  readonly indent?: number;
  /** Stands in the indent: a tax letter. */
  readonly lead?: string;
};

/**
 * Words at the left, a figure at the right edge of their last line. The words wrap; the right side does only when it
 * is a name longer than the paper is wide, which no figure is.
 */
export function setRow(row: Row, widthCells: number): readonly LayoutLine[] {
  const { lead = '', indent = 0 } = row;
  const margin = cutToCells(paperText(lead), indent);
  const left = margin + ' '.repeat(indent - cellsOf(margin)) + paperText(row.left);
  const right = asBlanks(paperText(row.right));
  const needed = cellsOf(left) + 1 + cellsOf(right);
  const sizes = row.sizes ?? ['normal'];
  const size = sizes.find((each) => needed <= budgetCells(widthCells, each)) ?? sizes.at(-1) ?? 'normal';
  const budget = budgetCells(widthCells, size);
  const style = { size, bold: row.bold ?? false, boldRight: row.boldRight ?? row.bold ?? false };
  if (needed <= budget) return [rowLine(asBlanks(left), right, budget, style)];
  return wrappedRow({ words: paperText(row.left), right, margin, indent }, budget, style);
}

type RowStyle = { readonly size: TextSize; readonly bold: boolean; readonly boldRight: boolean };

type WrappedRow = {
  readonly words: string;
  readonly right: string;
  readonly margin: string;
  readonly indent: number;
};

/** The words keep clear of the figure's column, unless that would leave them less than a third of the line. */
function wrappedRow(
  { words, right, margin, indent }: WrappedRow,
  budget: number,
  style: RowStyle,
): readonly LayoutLine[] {
  const beside = budget - indent - 1 - cellsOf(right);
  const isBeside = beside * 3 >= budget;
  const lines = wrapWords(words, isBeside ? beside : budget - indent).map(
    (line, index) => (index === 0 ? margin : '').padEnd(indent) + line,
  );
  const above = isBeside ? lines.slice(0, -1) : lines;
  if (cellsOf(right) > budget) {
    const below = wrapWords(right, budget).map((line) => rowLine('', line, budget, style));
    return [...above.map((line) => plainLine(line, style)), ...below];
  }
  return [
    ...above.map((line) => plainLine(line, style)),
    rowLine(isBeside ? (lines.at(-1) ?? '') : '', right, budget, style),
  ];
}

const plainLine = (text: string, { size, bold }: RowStyle): TextLine => ({
  kind: 'text',
  runs: [{ text, bold }],
  size,
  align: 'left',
});

function rowLine(left: string, right: string, budget: number, style: RowStyle): TextLine {
  const gap = ' '.repeat(Math.max(0, budget - cellsOf(left) - cellsOf(right)));
  const runs = [
    { text: left + gap, bold: style.bold },
    { text: right, bold: style.boldRight },
  ];
  return { kind: 'text', runs: runs.filter((run) => run.text !== ''), size: style.size, align: 'left' };
}

export const thinRule: LayoutLine = { kind: 'rule', weight: 'thin' };
export const thickRule: LayoutLine = { kind: 'rule', weight: 'thick' };
export const feed = (lines: number): LayoutLine => ({ kind: 'feed', lines });
