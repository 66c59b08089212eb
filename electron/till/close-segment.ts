/**
 * SEG-3: a segment is closed by opening its journal again. A till that is never switched off does so by itself, between
 * two shifts and with nothing in hand, so that nobody notices; the screen stays as it was meanwhile.
 */
import type { TillStatus } from '../../shared/ipc/status.ts';
import type { Clock } from '../clock/clock.ts';
import type { Identity } from '../keys/identity.ts';
import { isQuiet } from '../recovery/clock-renewal.ts';
import type { Session } from './session.ts';
import { type Stage, workingSession } from './stage.ts';

/** A segment that could not be closed, because the disk is full, is left alone for so long. */
export const CLOSE_AGAIN_MS = 60 * 60_000;

export type CloseSegmentParts = {
  readonly stage: Stage;
  readonly clock: Clock;
  readonly status: () => TillStatus;
  readonly open: (identity: Identity, boots: boolean) => void;
};

export function segmentCloser({ stage, clock, status, open }: CloseSegmentParts): () => Promise<void> {
  let triedAtMs: number | null = null;

  const isTooSoon = (): boolean => triedAtMs !== null && clock.elapsedMs() - triedAtMs < CLOSE_AGAIN_MS;

  return async () => {
    const session = workingSession(stage);
    if (!session || stage.stopped || isTooSoon() || !isBetweenShifts(session)) return;
    if (!session.desk.journal.rollIsDue()) return;
    triedAtMs = clock.elapsedMs();
    stage.heldLink = status().hq;
    stage.mode = { kind: 'renewing', shown: status() };
    const run = async (): Promise<void> => {
      await session.stop();
      open(session.identity, false);
      stage.renewing = null;
      stage.heldLink = null;
    };
    await (stage.renewing = run());
  };
}

const isBetweenShifts = (session: Session): boolean =>
  session.desk.journal.state().shift === null && isQuiet(session);
