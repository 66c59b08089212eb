/** One row as a file gives it, before anybody knows what its columns mean. */
export type RawRow = {
  /** Where a person finds it: the line of a text file, the row of a sheet. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Cells that hold no usable text, by position: why. */
  readonly faults?: ReadonlyMap<number, string>;
};

/** In file order, some at a time. */
export type RawRows = AsyncIterable<readonly RawRow[]>;
