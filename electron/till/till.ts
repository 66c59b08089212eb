/**
 * The till, without any Electron: not enrolled, blocked with a reason, or at work. Whatever happens, `status` answers, so
 * the window can always say what is going on.
 */
import type { Place } from '../../shared/catalog/place.ts';
import type { TillStatus } from '../../shared/ipc/status.ts';
import { type Failure, type FailureCode, failure } from '../../shared/kernel/failure.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { zCertificate } from '../../shared/protocol/enrol.ts';
import { startDiskGuard } from '../disk/disk-guard.ts';
import { type EnrolCall, enrol } from '../enrol/enrol.ts';
import { readHqDocument } from '../keys/hq-document.ts';
import type { Identity } from '../keys/identity.ts';
import { loadIdentity } from '../keys/identity-file.ts';
import { blockedStatus, idleStatus, workingStatus } from '../status/till-status.ts';
import { announcer } from './announce.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { openSession, type Session } from './session.ts';
import type { TillOptions } from './till-options.ts';

/** A full disk may get space again, and another process may let go of the journal: it is tried again by itself. */
export const REOPEN_EVERY_MS = 5_000;
export const FIRST_SYNC_WAIT_MS = 20_000;

const PASSING: ReadonlySet<FailureCode> = new Set(['JOURNAL-FULL', 'JOURNAL-BUSY']);

type Mode =
  | { readonly kind: 'new' }
  | { readonly kind: 'blocked'; readonly failure: Failure; readonly place: Place }
  | { readonly kind: 'working'; readonly session: Session };

export type Till = {
  readonly status: () => TillStatus;
  /** The session, or why there is none. */
  readonly session: () => Result<Session>;
  readonly enrol: (call: EnrolCall) => Promise<Result<TillStatus>>;
  readonly stop: () => Promise<void>;
};

export function createTill(options: TillOptions): Till {
  const { log, timers, vault, userData } = options;
  let mode: Mode = { kind: 'new' };
  let cancelReopen = (): void => undefined;
  const enrolInTurn = oneAtATime(0);
  const announce = announcer(options, () => ({
    status: status(),
    revision: workingSession()?.desk.entries.revision() ?? 0,
    jobs: workingSession()?.spool.jobs() ?? [],
  }));

  const disk = startDiskGuard({ ...options, onChange: announce.onChange });

  const workingSession = (): Session | null => (mode.kind === 'working' ? mode.session : null);

  function status(): TillStatus {
    const about = { ...options, disk: disk.status() };
    if (mode.kind === 'working') return workingStatus(mode.session, about);
    if (mode.kind === 'blocked') return blockedStatus(mode.place, { ...about, code: mode.failure.code });
    return idleStatus(about);
  }

  function open(identity: Identity): void {
    const { certificate, hqPublicKey } = identity;
    const certified = readHqDocument(certificate, { hqPublicKey, schema: zCertificate });
    if (!certified.ok) return log.error('identity.damaged', 'the certificate does not verify');
    const certifiedPlace = certified.value.place;
    const { onChange, onFeeds } = announce;
    const facts = { options, identity, certifiedPlace, makeRoom: disk.makeRoom, onChange, onFeeds };
    const session = withRoom(() => openSession(facts), disk.makeRoom);
    mode = session.ok
      ? { kind: 'working', session: session.value }
      : { kind: 'blocked', failure: session.failure, place: certifiedPlace };
    if (!session.ok && PASSING.has(session.failure.code))
      cancelReopen = timers.after(REOPEN_EVERY_MS, () => open(identity));
    announce.onChange();
  }

  async function enrolOnce(call: EnrolCall): Promise<Result<TillStatus>> {
    if (mode.kind !== 'new') return fail(failure('ENROL-DONE'));
    const enrolled = await enrol(options, call);
    if (!enrolled.ok) return enrolled;
    open(enrolled.value);
    // The staff and the programme come with it; without a line they come later by themselves.
    await workingSession()?.background.sync.roundNow(FIRST_SYNC_WAIT_MS);
    return ok(status());
  }

  let stopped: Promise<void> | null = null;
  async function stop(): Promise<void> {
    cancelReopen();
    announce.stop();
    await workingSession()?.stop();
    await disk.stop();
  }

  const stored = loadIdentity(userData, vault);
  if (stored.kind === 'found') open(stored.identity);
  if (stored.kind === 'locked') log.error('identity.locked', stored.cause);
  return {
    status,
    session: () => {
      if (mode.kind === 'working') return ok(mode.session);
      return fail(mode.kind === 'blocked' ? mode.failure : failure('ENROL-NEEDED'));
    },
    enrol: (call) => enrolInTurn(() => enrolOnce(call)) ?? Promise.resolve(fail(failure('CALL-REFUSED'))),
    stop: () => (stopped ??= stop()),
  };
}

/** A disk without room for opening may have some when the ballast is gone. */
function withRoom<T>(open: () => Result<T>, makeRoom: () => boolean): Result<T> {
  const opened = open();
  return !opened.ok && opened.failure.code === 'JOURNAL-FULL' && makeRoom() ? open() : opened;
}
