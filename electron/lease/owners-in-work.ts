/** Owners that the basket in work counts on: what is held of them is not given back meanwhile. */
import type { OwnerId } from '../../shared/kernel/ids.ts';
import type { Clock } from '../clock/clock.ts';

/** An owner whom the window has asked about is counted on for so long, unless the basket ends before. */
export const IN_WORK_MS = 180_000;
/** A window that asks about more has no basket in mind. */
export const MAX_IN_WORK = 100;

export type OwnersInWork = {
  readonly add: (owner: OwnerId) => void;
  readonly clear: () => void;
  readonly now: () => ReadonlySet<OwnerId>;
};

export function ownersInWork(clock: Pick<Clock, 'elapsedMs'>): OwnersInWork {
  const askedAt = new Map<OwnerId, number>();
  return {
    add: (owner) => {
      askedAt.delete(owner);
      askedAt.set(owner, clock.elapsedMs());
      const [oldest] = askedAt.keys();
      if (askedAt.size > MAX_IN_WORK && oldest !== undefined) askedAt.delete(oldest);
    },
    clear: () => askedAt.clear(),
    now: () => {
      const since = clock.elapsedMs() - IN_WORK_MS;
      for (const [owner, at] of askedAt) if (at < since) askedAt.delete(owner);
      return new Set(askedAt.keys());
    },
  };
}
