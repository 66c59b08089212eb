/**
 * The till, without any Electron: not enrolled, blocked with a reason, at work, or between two epochs. Whatever happens,
 * `status` answers, so the window can always say what is going on.
 */
import type { TillStatus } from '../../shared/ipc/status.ts';
import { failure } from '../../shared/kernel/failure.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { startDiskGuard } from '../disk/disk-guard.ts';
import { enrol } from '../enrol/enrol.ts';
import { loadIdentity } from '../keys/identity-file.ts';
import { renewalFile } from '../recovery/pending-renewal.ts';
import { announcer } from './announce.ts';
import { changeEpoch } from './change-epoch.ts';
import { segmentCloser } from './close-segment.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { opener } from './opener.ts';
import type { Session } from './session.ts';
import { renewable, type Stage, sessionOf, stageStatus, workingSession } from './stage.ts';
import type { TillOptions } from './till-options.ts';

/** `hqUrl` is null for a device that knows its HQ. */
export type CodeTyped = { readonly hqUrl: string | null; readonly code: string };

export type Till = {
  readonly status: () => TillStatus;
  /** The session, or why there is none. */
  readonly session: () => Result<Session>;
  /** Resolves when a renewal that is under way has ended; null when there is none. */
  readonly renewed: () => Promise<void> | null;
  readonly enrol: (typed: CodeTyped) => Promise<Result<TillStatus>>;
  readonly stop: () => Promise<void>;
};

export function createTill(options: TillOptions): Till {
  const { log, vault, userData } = options;
  const stage: Stage = { mode: { kind: 'new' }, heldLink: null, renewing: null, stopped: false };
  const file = renewalFile(userData, vault);
  const codesInTurn = oneAtATime(0);
  const announce = announcer(options, () => ({
    status: status(),
    revision: workingSession(stage)?.desk.entries.revision() ?? 0,
    jobs: workingSession(stage)?.spool.jobs() ?? [],
  }));
  const { onChange } = announce;
  const disk = startDiskGuard({ ...options, onChange });

  function status(): TillStatus {
    return stageStatus(stage, { ...options, disk: disk.status() });
  }

  const opening = opener({ options, stage, disk, announce, onRound });
  const epochs = changeEpoch({ ...opening, options, stage, file, status, onChange });
  const closeSegmentWhenDue = segmentCloser({ ...opening, ...options, stage, status });

  async function enrolOnce({ hqUrl, code }: CodeTyped): Promise<Result<TillStatus>> {
    // A code works once: it must not be spent on a till that cannot keep what it gives.
    if (!disk.hasRoomForEpoch()) return fail(failure('JOURNAL-FULL'));
    const known = renewable(stage);
    if (known) {
      const renewed = await epochs.byCode(code, known);
      return renewed.ok ? ok(status()) : renewed;
    }
    if (stage.mode.kind !== 'new') return fail(failure('ENROL-DONE'));
    if (hqUrl === null) return fail(failure('CALL-REFUSED'));
    const enrolled = await enrol(options, { hqUrl, code });
    if (!enrolled.ok) return enrolled;
    opening.open(enrolled.value, true);
    await epochs.meetHq();
    return ok(status());
  }

  /** Never inside the round itself: ending a session waits for its rounds. */
  function onRound(): void {
    const change = async (): Promise<void> => {
      await epochs.whenDue();
      await closeSegmentWhenDue();
    };
    codesInTurn(change)?.catch((cause: unknown) => log.error('session.change', cause));
  }

  let stopping: Promise<void> | null = null;
  async function stop(): Promise<void> {
    stage.stopped = true;
    announce.stop();
    await stage.renewing;
    opening.cancel();
    await workingSession(stage)?.stop();
    await disk.stop();
  }

  const stored = loadIdentity(userData, vault);
  const old = stored.kind === 'found' ? stored.identity : null;
  const pending = file.read();
  if (stored.kind === 'locked') log.error('identity.locked', stored.cause);
  if (pending?.kind === 'granted' && pending.identity.epoch > (old?.epoch ?? 0))
    epochs.complete(pending, { old, boots: true });
  else if (old) {
    if (pending?.kind === 'granted') file.drop();
    opening.open(old, true);
  }
  return {
    status,
    session: () => sessionOf(stage),
    renewed: () => stage.renewing,
    enrol: (typed) => codesInTurn(() => enrolOnce(typed)) ?? Promise.resolve(fail(failure('CALL-REFUSED'))),
    stop: () => (stopping ??= stop()),
  };
}
