/**
 * The till, without any Electron: not enrolled, blocked with a reason, at work, or between two epochs. Whatever happens,
 * `status` answers, so the window can always say what is going on.
 */
import type { TillStatus } from '../../shared/ipc/status.ts';
import { failure } from '../../shared/kernel/failure.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { startDiskGuard } from '../disk/disk-guard.ts';
import { enrol } from '../enrol/enrol.ts';
import type { Identity } from '../keys/identity.ts';
import { loadIdentity } from '../keys/identity-file.ts';
import { renewalFile } from '../recovery/pending-renewal.ts';
import { blockedStatus, idleStatus, workingStatus } from '../status/till-status.ts';
import { announcer } from './announce.ts';
import { type ChangeEpochParts, changeEpoch } from './change-epoch.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { openSession, type Session } from './session.ts';
import { certifiedPlace, PASSING, renewable, type Stage, workingSession } from './stage.ts';
import type { TillOptions } from './till-options.ts';

/** A full disk may get space again, and another process may let go of the journal: it is tried again by itself. */
export const REOPEN_EVERY_MS = 5_000;

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
  const { log, timers, vault, userData } = options;
  const stage: Stage = { mode: { kind: 'new' }, heldLink: null, renewing: null, stopped: false };
  const file = renewalFile(userData, vault);
  let cancelReopen = (): void => undefined;
  const codesInTurn = oneAtATime(0);
  const announce = announcer(options, () => ({
    status: status(),
    revision: workingSession(stage)?.desk.entries.revision() ?? 0,
    jobs: workingSession(stage)?.spool.jobs() ?? [],
  }));
  const { onChange, onFeeds } = announce;
  const disk = startDiskGuard({ ...options, onChange });

  function status(): TillStatus {
    const { mode, heldLink } = stage;
    const about = { ...options, disk: disk.status() };
    if (mode.kind === 'renewing') return mode.shown;
    if (mode.kind === 'blocked') return blockedStatus(mode.place, { ...about, code: mode.failure.code });
    if (mode.kind === 'new') return idleStatus(about);
    const now = workingStatus(mode.session, about);
    return heldLink === null ? now : { ...now, hq: heldLink };
  }

  function open(identity: Identity, boots: boolean): void {
    const place = certifiedPlace(identity);
    if (!place) return log.error('identity.damaged', 'the certificate does not verify');
    const { makeRoom } = disk;
    const facts = { options, identity, certifiedPlace: place, makeRoom, boots, onChange, onFeeds, onRound };
    const session = withRoom(() => openSession(facts));
    if (session.ok) stage.mode = { kind: 'working', session: session.value };
    else block(identity, { failure: session.failure, again: () => open(identity, boots) });
    onChange();
  }

  const block: ChangeEpochParts['block'] = (identity, { failure: why, again }) => {
    const place = certifiedPlace(identity);
    if (place) stage.mode = { kind: 'blocked', failure: why, place, identity };
    if (PASSING.has(why.code)) cancelReopen = timers.after(REOPEN_EVERY_MS, again);
  };

  /** A disk without room may have some when the ballast is gone. */
  function withRoom<T>(act: () => Result<T>): Result<T> {
    const done = act();
    return !done.ok && done.failure.code === 'JOURNAL-FULL' && disk.makeRoom() ? act() : done;
  }

  const epochs = changeEpoch({ options, stage, file, status, open, block, withRoom, onChange });

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
    open(enrolled.value, true);
    await epochs.meetHq();
    return ok(status());
  }

  /** Never inside the round itself: ending a session waits for its rounds. */
  function onRound(): void {
    codesInTurn(epochs.whenDue)?.catch((cause: unknown) => log.error('renewal.broken', cause));
  }

  let stopping: Promise<void> | null = null;
  async function stop(): Promise<void> {
    stage.stopped = true;
    announce.stop();
    await stage.renewing;
    cancelReopen();
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
    open(old, true);
  }
  return {
    status,
    session: () => {
      if (stage.mode.kind === 'working') return ok(stage.mode.session);
      if (stage.mode.kind === 'renewing') return fail(failure('TILL-RENEWING'));
      return fail(stage.mode.kind === 'blocked' ? stage.mode.failure : failure('ENROL-NEEDED'));
    },
    renewed: () => stage.renewing,
    enrol: (typed) => codesInTurn(() => enrolOnce(typed)) ?? Promise.resolve(fail(failure('CALL-REFUSED'))),
    stop: () => (stopping ??= stop()),
  };
}
