/** The device log's rows, relayed to HQ's till-health board. */
import { z } from 'zod';
import { zBusinessDate } from '../kernel/schema.ts';

export const MAX_DEVICE_LOG_ROWS = 500;

export const zDeviceLogRow = z.strictObject({
  id: z.string().max(80),
  kind: z.string().max(40),
  wallMs: z.int().min(0),
  /** Figures only: latencies in ms, counts, codes. */
  data: z.record(z.string().max(40), z.union([z.number(), z.string().max(80), z.boolean()])),
});

export const zDeviceLogUpload = z.strictObject({
  businessDate: zBusinessDate,
  rows: z.array(zDeviceLogRow).max(MAX_DEVICE_LOG_ROWS),
});

export type DeviceLogRow = z.infer<typeof zDeviceLogRow>;
export type DeviceLogUpload = z.infer<typeof zDeviceLogUpload>;
