/** A till's spool on a database in memory, and a way to wait for what it does. */
import { DatabaseSync } from 'node:sqlite';
import { startJob } from '../../../electron/printer/adapter.ts';
import { defaultProfile, type PrinterProfile } from '../../../electron/printer/encode/profile.ts';
import { createSpool } from '../../../electron/printer/spool.ts';
import type { RenderRequest, Spool, SpoolOptions } from '../../../electron/printer/spool-port.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import { entryId } from './entry.ts';

export const NOON = epochMs(Date.UTC(2026, 10, 22, 10, 0));

export type TestSpool = Spool & {
  readonly db: DatabaseSync;
  /** Commits sale number n with its print job, as the till does. */
  readonly sell: (n: number, options?: { readonly opensDrawer?: boolean }) => void;
  /** Resolves as soon as the condition holds; looked at after every change. */
  readonly until: (isSo: (spool: Spool) => boolean) => Promise<void>;
  readonly stateOf: (n: number, copy?: number) => string | undefined;
};

export type TestSpoolOptions = Partial<SpoolOptions> & { readonly profile?: PrinterProfile };

export function testSpool(options: TestSpoolOptions = {}): TestSpool {
  const db = options.db ?? new DatabaseSync(':memory:');
  const watchers = new Set<() => void>();
  const spool = createSpool(
    {
      printerUrl: null,
      now: () => NOON,
      renderJob: (job) => ({ bytes: slip(job) }),
      retryWaitMs: () => 5,
      ...options,
      db,
      onChange: () => {
        options.onChange?.();
        for (const watcher of watchers) watcher();
      },
    },
    options.profile,
  );
  return {
    ...spool,
    db,
    sell: (n, { opensDrawer = false } = {}) => {
      const job = { entryId: entryId(n), receiptNumber: `t-1-1-${n}` };
      db.exec('BEGIN IMMEDIATE');
      if (opensDrawer) spool.enqueueInTransaction({ ...job, kind: 'drawer' });
      spool.enqueueInTransaction({ ...job, kind: 'sale' });
      db.exec('COMMIT');
    },
    until: (isSo) =>
      new Promise((resolve) => {
        const look = () => {
          if (!isSo(spool)) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      }),
    stateOf: (n, copy = 0) =>
      spool.jobs().find((job) => job.receiptNumber === `t-1-1-${n}` && job.copy === copy)?.state,
  };
}

/** A small slip that says which entry it is and whether it is a copy. */
export function slip({ entryId: id, copy }: Pick<RenderRequest, 'entryId' | 'copy'>): Uint8Array {
  const job = startJob(defaultProfile);
  const look = { size: 'normal', align: 'left' } as const;
  job.line([{ text: slipText(id, copy), bold: false }], look);
  for (let n = 1; n <= SLIP_LINES; n += 1) job.line([{ text: `goods ${n}`, bold: false }], look);
  job.cut();
  return job.bytes();
}

const SLIP_LINES = 20;

export const slipText = (id: string, copy: number): string => `${id}${copy > 0 ? ` COPY ${copy}` : ''}`;
