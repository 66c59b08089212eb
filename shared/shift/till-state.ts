/** What a till is (R1): cashier, shift, the day's sums, wrong PINs. Every field is a fold of its chain (fold-till.ts). */
import type { CashierId, ShiftId } from '../kernel/ids.ts';
import { type EpochMs, epochMs, type Minor, minor } from '../kernel/units.ts';
import { NO_RIGHTS, type TillRights } from '../lease/rights.ts';
import type { EntryHead } from '../ledger/entry.ts';
import { type LockoutState, noLockouts } from './lockout.ts';
import type { TillUsage } from './till-usage.ts';

export type ShiftState = {
  readonly id: ShiftId;
  readonly openedAtMs: EpochMs;
  readonly floatMinor: Minor;
  readonly saleCount: number;
  readonly saleTotalMinor: Minor;
  readonly cashTakenMinor: Minor;
  readonly pointsEarned: number;
  readonly memberSaleCount: number;
};

/** Sums since the last DAY_CLOSE, by kind of entry: what HQ is asked to confirm. */
export type DayTotals = Readonly<Record<string, { readonly count: number; readonly totalMinor: Minor }>>;

export type TillState = {
  readonly cashier: CashierId | null;
  readonly shift: ShiftState | null;
  readonly day: DayTotals;
  readonly lockouts: LockoutState;
  /** Absent until a limited rule has given something. */
  readonly usage?: TillUsage;
  /** Absent while it has none. */
  readonly rights?: TillRights;
  readonly lastAtMs: EpochMs;
  /** A SEAL has ended this epoch. */
  readonly sealed: boolean;
};

export const initialTillState: TillState = {
  cashier: null,
  shift: null,
  day: {},
  lockouts: noLockouts,
  lastAtMs: epochMs(0),
  sealed: false,
};

export const saleTotalMinor = (head: Pick<EntryHead, 'totals'>): Minor =>
  minor((head.totals?.grossMinor ?? 0) - (head.totals?.discountMinor ?? 0));

export const rightsOf = ({ rights }: Pick<TillState, 'rights'>): TillRights => rights ?? NO_RIGHTS;
