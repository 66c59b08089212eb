/** Finds which column is which: what --map says first, then the usual headers, the surest first. */
import { type Field, plainHeader } from './field.ts';
import type { ColumnMap } from './read-map.ts';

export type Columns = {
  readonly header: readonly string[];
  /** Position by field name. */
  readonly at: ReadonlyMap<string, number>;
  readonly missing: readonly string[];
  /** Fields whose header stands there twice, so that nobody can say which is meant. */
  readonly doubtful: readonly string[];
};

export function matchColumns(header: readonly string[], fields: readonly Field[], map: ColumnMap): Columns {
  const plain = header.map(plainHeader);
  const at = new Map<string, number>();
  const doubtful: string[] = [];
  for (const [field, wanted] of map) {
    const index = 'index' in wanted ? wanted.index : findHeader(header, plain, wanted.header);
    if (index >= 0) at.set(field, index);
    const same = plain.filter((text) => text !== '' && text === plain[index]);
    if ('header' in wanted && same.length > 1) doubtful.push(field);
  }
  for (const { name, headers } of fields) {
    if (at.has(name) || map.has(name)) continue;
    const taken = new Set(at.values());
    const free = plain.map((text, index) => (taken.has(index) ? null : text));
    const known = headers.map(plainHeader).find((text) => free.includes(text));
    if (known === undefined) continue;
    at.set(name, free.indexOf(known));
    if (free.indexOf(known) !== free.lastIndexOf(known)) doubtful.push(name);
  }
  const missing = fields.filter(({ name, needed }) => (needed || map.has(name)) && !at.has(name));
  return { header, at, missing: missing.map(({ name }) => name), doubtful };
}

function findHeader(header: readonly string[], plain: readonly string[], wanted: string): number {
  const exact = header.findIndex((text) => text.trim() === wanted.trim());
  return exact >= 0 ? exact : plain.indexOf(plainHeader(wanted));
}

/** As it may be shown and stored: no control characters. */
export const showHeader = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();

export const columnName = ({ header, at }: Pick<Columns, 'header' | 'at'>, field: string): string => {
  const index = at.get(field);
  if (index === undefined) return field;
  return showHeader(header[index] ?? '') || `#${index + 1}`;
};
