/**
 * EPO-3 … EPO-7: ends one epoch of this till and begins the next, by a person's code or by itself. While it happens the
 * window's calls wait, and the screen stays as it was.
 */
import type { Failure } from '../../shared/kernel/failure.ts';
import { ok, type Result } from '../../shared/kernel/result.ts';
import type { Identity } from '../keys/identity.ts';
import { renewByCode, renewByItself } from '../recovery/ask-renewal.ts';
import { clockRenewalIsDue, isQuiet } from '../recovery/clock-renewal.ts';
import { completeRenewal } from '../recovery/complete-renewal.ts';
import {
  type GrantedRenewal,
  isAskedFor,
  type RenewalFile,
  type RenewalReason,
} from '../recovery/pending-renewal.ts';
import { certifiedPlace, type Stage, workingSession } from './stage.ts';
import type { TillOptions } from './till-options.ts';

export const FIRST_SYNC_WAIT_MS = 20_000;

export type ChangeEpochParts = {
  readonly options: TillOptions;
  readonly stage: Stage;
  readonly file: RenewalFile;
  readonly status: () => NonNullable<Extract<Stage['mode'], { kind: 'renewing' }>['shown']>;
  readonly open: (identity: Identity, boots: boolean) => void;
  /** The till cannot work, and tries again by itself where that may help. */
  readonly block: (identity: Identity, why: { failure: Failure; again: () => void }) => void;
  readonly withRoom: <T>(act: () => Result<T>) => Result<T>;
  readonly onChange: () => void;
};

export type ChangeEpoch = {
  /** Puts into effect what HQ has granted, now or at the next start. */
  readonly complete: (granted: GrantedRenewal, from: { old: Identity | null; boots: boolean }) => void;
  readonly byCode: (
    code: string,
    known: { identity: Identity; reason: RenewalReason },
  ) => Promise<Result<null>>;
  /** A clock that had jumped, or a request of an earlier run whose answer was lost. */
  readonly whenDue: () => Promise<void>;
  /** The first round with HQ of an epoch. */
  readonly meetHq: () => Promise<void>;
};

export function changeEpoch(parts: ChangeEpochParts): ChangeEpoch {
  const { options, stage, file, status, open, block, withRoom, onChange } = parts;
  const { log } = options;

  function complete(granted: GrantedRenewal, from: { old: Identity | null; boots: boolean }): void {
    const { old, boots } = from;
    const place = certifiedPlace(granted.identity);
    if (!place) return log.error('identity.damaged', 'the new certificate does not verify');
    const done = withRoom(() => completeRenewal({ options, file, granted, old, place }));
    if (done.ok) open(done.value, boots);
    else block(old ?? granted.identity, { failure: done.failure, again: () => complete(granted, from) });
    onChange();
  }

  async function switchOver(granted: GrantedRenewal, old: Identity): Promise<void> {
    const session = workingSession(stage);
    const shown = status();
    stage.mode = { kind: 'renewing', shown };
    stage.heldLink = granted.keepsCashier ? shown.hq : null;
    const { reason, identity } = granted;
    log.info('renewal.begins', { reason, epoch: identity.epoch });
    const run = async (): Promise<void> => {
      await session?.stop();
      complete(granted, { old, boots: session === null });
      stage.renewing = null;
    };
    await (stage.renewing = run());
    await meetHq();
  }

  async function meetHq(): Promise<void> {
    // The staff and the programme come with it; without a line they come later by themselves.
    await workingSession(stage)?.background.sync.roundNow(FIRST_SYNC_WAIT_MS);
    stage.heldLink = null;
    onChange();
  }

  return {
    complete,
    meetHq,
    byCode: async (code, { identity: old, reason }) => {
      const granted = await renewByCode({ options, file, old }, { code, reason });
      if (!granted.ok) return granted;
      await switchOver(granted.value, old);
      return ok(null);
    },
    whenDue: async () => {
      const session = workingSession(stage);
      if (!session || stage.stopped) return;
      const { identity: old, hq } = session;
      const isAsked = isAskedFor(file.read(), old.epoch);
      if (!(isAsked || clockRenewalIsDue(session, options)) || !isQuiet(session)) return;
      const granted = await renewByItself({ options, file, old }, hq);
      if (!granted.ok) {
        log.info('renewal.refused', { code: granted.failure.code });
        if (granted.failure.code === 'HQ-REFUSED') file.drop();
      } else if (workingSession(stage) === session && !stage.stopped) await switchOver(granted.value, old);
    },
  };
}
