import type { TillId } from '../../shared/kernel/ids.ts';

/** When a till last asked for news, and how many entries it still had to send. */
export type TillContactTable = { readonly till: TillId; readonly at: Date; readonly unsent: number };

/** A backup that was written whole: the log's tip in it, and its size. */
export type BackupReportTable = {
  readonly finished_at: Date;
  readonly log_index: number;
  readonly bytes: number;
};
