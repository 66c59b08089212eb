/** A receipt laid out for a paper width. Whatever draws it (ESC/POS, screen, plain text) breaks no line by itself. */
export type LayoutLine =
  | TextLine
  | { readonly kind: 'rule'; readonly weight: 'thin' | 'thick' }
  | { readonly kind: 'qr'; readonly data: string }
  | { readonly kind: 'feed'; readonly lines: number }
  | { readonly kind: 'cut' };

/** `tall` doubles the height; `large` doubles height and width, so half as many cells fit. */
export type TextSize = 'normal' | 'tall' | 'large';
export type TextAlign = 'left' | 'center' | 'right';

export type Run = { readonly text: string; readonly bold: boolean };

export type TextLine = {
  readonly kind: 'text';
  readonly runs: readonly Run[];
  readonly size: TextSize;
  readonly align: TextAlign;
};

/** Cells of the printer's font A on 58 mm paper, and on 80 mm paper of two kinds of print head. */
export const PAPER_WIDTHS = [32, 42, 48] as const;
export type WidthCells = (typeof PAPER_WIDTHS)[number];

/** How many cells of this size a line holds. */
export const budgetCells = (widthCells: number, size: TextSize): number =>
  size === 'large' ? Math.floor(widthCells / 2) : widthCells;

export const textOf = (line: TextLine): string => line.runs.map((run) => run.text).join('');
