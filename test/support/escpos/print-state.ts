import type { Align, Bitmap, Font, Run } from './events.ts';

/** A dot is 1/203 inch; font A is 12 dots wide, so 48 cells fill 576 dots of an 80 mm roll. */
export const cellDots = 12;
export const fontWidthDots: Readonly<Record<Font, number>> = { A: 12, B: 9, C: 9 };
export const defaultLineDots = 30;

/** Everything that `ESC @` puts back to its start. */
export type PrintState = {
  style: Omit<Run, 'text' | 'codePage'>;
  doubleStrike: boolean;
  codePage: number;
  nationalSet: number;
  isChinese: boolean;
  align: Align;
  upsideDown: boolean;
  marginDots: number;
  areaDots: number;
  lineDots: number;
  tabStops: readonly number[];
  usesDefinedCharacters: boolean;
  barcode: { heightDots: number; moduleDots: number; labelAt: number };
};

/** What outlives `ESC @`: characters, images and symbols stored in the printer. */
export type StoredState = {
  definedCharacters: Set<number>;
  image: (Bitmap & { readonly widthTimes: number; readonly heightTimes: number }) | undefined;
  symbols: Record<number, StoredSymbol>;
};

export type StoredSymbol = {
  data: string | undefined;
  model: number;
  moduleDots: number;
  correction: number;
};

export const freshStyle: PrintState['style'] = {
  bold: false,
  underline: 0,
  widthTimes: 1,
  heightTimes: 1,
  inverse: false,
  font: 'A',
  spacingDots: 0,
};

export function freshState(options: {
  readonly paperDots: number;
  readonly startsChinese: boolean;
}): PrintState {
  return {
    style: freshStyle,
    doubleStrike: false,
    codePage: 0,
    nationalSet: 0,
    isChinese: options.startsChinese,
    align: 'left',
    upsideDown: false,
    marginDots: 0,
    areaDots: options.paperDots,
    lineDots: defaultLineDots,
    tabStops: [8, 16, 24, 32, 40, 48, 56, 64],
    usesDefinedCharacters: false,
    barcode: { heightDots: 162, moduleDots: 3, labelAt: 0 },
  };
}

export function freshStored(): StoredState {
  return { definedCharacters: new Set(), image: undefined, symbols: {} };
}
