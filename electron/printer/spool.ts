/**
 * The spool: one writer for one printer, first come first printed, and no caller ever waits for it. Its truth is in
 * the journal's file, so a crash forgets no job and repeats none (SPL-1 … SPL-4).
 */
import type { SpoolAction } from '../../shared/ipc/views.ts';
import { failure } from '../../shared/kernel/failure.ts';
import type { EntryId } from '../../shared/kernel/ids.ts';
import { fail, ok } from '../../shared/kernel/result.ts';
import { defaultProfile, type PrinterProfile } from './encode/profile.ts';
import { createSpoolLoop } from './spool-loop.ts';
import type { NewPrintJob, Spool, SpoolOptions } from './spool-port.ts';
import { type JobRow, openSpoolStore, type SpoolStore } from './spool-store.ts';
import { afterEvent, type SpoolEvent } from './spool-transitions.ts';
import { jobView, listJobs, printerStatus } from './spool-views.ts';
import { parsePrinterUrl } from './transport/printer-url.ts';
import { tcpPrinter } from './transport/tcp.ts';

/** Jobs that were waiting for longer when the till starts are shown to the cashier instead of printed. */
export const START_AGE_LIMIT_MS = 15 * 60_000;
/** What waits beyond this is shown instead of printed: a printer that was dead all day must not print all night. */
export const MAX_WAITING_JOBS = 500;
export const MAX_COPIES = 99;

export function createSpool(options: SpoolOptions, profile: PrinterProfile = defaultProfile): Spool {
  const { db, printerUrl, now, onChange } = options;
  const store = openSpoolStore(db);
  const address = printerUrl === null ? null : parsePrinterUrl(printerUrl);
  const loop =
    printerUrl !== null && address !== null
      ? createSpoolLoop({ ...options, store, profile, url: printerUrl, connect: tcpPrinter(address) })
      : null;

  const insert = (job: NewPrintJob, copy: number): number => {
    const isFull = waitingCount(store) >= MAX_WAITING_JOBS;
    const state = loop === null ? 'cancelled' : isFull ? 'unknown' : 'queued';
    const code = state === 'unknown' ? 'PRINTER-UNKNOWN' : null;
    const id = store.insert({ ...job, copy, state, code }, now());
    loop?.wake();
    return id;
  };
  const changed = () => {
    loop?.wake();
    onChange();
  };

  return {
    enqueueInTransaction: (job) => insert(job, 0),
    start: () => {
      settleLeftovers(store, now());
      onChange();
      loop?.start();
    },
    stop: async () => loop?.stop(),
    jobs: () => listJobs(store),
    resolve: (jobId, action) => {
      const job = store.byId(jobId);
      if (!job) return fail(failure('CALL-FAILED'));
      const isMuteAfterAll = action === 'printed' && loop?.silentJob()?.id === job.id;
      if (afterEvent(job.state, EVENT_OF[action]) !== null) {
        store.inTransaction(() => {
          store.apply(job.id, EVENT_OF[action], { nowMs: now(), code: null });
          if (action === 'copy') insert(job, nextCopy(store, job.entryId));
        });
        if (isMuteAfterAll && printerUrl !== null) store.rememberAnswers(printerUrl, false);
        changed();
      }
      return ok(listJobs(store));
    },
    enqueueCopy: (entryId) => {
      if (loop === null) return fail(failure('PRINTER-OFFLINE'));
      const own = receiptJobs(store, entryId);
      const original = own[0];
      if (!original || nextCopy(store, entryId) > MAX_COPIES) return fail(failure('CALL-FAILED'));
      const waiting = own.find(({ copy, state }) => copy > 0 && (state === 'queued' || state === 'blocked'));
      const id = waiting?.id ?? insert(original, nextCopy(store, entryId));
      changed();
      const row = store.byId(id);
      return row ? ok(jobView(row)) : fail(failure('CALL-FAILED'));
    },
    copiesOf: (entryId) => nextCopy(store, entryId) - 1,
    status: () => printerStatus(store, loop?.mood() ?? null),
  };
}

const EVENT_OF = {
  printed: 'printed',
  copy: 'copied',
  skip: 'skipped',
} as const satisfies Record<SpoolAction, SpoolEvent>;

const waitingCount = (store: SpoolStore): number =>
  store.open().filter(({ state }) => state === 'queued' || state === 'blocked').length;

const receiptJobs = (store: SpoolStore, entryId: EntryId): readonly JobRow[] =>
  store.byEntry(entryId).filter(({ kind }) => kind !== 'drawer');

const nextCopy = (store: SpoolStore, entryId: EntryId): number =>
  receiptJobs(store, entryId).reduce((most, { copy }) => Math.max(most, copy), 0) + 1;

/** What a crash left half done is settled once; nothing that may have reached the paper is sent again. */
function settleLeftovers(store: SpoolStore, nowMs: ReturnType<SpoolOptions['now']>): void {
  for (const job of store.open()) {
    if (job.kind === 'drawer') store.apply(job.id, 'void', { nowMs, code: null });
    else if (job.state === 'sending') store.apply(job.id, 'crash', { nowMs, code: 'PRINTER-UNKNOWN' });
    else if (nowMs - job.createdAtMs > START_AGE_LIMIT_MS) {
      store.apply(job.id, 'hold', { nowMs, code: 'PRINTER-UNKNOWN' });
    } else store.apply(job.id, 'crash', { nowMs });
  }
}
