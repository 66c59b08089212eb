/**
 * Collects what happens at the device and writes it in quiet moments. Never on the sale's path: `record` only puts a
 * row into memory, and a row that finds no room is dropped.
 */
import type { PunctaBridge } from '../../shared/ipc/contract.ts';
import { asBusinessDate, type BusinessDate } from '../../shared/kernel/business-date.ts';
import { type DeviceLogRow, MAX_DEVICE_LOG_ROWS } from '../../shared/protocol/health.ts';
import { quietMoment } from '../store/quiet-moment.ts';
import { type DayLog, loggedDays, openDayLog } from './day-log.ts';

export const MAX_WAITING_ROWS = 2_000;
export const KEEP_DAYS = 30;
const WRITE_EVERY_MS = 5_000;
const UPLOAD_EVERY_MS = 60_000;
const DAY_MS = 24 * 60 * 60 * 1000;

export type DeviceLog = {
  readonly record: (kind: string, data: DeviceLogRow['data']) => void;
  /** Writes what waits in memory. */
  readonly write: () => Promise<void>;
  /** Sends what HQ does not have and destroys old days that it has. */
  readonly upload: () => Promise<void>;
  readonly stop: () => void;
};

export type DeviceLogDeps = {
  readonly bridge: PunctaBridge;
  readonly businessDate: () => BusinessDate | null;
  readonly wallMs: () => number;
  readonly newId: () => string;
  /** False while the disk is nearly full: rows wait in memory, and nothing is written (LOD-6). */
  readonly mayWrite: () => boolean;
};

export function startDeviceLog({ bridge, businessDate, wallMs, newId, mayWrite }: DeviceLogDeps): DeviceLog {
  const waiting: DeviceLogRow[] = [];
  const days = new Map<BusinessDate, DayLog>();
  const dayLog = (date: BusinessDate): DayLog => {
    const log = days.get(date) ?? openDayLog(date);
    days.set(date, log);
    return log;
  };

  const write = async (): Promise<void> => {
    const date = businessDate();
    if (!date || waiting.length === 0 || !mayWrite()) return;
    await quietMoment();
    await dayLog(date).append(waiting.splice(0, MAX_DEVICE_LOG_ROWS));
  };

  const uploadDay = async (date: BusinessDate): Promise<boolean> => {
    for (;;) {
      const { rows, upto } = await dayLog(date).unsent(MAX_DEVICE_LOG_ROWS);
      if (rows.length === 0) return true;
      const sent = await bridge.call('deviceLog.upload', { businessDate: date, rows: [...rows] });
      if (!sent.ok) return false;
      await dayLog(date).acknowledge(upto);
      await quietMoment();
    }
  };

  const upload = async (): Promise<void> => {
    if (!mayWrite()) return;
    const today = businessDate();
    for (const date of await loggedDays()) {
      if (!(await uploadDay(date))) return;
      if (today && ageDays(date, today) > KEEP_DAYS) {
        await dayLog(date).destroy();
        days.delete(date);
      }
    }
  };

  const every = (ms: number, job: () => Promise<void>) => setInterval(() => void job().catch(noted), ms);
  const timers = [every(WRITE_EVERY_MS, write), every(UPLOAD_EVERY_MS, upload)];
  return {
    record: (kind, data) => {
      if (waiting.length < MAX_WAITING_ROWS) waiting.push({ id: newId(), kind, wallMs: wallMs(), data });
    },
    write,
    upload,
    stop: () => {
      for (const timer of timers) clearInterval(timer);
    },
  };
}

const ageDays = (date: BusinessDate, today: BusinessDate): number =>
  (Date.parse(asBusinessDate(today)) - Date.parse(date)) / DAY_MS;

/** A log that cannot be written is worth a line for support and no more. */
const noted = (fault: unknown): void => console.warn('device log', fault);
