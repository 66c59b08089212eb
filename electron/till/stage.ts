/** Where a till stands between being a device and being at work. One object, moved by till.ts and change-epoch.ts alone. */
import type { Place } from '../../shared/catalog/place.ts';
import type { TillStatus } from '../../shared/ipc/status.ts';
import { type Failure, type FailureCode, failure } from '../../shared/kernel/failure.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { zCertificate } from '../../shared/protocol/enrol.ts';
import { readHqDocument } from '../keys/hq-document.ts';
import type { Identity } from '../keys/identity.ts';
import type { RenewalReason } from '../recovery/pending-renewal.ts';
import { blockedStatus, idleStatus, workingStatus } from '../status/till-status.ts';
import type { Session } from './session.ts';

export type Mode =
  | { readonly kind: 'new' }
  | {
      readonly kind: 'blocked';
      readonly failure: Failure;
      readonly place: Place;
      readonly identity: Identity;
    }
  | { readonly kind: 'working'; readonly session: Session }
  /** Between two epochs; what was shown before stays on the screen. */
  | { readonly kind: 'renewing'; readonly shown: TillStatus };

export type Stage = {
  mode: Mode;
  /** Shown until the new epoch has met HQ for the first time: a line that is up does not look down in between. */
  heldLink: TillStatus['hq'] | null;
  /** Ends with the renewal that is under way. */
  renewing: Promise<void> | null;
  stopped: boolean;
};

/** They pass by themselves: a full disk may get room, and another process may let go of the journal. */
export const PASSING: ReadonlySet<FailureCode> = new Set(['JOURNAL-FULL', 'JOURNAL-BUSY', 'CALL-FAILED']);

export const workingSession = ({ mode }: Stage): Session | null =>
  mode.kind === 'working' ? mode.session : null;

/** The session, or why there is none. */
export function sessionOf({ mode }: Stage): Result<Session> {
  if (mode.kind === 'working') return ok(mode.session);
  if (mode.kind === 'renewing') return fail(failure('TILL-RENEWING'));
  return fail(mode.kind === 'blocked' ? mode.failure : failure('ENROL-NEEDED'));
}

/** What the window is shown, whatever happens. */
export function stageStatus({ mode, heldLink }: Stage, about: Parameters<typeof idleStatus>[0]): TillStatus {
  if (mode.kind === 'renewing') return mode.shown;
  if (mode.kind === 'blocked') return blockedStatus(mode.place, { ...about, code: mode.failure.code });
  if (mode.kind === 'new') return idleStatus(about);
  const now = workingStatus(mode.session, about);
  return heldLink === null ? now : { ...now, hq: heldLink };
}

/** EPO-3: the epoch that a code may end, and why it must. Null for a till in order. */
export function renewable({
  mode,
}: Stage): { readonly identity: Identity; readonly reason: RenewalReason } | null {
  if (mode.kind === 'blocked') {
    const { identity, failure: why } = mode;
    if (PASSING.has(why.code)) return null;
    return { identity, reason: why.code === 'TILL-RENEWING' ? 'rotation' : 'damage' };
  }
  if (mode.kind !== 'working') return null;
  const { identity, desk, background } = mode.session;
  if (desk.journal.health() === 'damaged') return { identity, reason: 'damage' };
  if (background.forked()) return { identity, reason: 'fork' };
  return background.link().link === 'refused' ? { identity, reason: 'rotation' } : null;
}

/** The place as HQ certified it; null for a certificate that does not verify. */
export function certifiedPlace({ certificate, hqPublicKey }: Identity): Place | null {
  const certified = readHqDocument(certificate, { hqPublicKey, schema: zCertificate });
  return certified.ok ? certified.value.place : null;
}
