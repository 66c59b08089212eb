import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import type { StoreId, TillId } from '../../shared/kernel/ids.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { DayCloseRequest, DayDifference } from '../../shared/protocol/day-close.ts';
import type { DeviceLogRow } from '../../shared/protocol/health.ts';
import type { Stored } from './place-tables.ts';

/** A day as the till told it and HQ confirmed it, or the differences found. */
export type DayReportTable = {
  readonly store_id: StoreId;
  readonly till: TillId;
  readonly epoch: number;
  readonly from_seq: number;
  readonly upto_seq: number;
  readonly confirmed: boolean;
  readonly totals: Stored<DayCloseRequest['totalsByKind']>;
  readonly differences: Stored<readonly DayDifference[]>;
  readonly at_ms: EpochMs;
};

export type DeviceLogTable = {
  readonly till: TillId;
  readonly id: string;
  readonly business_date: BusinessDate;
  readonly kind: string;
  readonly wall_ms: number;
  readonly data: Stored<DeviceLogRow['data']>;
};
