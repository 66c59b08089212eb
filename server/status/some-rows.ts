import type { Some } from './hq-status.ts';

/** Rows that each say how many there are without the limit: `count(*) OVER () AS count`. */
export function someRows<T>(rows: readonly (T & { readonly count: number })[]): Some<T> {
  return {
    count: rows[0]?.count ?? 0,
    rows: rows.map(({ count: _count, ...row }) => row as unknown as T),
  };
}
