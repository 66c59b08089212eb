/** Works the queue off, one job at a time, and waits between tries. */
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { PrinterProfile } from './encode/profile.ts';
import { attemptJob } from './spool-attempt.ts';
import type { SpoolOptions } from './spool-port.ts';
import type { JobRow, SpoolStore } from './spool-store.ts';
import type { PrinterMood } from './spool-views.ts';
import type { ConnectPrinter } from './transport/port.ts';
import type { PrinterCause } from './transport/printer-status.ts';

export const FIRST_RETRY_WAIT_MS = 500;
export const LONGEST_RETRY_WAIT_MS = 5_000;
/** How long a job under way may take to end when the till closes; after that its fate is asked for at the next start. */
export const STOP_GRACE_MS = 2_000;

export type SpoolLoop = {
  readonly start: () => void;
  readonly stop: () => Promise<void>;
  /** Something may be there to print. Cheap, and safe inside a transaction: the queue is read later. */
  readonly wake: () => void;
  readonly mood: () => PrinterMood;
};

type LoopOptions = Pick<SpoolOptions, 'renderJob' | 'now' | 'onChange' | 'retryWaitMs'> & {
  readonly store: SpoolStore;
  readonly profile: PrinterProfile;
  readonly url: string;
  readonly connect: ConnectPrinter;
};

export function createSpoolLoop(options: LoopOptions): SpoolLoop {
  const { store, url, onChange, retryWaitMs = defaultRetryWaitMs } = options;
  const abort = new AbortController();
  let isStopping = false;
  let running: Promise<void> | null = null;
  let failures = 0;
  let heldBy: PrinterCause | null = null;
  let rouse: () => void = () => {};
  let isAwake = false;

  const wake = () => {
    isAwake = true;
    rouse();
  };
  const onWaiting = (cause: PrinterCause | null) => {
    if (cause === heldBy) return;
    heldBy = cause;
    onChange();
  };
  const sleep = (ms: number | null) =>
    new Promise<void>((resolve) => {
      const timer = ms === null ? null : setTimeout(() => rouse(), ms);
      rouse = () => {
        if (timer) clearTimeout(timer);
        rouse = () => {};
        resolve();
      };
      if (isAwake || isStopping) rouse();
    });

  async function run(): Promise<void> {
    while (!isStopping) {
      isAwake = false;
      const step = await tryNext();
      failures = step === 'failed' ? failures + 1 : 0;
      if (step === 'idle') await sleep(null);
      if (step === 'failed') await sleep(retryWaitMs(failures));
    }
  }

  async function tryNext(): Promise<'idle' | 'done' | 'failed'> {
    let job: JobRow | null = null;
    try {
      job = nextJob(store, url);
      if (job === null) return 'idle';
      const isUsable = await attemptJob(job, { ...options, signal: abort.signal, onWaiting });
      return isUsable ? 'done' : 'failed';
    } catch {
      // The journal could not be written: whatever was under way counts as crashed, and is tried or asked for later.
      if (job) settleCrashed(store, job, options.now);
      heldBy = null;
      return 'failed';
    }
  }

  return {
    wake,
    start: () => {
      running ??= run();
    },
    stop: async () => {
      isStopping = true;
      rouse();
      const timer = setTimeout(() => abort.abort(), STOP_GRACE_MS);
      await running;
      clearTimeout(timer);
    },
    mood: () => ({ blockedBy: heldBy ?? blockedCause(store) }),
  };
}

export const defaultRetryWaitMs = (failures: number): number =>
  Math.min(LONGEST_RETRY_WAIT_MS, FIRST_RETRY_WAIT_MS * 2 ** Math.min(failures - 1, 10));

/**
 * While a printer has never said a word and the cashier has not said whether its first receipt came out, nothing
 * more is sent to it but the drawer kick.
 */
function nextJob(store: SpoolStore, url: string): JobRow | null {
  const job = store.nextWaiting();
  if (job === null || job.kind === 'drawer' || store.answers(url) !== null) return job;
  return store.open().some(({ state, attempts }) => state === 'unknown' && attempts > 0) ? null : job;
}

function blockedCause(store: SpoolStore): PrinterCause | null {
  const blocked = store.open().findLast(({ state }) => state === 'blocked' || state === 'preflight');
  return blocked?.code && blocked.code !== 'PRINTER-UNKNOWN' ? blocked.code : null;
}

function settleCrashed(store: SpoolStore, job: JobRow, now: () => EpochMs): void {
  try {
    store.apply(job.id, 'crash', { nowMs: now() });
  } catch {
    // Stays as it is in the file until the next start settles it.
  }
}
