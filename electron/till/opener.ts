/** Brings a till with an identity to work, or says why it cannot; what passes by itself is tried again by itself. */
import type { Failure } from '../../shared/kernel/failure.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { DiskGuard } from '../disk/disk-guard.ts';
import type { Identity } from '../keys/identity.ts';
import type { Announcer } from './announce.ts';
import { openSession } from './session.ts';
import { certifiedPlace, PASSING, type Stage } from './stage.ts';
import type { TillOptions } from './till-options.ts';

/** A full disk may get space again, and another process may let go of the journal. */
export const REOPEN_EVERY_MS = 5_000;

export type OpenerParts = {
  readonly options: TillOptions;
  readonly stage: Stage;
  readonly disk: DiskGuard;
  readonly announce: Announcer;
  readonly onRound: () => void;
};

export type Opener = {
  /** `boots` is false where a run goes on under a new epoch. */
  readonly open: (identity: Identity, boots: boolean) => void;
  readonly block: (identity: Identity, why: { failure: Failure; again: () => void }) => void;
  /** A disk without room may have some when the ballast is gone. */
  readonly withRoom: <T>(act: () => Result<T>) => Result<T>;
  readonly cancel: () => void;
};

export function opener({ options, stage, disk, announce, onRound }: OpenerParts): Opener {
  const { log, timers } = options;
  const { onChange, onFeeds, onRights } = announce;
  let cancelReopen = (): void => undefined;

  function open(identity: Identity, boots: boolean): void {
    const place = certifiedPlace(identity);
    if (!place) return log.error('identity.damaged', 'the certificate does not verify');
    const { makeRoom } = disk;
    const told = { onChange, onFeeds, onRights, onRound };
    const facts = { options, identity, certifiedPlace: place, makeRoom, boots, ...told };
    const session = withRoom(() => openSession(facts));
    if (session.ok) stage.mode = { kind: 'working', session: session.value };
    else block(identity, { failure: session.failure, again: () => open(identity, boots) });
    onChange();
  }

  function block(identity: Identity, why: { failure: Failure; again: () => void }): void {
    const place = certifiedPlace(identity);
    if (place) stage.mode = { kind: 'blocked', failure: why.failure, place, identity };
    if (PASSING.has(why.failure.code)) cancelReopen = timers.after(REOPEN_EVERY_MS, why.again);
  }

  function withRoom<T>(act: () => Result<T>): Result<T> {
    const done = act();
    return !done.ok && done.failure.code === 'JOURNAL-FULL' && disk.makeRoom() ? act() : done;
  }

  return { open, block, withRoom, cancel: () => cancelReopen() };
}
