/** What one model of printer can do. Page numbers differ from maker to maker, so a profile names every page it approves. */
import type { WidthCells } from '../../../shared/receipt/layout/line.ts';

export type CodePage = {
  /** n of `ESC t n`. */
  readonly number: number;
  /** Its name in iconv-lite; one byte for each character. */
  readonly encoding: string;
};

export type PrinterProfile = {
  readonly name: string;
  readonly widthCells: WidthCells;
  /** In order of preference; the first is selected after every reset. */
  readonly pages: readonly [CodePage, ...CodePage[]];
  /** The printer says by `GS ( H` when a job is on paper. */
  readonly hasProcessId: boolean;
  readonly drawerPin: 2 | 5;
  readonly qrModuleDots: 3 | 4 | 5 | 6;
};

/** CP866 = 17 and CP852 = 18 hold on nearly every make; together they say Romanian, Russian and line drawing. */
export const defaultProfile: PrinterProfile = {
  name: 'default-80mm',
  widthCells: 48,
  pages: [
    { number: 18, encoding: 'cp852' },
    { number: 17, encoding: 'cp866' },
  ],
  hasProcessId: false,
  drawerPin: 2,
  qrModuleDots: 5,
};

export const defaultNarrowProfile: PrinterProfile = {
  ...defaultProfile,
  name: 'default-58mm',
  widthCells: 32,
  qrModuleDots: 4,
};

/** Epson TM-T20II, TM-T88V, TM-m30 and later. */
export const epsonProfile: PrinterProfile = { ...defaultProfile, name: 'epson-80mm', hasProcessId: true };
