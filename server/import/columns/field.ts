/** What a column can mean. A kind of import names its fields; people name the columns. */
export type Field = {
  readonly name: string;
  /** A file without it is refused. */
  readonly needed: boolean;
  /** Usual headers, the surest first; compared after `plainHeader`. */
  readonly headers: readonly string[];
};

/** A row with its cells by field name: undefined where the file has no such column. */
export type FieldRow = {
  readonly line: number;
  /** Cells that stand elsewhere, as a price in a second file does. */
  readonly lines?: Readonly<Record<string, number>>;
  readonly cells: Readonly<Record<string, string | undefined>>;
  /** Why cells, or the row as a whole (field ''), cannot be used. */
  readonly faults: readonly CellFault[];
};

export type CellFault = { readonly field: string; readonly reason: string; readonly value?: string };

export type FieldRows = AsyncIterable<readonly FieldRow[]>;

/** A header as it is compared: no case, no marks on letters, no punctuation, no currency at its end. */
export function plainHeader(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%#]+/gu, ' ')
    .trim()
    .replace(CURRENCY_AT_END, '');
}

const CURRENCY_AT_END = / (mdl|ron|rub|rur|eur|usd|uah|lei|leu|леи|лей|руб|рублеи|грн)$/;
