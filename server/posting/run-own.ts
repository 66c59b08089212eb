/** Commands of HQ's own, by a person or a job, in a transaction of their own. */
import type { CompanyId } from '../../shared/kernel/ids.ts';
import type { Changes } from '../../shared/posting/book/changes.ts';
import type { Command } from '../../shared/posting/post/command.ts';
import { inTransaction } from '../db/retry.ts';
import type { Hq } from '../hq.ts';
import { postCommands } from './post-commands.ts';

export type OwnCommands = {
  readonly commands: readonly Command[];
  readonly company?: CompanyId;
  /** Who did it and why. */
  readonly facts?: Readonly<Record<string, unknown>>;
};

export const runOwn = (
  { db, keys, nowMs }: Pick<Hq, 'db' | 'keys' | 'nowMs'>,
  own: OwnCommands,
): Promise<readonly Changes[]> =>
  inTransaction(db, (trx) => postCommands(trx, { key: keys.signing, nowMs: nowMs(), ...own }));
