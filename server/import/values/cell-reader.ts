/** Reads a row's cells one by one and gathers what is wrong with them, so that one report names all of it. */
import type { CellFault, FieldRow } from '../columns/field.ts';
import type { Verdict } from './verdict.ts';

export type CellReader = {
  /** An empty cell says nothing. */
  readonly read: <T>(field: string, reader: (text: string) => Verdict<T>) => T | undefined;
  readonly faults: CellFault[];
};

export function cellReader(cells: FieldRow['cells']): CellReader {
  const faults: CellFault[] = [];
  return {
    faults,
    read: (field, reader) => {
      const text = cells[field];
      if (text === undefined || text === '') return undefined;
      const verdict = reader(text);
      if (verdict.ok) return verdict.value;
      faults.push({ field, reason: verdict.reason });
      return undefined;
    },
  };
}
