/**
 * DSK-1 … DSK-4: watches the room on the disk where the journal lies. It warns in time, keeps a ballast while there is
 * plenty, and gives it away when room runs out, so that the sale in hand still goes through.
 */
import type { DiskState, TillStatus } from '../../shared/ipc/status.ts';
import type { FailureCode } from '../../shared/kernel/failure.ts';
import type { TillOptions } from '../till/till-options.ts';
import { ballastIn } from './ballast.ts';
import { nextDiskState, shownFreeBytes } from './disk-state.ts';
import { freeBytesAt } from './free-space.ts';
import { layBallast } from './lay-ballast.ts';

export const LOOK_EVERY_MS = 5_000;
/** An empty journal, its log, the cache and the identity, with room to spare. */
export const EPOCH_BYTES = 4 * 1024 * 1024;

export type DiskGuard = {
  readonly status: () => TillStatus['disk'];
  /** The disk has refused a write. True when the ballast has made room, so that trying again makes sense. */
  readonly makeRoom: () => boolean;
  /** Whether the files of a new epoch would fit, the ballast given away if need be. */
  readonly hasRoomForEpoch: () => boolean;
  /** Resolves when nothing is being written any more. */
  readonly stop: () => Promise<void>;
};

export type DiskGuardParts = Pick<TillOptions, 'userData' | 'timers' | 'random' | 'log' | 'diskLimits'> & {
  readonly onChange: () => void;
};

const CODES: Readonly<Record<DiskState, FailureCode | null>> = {
  ok: null,
  low: 'DISK-LOW',
  critical: 'DISK-CRITICAL',
};

export function startDiskGuard(parts: DiskGuardParts): DiskGuard {
  const { userData, timers, random, log, diskLimits: limits, onChange } = parts;
  const ballast = ballastIn(userData, { sizeBytes: limits.ballastBytes, random });
  let state: DiskState = 'ok';
  let freeBytes: number | null = null;
  let cancelLook = (): void => undefined;

  function look(): void {
    const before = state;
    measure();
    if (state === 'critical' && giveBallast('critical')) measure();
    if (state !== before) note();
    // Less room than before is news even where the state is the same.
    if (state !== before || state !== 'ok') onChange();
  }

  function measure(): void {
    freeBytes = freeBytesAt(userData);
    if (freeBytes !== null) state = nextDiskState(state, freeBytes, limits);
  }

  function note(): void {
    log.info('disk.state', { state, code: CODES[state], freeBytes });
  }

  function giveBallast(why: 'critical' | 'full'): boolean {
    try {
      const given = ballast.give();
      if (given) log.info('disk.ballastGiven', { why });
      return given;
    } catch (cause) {
      log.error('disk.ballastKept', cause, { why });
      return false;
    }
  }

  function lookAgain(): void {
    look();
    cancelLook = timers.after(LOOK_EVERY_MS, lookAgain);
  }

  /** What the ballast holds already does not count against it, or it would stop in the middle. */
  function isPlenty(): boolean {
    look();
    return freeBytes !== null && freeBytes + ballast.heldBytes() > limits.ballastAboveBytes;
  }

  const hasRoom = (bytes: number): boolean => freeBytes === null || freeBytes >= bytes;

  lookAgain();
  const stopLaying = layBallast({ ballast, sizeBytes: limits.ballastBytes, isPlenty, timers, log });
  return {
    status: () => ({ state, freeBytes: freeBytes === null ? null : shownFreeBytes(freeBytes) }),
    makeRoom: () => {
      const held = ballast.heldBytes();
      look();
      if (giveBallast('full')) look();
      onChange();
      return ballast.heldBytes() < held;
    },
    hasRoomForEpoch: () => {
      look();
      if (!hasRoom(EPOCH_BYTES) && giveBallast('full')) look();
      return hasRoom(EPOCH_BYTES);
    },
    stop: async () => {
      cancelLook();
      await stopLaying();
    },
  };
}
