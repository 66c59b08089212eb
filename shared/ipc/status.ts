/** What the status strip and the first screen need to know of the till. Sent whole whenever any part changes. */
import type { Place } from '../catalog/place.ts';
import type { Cashier } from '../catalog/staff.ts';
import type { BusinessDate } from '../kernel/business-date.ts';
import type { EpochMs, Minor } from '../kernel/units.ts';
import type { ClockState } from '../ledger/clock.ts';

export type HqLink = 'online' | 'offline' | 'waiting' | 'refused' | 'fork';

/** `low`: somebody should make room. `critical`: views stop writing, the journal goes on. */
export type DiskState = 'ok' | 'low' | 'critical';

export type TillStatus = {
  /** Null until the till is enrolled. */
  readonly place: Place | null;
  readonly appVersion: string;
  /** True where the system has no secure key store and the development switch allows that. */
  readonly plainTextKeys: boolean;
  readonly cashier: Cashier | null;
  readonly shift: {
    readonly openedAtMs: EpochMs;
    readonly floatMinor: Minor;
    readonly saleCount: number;
  } | null;
  /** `waiting`: outside the store's sync window. */
  readonly hq: {
    readonly link: HqLink;
    readonly lastContactMs: EpochMs | null;
    readonly unsent: number;
  };
  /** Sales of an earlier epoch that is being delivered, or was delivered in this run. Null where there is none. */
  readonly older: { readonly unsent: number } | null;
  readonly printer: {
    readonly state: 'ready' | 'printing' | 'blocked' | 'asks' | 'off';
    readonly code: 'PRINTER-OFFLINE' | 'PRINTER-PAPER' | 'PRINTER-COVER' | 'PRINTER-UNKNOWN' | null;
    readonly waiting: number;
  };
  readonly journal: { readonly state: 'ok' | 'damaged' | 'full'; readonly lastSeq: number };
  readonly disk: { readonly state: DiskState; readonly freeBytes: number | null };
  readonly clock: ClockState;
  readonly businessDate: BusinessDate | null;
  readonly programmeVersion: number | null;
};
