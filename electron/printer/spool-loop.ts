/** Works the queue off, one job at a time, and waits between tries. */
import type { PrinterProfile } from './encode/profile.ts';
import { createRest } from './rest.ts';
import { attemptJob } from './spool-attempt.ts';
import type { SpoolOptions } from './spool-port.ts';
import type { JobRow, SpoolStore } from './spool-store.ts';
import type { PrinterMood } from './spool-views.ts';
import type { ConnectPrinter } from './transport/port.ts';
import type { PrinterCause } from './transport/printer-status.ts';

export const FIRST_RETRY_WAIT_MS = 500;
export const LONGEST_RETRY_WAIT_MS = 5_000;
/** How long a job under way may take to end when the till closes; after that its fate is asked for at the next start. */
export const STOP_GRACE_MS = 1_000;

export type SpoolLoop = {
  readonly start: () => void;
  readonly stop: () => Promise<void>;
  /** Something may be there to print. Cheap, and safe inside a transaction: the queue is read later. */
  readonly wake: () => void;
  readonly mood: () => PrinterMood;
  /** The job that a printer of which nothing is known took without a word, until the cashier has answered. */
  readonly silentJob: () => JobRow | null;
};

type LoopOptions = Pick<SpoolOptions, 'renderJob' | 'now' | 'onChange' | 'retryWaitMs'> & {
  readonly store: SpoolStore;
  readonly profile: PrinterProfile;
  readonly url: string;
  readonly connect: ConnectPrinter;
};

export function createSpoolLoop(options: LoopOptions): SpoolLoop {
  const { store, onChange, retryWaitMs = defaultRetryWaitMs } = options;
  const abort = new AbortController();
  let isStopping = false;
  let running: Promise<void> | null = null;
  let failures = 0;
  /** Broken off while the journal could not be written: what became of it is still to be put down. */
  let unsettled: JobRow | null = null;
  let silentId: number | null = null;
  let heldBy: PrinterCause | null = null;
  const rest = createRest();

  const onWaiting = (cause: PrinterCause | null) => {
    if (cause === heldBy) return;
    heldBy = cause;
    onChange();
  };
  const onSilent = ({ id }: JobRow) => {
    silentId = id;
  };
  const silentJob = (): JobRow | null => {
    const job = silentId === null ? null : store.byId(silentId);
    return job?.state === 'unknown' ? job : null;
  };
  /** While the cashier has not said whether a silent printer prints, it gets nothing more but the drawer kick. */
  const nextJob = (): JobRow | null => {
    const job = store.nextWaiting();
    return job?.kind === 'drawer' || silentJob() === null ? job : null;
  };

  async function run(): Promise<void> {
    while (!isStopping) {
      rest.settle();
      const step = await tryNext();
      failures = step === 'failed' ? failures + 1 : 0;
      if (step === 'idle') await rest.sleep(null);
      if (step === 'failed') await rest.sleep(retryWaitMs(failures));
    }
  }

  async function tryNext(): Promise<'idle' | 'done' | 'failed'> {
    let job: JobRow | null = null;
    try {
      if (unsettled !== null) unsettled = settleCrashed(options, unsettled);
      job = nextJob();
      if (job === null) return 'idle';
      const end = await attemptJob(job, { ...options, signal: abort.signal, onWaiting, onSilent });
      return end === 'unusable' ? 'failed' : 'done';
    } catch {
      // The journal could not be written: whatever was under way counts as crashed, and is tried or asked for later.
      unsettled ??= job;
      heldBy = null;
      return 'failed';
    }
  }

  return {
    wake: rest.wake,
    start: () => {
      running ??= run();
    },
    stop: async () => {
      isStopping = true;
      rest.wake();
      const timer = setTimeout(() => abort.abort(), STOP_GRACE_MS);
      await running;
      clearTimeout(timer);
    },
    silentJob,
    mood: () => ({ blockedBy: heldBy ?? blockedCause(store) }),
  };
}

export const defaultRetryWaitMs = (failures: number): number =>
  Math.min(LONGEST_RETRY_WAIT_MS, FIRST_RETRY_WAIT_MS * 2 ** Math.min(failures - 1, 10));

function blockedCause(store: SpoolStore): PrinterCause | null {
  const blocked = store.open().findLast(({ state }) => state === 'blocked' || state === 'preflight');
  return blocked?.code && blocked.code !== 'PRINTER-UNKNOWN' ? blocked.code : null;
}

/** Throws while the journal cannot be written. */
function settleCrashed({ store, now, onChange }: LoopOptions, { id }: JobRow): null {
  const wasSending = store.byId(id)?.state === 'sending';
  store.apply(id, 'crash', { nowMs: now(), ...(wasSending ? { code: 'PRINTER-UNKNOWN' } : {}) });
  onChange();
  return null;
}
