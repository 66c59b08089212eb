import type { EventPayloads } from '../../shared/ipc/contract.ts';
import type { EventName } from '../../shared/ipc/names.ts';
import type { Clock, Timers } from '../clock/clock.ts';
import type { RandomBytes } from '../clock/moment.ts';
import type { DiskLimits } from '../disk/disk-limits.ts';
import type { KeyVault } from '../keys/key-vault.ts';
import type { Log } from '../log/log.ts';

export type Emit = <Name extends EventName>(name: Name, payload: EventPayloads[Name]) => void;

/** All that a till takes from the outside world: nothing below reads a clock, a random or Electron by itself. */
export type TillOptions = {
  /** Folder of the journal, the cache and the sealed identity; it exists. */
  readonly userData: string;
  readonly vault: KeyVault;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: RandomBytes;
  readonly appVersion: string;
  /** `tcp://host:port`, or null. */
  readonly printerUrl: string | null;
  readonly diskLimits: DiskLimits;
  readonly log: Log;
  readonly emit: Emit;
};
