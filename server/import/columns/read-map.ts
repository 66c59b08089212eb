/** `--map name=Denumire,price=#5`: which column is which, where the headers do not say it. */
import { UsageError } from '../../operator-error.ts';
import { MAX_COLUMNS } from '../limits.ts';
import type { Field } from './field.ts';

/** A column by its header, or by its place from 0. */
export type Wanted = { readonly header: string } | { readonly index: number };
export type ColumnMap = ReadonlyMap<string, Wanted>;

/** A comma separates only before the next `field=`, since headers have commas too. */
const BETWEEN = /,(?=\s*\w+\s*=)/;

export function readMap(text: string | undefined, fields: readonly Field[]): ColumnMap {
  if (text === undefined) return new Map();
  return new Map(text.split(BETWEEN).map((part) => readPart(part.trim(), fields)));
}

function readPart(part: string, fields: readonly Field[]): readonly [string, Wanted] {
  const [, field = '', column = ''] = /^(\w+)\s*=\s*(.+)$/.exec(part) ?? [];
  if (column === '') throw new UsageError(`--map takes field=Column pairs, not "${part}".`);
  const names = fields.map(({ name }) => name);
  if (!names.includes(field))
    throw new UsageError(`--map knows no field "${field}" here. There are: ${names.join(', ')}.`);
  const [, place] = /^#(\d{1,3})$/.exec(column) ?? [];
  if (place === undefined) return [field, { header: column }];
  if (Number(place) < 1 || Number(place) > MAX_COLUMNS)
    throw new UsageError(`--map: columns are counted from #1 to #${MAX_COLUMNS}.`);
  return [field, { index: Number(place) - 1 }];
}
