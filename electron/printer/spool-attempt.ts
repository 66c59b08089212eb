/**
 * SPL-1: one attempt at one job. The printer is asked before the first byte, `sending` is durable before it, and
 * what came of it is read from the printer's word, never from the system's having taken the bytes.
 */
import { createHash } from 'node:crypto';
import type { EpochMs } from '../../shared/kernel/units.ts';
import { drawerKickBytes } from './drawer.ts';
import type { PrinterProfile } from './encode/profile.ts';
import type { PrintableJob, RenderRequest } from './spool-port.ts';
import type { JobCode, JobRow, SpoolStore } from './spool-store.ts';
import type { SpoolEvent } from './spool-transitions.ts';
import type { ConnectPrinter, PrinterConnection, SendResult } from './transport/port.ts';
import type { PrinterCause, PrinterStatus } from './transport/printer-status.ts';

/** A drawer that opens later than this opens behind the cashier's back. */
export const DRAWER_MAX_AGE_MS = 3_000;

export type AttemptContext = {
  readonly store: SpoolStore;
  readonly connect: ConnectPrinter;
  readonly url: string;
  readonly profile: Pick<PrinterProfile, 'drawerPin' | 'hasProcessId'>;
  readonly renderJob: (job: RenderRequest) => PrintableJob;
  readonly now: () => EpochMs;
  readonly signal: AbortSignal;
  /** The printer holds the job and waits for a person; null when it goes on. */
  readonly onWaiting: (cause: PrinterCause | null) => void;
  /** The printer took the job and has never said a word, so it is not known to print at all. */
  readonly onSilent: (job: JobRow) => void;
  readonly onChange: () => void;
};

/** `done`: the next job may go. `unusable`: the printer cannot print now, and is tried again after a wait. */
export type AttemptEnd = 'done' | 'unusable';

export async function attemptJob(job: JobRow, context: AttemptContext): Promise<AttemptEnd> {
  const tell = teller(job, context);
  tell('take');
  if (isTooLate(job, context)) {
    tell('void');
    return 'done';
  }
  const bytes = bytesFor(job, context);
  if (bytes === null) {
    tell('hold', 'PRINTER-UNKNOWN');
    return 'done';
  }
  const connection = await context.connect(context.signal);
  if (!connection) return giveUp(tell, job, 'PRINTER-OFFLINE');
  try {
    return await printOver(connection, { job, bytes, tell, context });
  } finally {
    connection.close();
  }
}

type Tell = (event: SpoolEvent, code?: JobCode | null, bytesSha256?: string) => boolean;

function teller(job: JobRow, { store, now, onChange }: AttemptContext): Tell {
  return (event, code, bytesSha256) => {
    const isApplied = store.apply(job.id, event, {
      nowMs: now(),
      ...(code === undefined ? {} : { code }),
      ...(bytesSha256 === undefined ? {} : { bytesSha256 }),
    });
    // A retry that only begins is no news.
    if (isApplied && event !== 'take') onChange();
    return isApplied;
  };
}

const isTooLate = (job: JobRow, { now }: AttemptContext): boolean =>
  job.kind === 'drawer' && now() - job.createdAtMs > DRAWER_MAX_AGE_MS;

/** Null when a receipt cannot be rendered: the queue must not stand still for it. */
function bytesFor(
  { kind, entryId, copy }: JobRow,
  { profile, renderJob }: AttemptContext,
): Uint8Array | null {
  if (kind === 'drawer') return drawerKickBytes(profile);
  try {
    return renderJob({ entryId, kind, copy }).bytes;
  } catch {
    return null;
  }
}

/** A drawer kick has no second try. */
function giveUp(tell: Tell, job: JobRow, cause: PrinterCause): AttemptEnd {
  if (job.kind === 'drawer') {
    tell('void');
    return 'done';
  }
  tell('notReady', cause);
  return 'unusable';
}

type Print = {
  readonly job: JobRow;
  readonly bytes: Uint8Array;
  readonly tell: Tell;
  readonly context: AttemptContext;
};

async function printOver(connection: PrinterConnection, print: Print): Promise<AttemptEnd> {
  const { job, bytes, tell, context } = print;
  const status = await connection.askStatus();
  const cause = reasonToWait(status, context);
  if (cause) return giveUp(tell, job, cause);
  if (context.signal.aborted) {
    tell('crash');
    return 'done';
  }
  if (isTooLate(job, context)) {
    tell('void');
    return 'done';
  }
  // The cashier may have let the job go while the printer was asked.
  if (!tell('send', null, createHash('sha256').update(bytes).digest('hex'))) return 'done';
  const result = await connection.send(bytes, {
    processId: context.profile.hasProcessId ? processIdOf(job.id) : null,
    onWaiting: context.onWaiting,
  });
  context.onWaiting(null);
  const isSilent =
    result.kind === 'sent' && status.ready === 'unknown' && context.store.answers(context.url) === null;
  if (isSilent && job.kind !== 'drawer') context.onSilent(job);
  const event = job.kind === 'drawer' ? drawerOutcome(result) : isSilent ? 'lost' : OUTCOME[result.kind];
  tell(event, event === 'lost' ? 'PRINTER-UNKNOWN' : event === 'nothingSent' ? 'PRINTER-OFFLINE' : null);
  return event === 'nothingSent' ? 'unusable' : 'done';
}

/** Silence is a reason to wait only from a printer that has answered before. */
function reasonToWait(status: PrinterStatus, { store, url }: AttemptContext): PrinterCause | null {
  if (status.ready === 'no') return status.cause ?? 'PRINTER-OFFLINE';
  if (status.ready === 'unknown') return store.answers(url) === true ? 'PRINTER-OFFLINE' : null;
  store.rememberAnswers(url, true);
  return null;
}

const OUTCOME = {
  confirmed: 'proved',
  sent: 'delivered',
  failedBeforeAnyByte: 'nothingSent',
  failedAfterBytes: 'lost',
} as const satisfies Record<SendResult['kind'], SpoolEvent>;

const drawerOutcome = ({ kind }: SendResult): SpoolEvent => (kind === 'confirmed' ? 'proved' : 'void');

const processIdOf = (id: number): string => (id % 1_679_616).toString(36).padStart(4, '0');
