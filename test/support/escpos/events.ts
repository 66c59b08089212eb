/** What a job does, in the order in which the printer does it. `offset` is where in the job the cause stands. */
export type PrintEvent =
  | LineEvent
  | RasterEvent
  | QrEvent
  | BarcodeEvent
  | SymbolEvent
  | { readonly kind: 'feed'; readonly offset: number; readonly lines: number; readonly dots: number }
  | { readonly kind: 'cut'; readonly offset: number; readonly partial: boolean; readonly feedDots: number }
  | DrawerEvent
  | { readonly kind: 'status'; readonly offset: number; readonly request: string }
  | { readonly kind: 'beep'; readonly offset: number; readonly times: number };

export type Align = 'left' | 'center' | 'right';
export type Font = 'A' | 'B' | 'C';

/** Neighbouring characters of one look. `codePage` is the page that was selected when they came. */
export type Run = {
  readonly text: string;
  readonly bold: boolean;
  readonly underline: 0 | 1 | 2;
  readonly widthTimes: number;
  readonly heightTimes: number;
  readonly inverse: boolean;
  readonly font: Font;
  readonly spacingDots: number;
  readonly codePage: number;
};

/** `wrapped`: the text did not fit, so the printer broke it here by itself. */
export type LineEvent = {
  readonly kind: 'line';
  readonly offset: number;
  readonly runs: readonly Run[];
  readonly align: Align;
  readonly marginDots: number;
  readonly areaDots: number;
  readonly heightDots: number;
  readonly upsideDown: boolean;
  readonly wrapped: boolean;
};

/** One bit per dot, rows padded to whole bytes, the leftmost dot in the highest bit. */
export type Bitmap = { readonly width: number; readonly height: number; readonly bits: Uint8Array };

type Placed = { readonly offset: number; readonly align: Align };

export type RasterEvent = Placed &
  Bitmap & { readonly kind: 'raster'; readonly widthTimes: number; readonly heightTimes: number };

export type QrEvent = Placed & {
  readonly kind: 'qr';
  readonly data: string;
  readonly model: '1' | '2' | 'micro';
  readonly moduleDots: number;
  readonly correction: 'L' | 'M' | 'Q' | 'H';
};

export type BarcodeEvent = Placed & {
  readonly kind: 'barcode';
  readonly symbology: string;
  readonly data: string;
  readonly heightDots: number;
  readonly moduleDots: number;
  readonly labelAbove: boolean;
  readonly labelBelow: boolean;
};

export type SymbolEvent = Placed & {
  readonly kind: 'symbol';
  readonly symbology: 'PDF417' | 'MaxiCode';
  readonly data: string;
};

export type DrawerEvent = {
  readonly kind: 'drawer';
  readonly offset: number;
  readonly pin: 2 | 5;
  readonly onMs: number;
  readonly offMs: number;
};

/** Bytes that mean nothing, or mean something that a real printer would not do as meant. */
export type Unexplained = {
  readonly offset: number;
  readonly bytes: Uint8Array;
  readonly reason: UnexplainedReason;
  readonly detail: string;
};

export type UnexplainedReason =
  | 'unknown-command'
  | 'stray-control'
  | 'truncated'
  | 'bad-argument'
  | 'unknown-page'
  | 'undefined-character'
  | 'not-at-line-start'
  | 'never-printed';

/** What falls out of the printer between two cuts. */
export type Receipt = {
  readonly widthCells: number;
  readonly events: readonly PrintEvent[];
  readonly isCut: boolean;
};
