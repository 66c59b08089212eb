/**
 * Tells the window what has changed, once per burst and never inside the work that changed it: a sale's answer does not
 * wait for the status strip.
 */
import { isDeepStrictEqual } from 'node:util';
import type { TillStatus } from '../../shared/ipc/status.ts';
import type { PrintJobView } from '../../shared/ipc/views.ts';
import type { OwnerId } from '../../shared/kernel/ids.ts';
import type { CollectionName } from '../../shared/protocol/pull.ts';
import type { TillOptions } from './till-options.ts';

/** The clock's state and the store's date change by themselves. */
export const LOOK_AGAIN_MS = 10_000;

export type Announcer = {
  readonly onChange: () => void;
  readonly onFeeds: (moved: readonly CollectionName[]) => void;
  readonly onRights: (owners: readonly OwnerId[]) => void;
  readonly stop: () => void;
};

export type Announced = {
  readonly status: TillStatus;
  readonly revision: number;
  readonly jobs: readonly PrintJobView[];
};

export function announcer(
  { timers, emit }: Pick<TillOptions, 'timers' | 'emit'>,
  look: () => Announced,
): Announcer {
  let told: Announced | null = null;
  let cancelSoon: (() => void) | null = null;
  let cancelLater = (): void => undefined;
  let stopped = false;

  function tell(): void {
    cancelSoon = null;
    const now = look();
    if (!isDeepStrictEqual(told?.status, now.status)) emit('status', now.status);
    if (told?.revision !== now.revision) emit('journal', { revision: now.revision });
    if (!isDeepStrictEqual(told?.jobs, now.jobs)) emit('spool', now.jobs);
    told = now;
    cancelLater();
    cancelLater = timers.after(LOOK_AGAIN_MS, onChange);
  }

  function onChange(): void {
    if (!stopped) cancelSoon ??= timers.after(0, tell);
  }

  onChange();
  return {
    onChange,
    onFeeds: (moved) => emit('feeds', { moved }),
    onRights: (owners) => emit('rights', { owners }),
    stop: () => {
      stopped = true;
      cancelSoon?.();
      cancelLater();
    },
  };
}
