/** What went wrong inside SQLite, as far as a till acts on it. */
export type SqliteFault = 'full' | 'busy' | 'damaged';

/** Primary result codes (sqlite.org/rescode.html); the extended code's low byte. */
const FAULTS: Readonly<Record<number, SqliteFault>> = {
  5: 'busy',
  6: 'busy',
  8: 'damaged',
  10: 'damaged',
  11: 'damaged',
  13: 'full',
  14: 'damaged',
  26: 'damaged',
};

/** Null for anything that is not the disk's doing: those are bugs and are thrown on. */
export function sqliteFault(cause: unknown): SqliteFault | null {
  const errcode = cause instanceof Error && 'errcode' in cause ? cause.errcode : undefined;
  return typeof errcode === 'number' ? (FAULTS[errcode & 0xff] ?? null) : null;
}
