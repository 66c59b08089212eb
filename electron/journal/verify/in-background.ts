/**
 * SEG-2: everything that opening did not look at is verified while the till works: a few milliseconds of main at a time,
 * with pauses. Nothing is deleted before all of it has proved sound.
 */
import type { Clock, Timers } from '../../clock/clock.ts';
import type { SigningKey } from '../../keys/ed25519.ts';
import type { Log } from '../../log/log.ts';
import type { Journal } from '../journal.ts';
import type { JournalLimits, OnPoint } from '../journal-limits.ts';
import { pruneClosed } from '../segments/prune.ts';
import { sqliteFault } from '../sqlite-fault.ts';
import type { ChainDamage } from '../verify-chain.ts';
import type { Steps } from './steps.ts';
import { verifyClosed } from './verify-closed.ts';
import { signedBy, verifyFile } from './verify-file.ts';

/** The window is up and the cashier signs in before the first slice. */
export const VERIFY_AFTER_MS = 5_000;
export const SLICE_MS = 6;
export const PAUSE_MS = 24;
/** A slice ends by the clock; where a clock stands still, by this. */
const MAX_STEPS_PER_SLICE = 200;

export type BackgroundParts = {
  readonly key: SigningKey;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  readonly limits: JournalLimits;
  readonly onPoint: OnPoint;
  readonly onChange: () => void;
};

/** Gives what stops it. */
export function inBackground(journal: Journal, parts: BackgroundParts): () => void {
  const { clock, timers, log, onPoint } = parts;
  const steps = allSteps(journal, parts);

  function slice(): void {
    const fromMs = clock.elapsedMs();
    for (let step = 0; step < MAX_STEPS_PER_SLICE && clock.elapsedMs() - fromMs < SLICE_MS; step += 1) {
      const done = next(steps, log);
      if (done.done !== true) continue;
      if (done.value !== null) journal.damaged(done.value);
      return;
    }
    onPoint('verify.slice');
    cancel = timers.after(PAUSE_MS, slice);
  }

  let cancel = timers.after(VERIFY_AFTER_MS, slice);
  return () => cancel();
}

/**
 * A file that cannot be read is damaged too. Anything else is a fault of the verification itself: it ends there, unfinished
 * and on record, and the till goes on.
 */
function next(steps: Steps, log: Log): IteratorResult<void, ChainDamage | null> {
  try {
    return steps.next();
  } catch (cause) {
    if (sqliteFault(cause) === 'damaged') return { done: true, value: { seq: 0, what: String(cause) } };
    log.error('journal.notVerified', cause);
    return { done: true, value: null };
  }
}

function* allSteps(journal: Journal, parts: BackgroundParts): Steps {
  const { key, log } = parts;
  const uptoSeq = journal.tip().seq;
  const found = yield* verifyFile(journal.db, { isSigned: signedBy(key), start: journal.start, uptoSeq });
  if (found !== null) return found;
  yield* verifyClosed(journal, parts);
  yield* pruneClosed(journal, parts);
  log.info('journal.verified', { uptoSeq });
  return null;
}
