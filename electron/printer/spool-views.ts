/** What the window sees of the spool. Drawer kicks are nobody's business there. */
import type { TillStatus } from '../../shared/ipc/status.ts';
import type { PrintJobView } from '../../shared/ipc/views.ts';
import type { JobRow, SpoolStore } from './spool-store.ts';
import type { PrinterCause } from './transport/printer-status.ts';

/** Finished jobs that are listed behind the open ones. */
export const MAX_LATEST_JOBS = 20;
export const MAX_LISTED_JOBS = 200;

export function listJobs(store: SpoolStore): readonly PrintJobView[] {
  const rows = new Map([...store.open(), ...store.latest(MAX_LATEST_JOBS)].map((row) => [row.id, row]));
  return [...rows.values()]
    .filter(({ kind }) => kind !== 'drawer')
    .sort((a, b) => b.id - a.id)
    .slice(0, MAX_LISTED_JOBS)
    .map(jobView);
}

/** A blocked job that is being tried again still shows as blocked, or the list would flicker. */
export const jobView = ({
  id,
  entryId,
  receiptNumber,
  copy,
  state,
  code,
  createdAtMs,
}: JobRow): PrintJobView => ({
  id,
  entryId,
  receiptNumber,
  copy,
  state: state === 'preflight' && code !== null ? 'blocked' : state,
  code,
  createdAtMs,
});

/** How the printer fares right now: why nothing goes out, if so. */
export type PrinterMood = { readonly blockedBy: PrinterCause | null };

export function printerStatus(store: SpoolStore, mood: PrinterMood | null): TillStatus['printer'] {
  const open = store.open().filter(({ kind }) => kind !== 'drawer');
  const waiting = open.filter(({ state }) => state !== 'unknown').length;
  if (mood === null) return { state: 'off', code: null, waiting: 0 };
  if (mood.blockedBy !== null && waiting > 0) return { state: 'blocked', code: mood.blockedBy, waiting };
  if (open.length > waiting) return { state: 'asks', code: 'PRINTER-UNKNOWN', waiting };
  return { state: waiting > 0 ? 'printing' : 'ready', code: null, waiting };
}
