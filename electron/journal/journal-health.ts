/** JRN-4: whether the journal takes writes. Damage stays until it is opened again; a full disk passes with the next write. */
import type { DatabaseSync } from 'node:sqlite';
import { failure } from '../../shared/kernel/failure.ts';
import { fail, type Result } from '../../shared/kernel/result.ts';
import type { Log } from '../log/log.ts';
import { inTransaction } from './transaction.ts';
import type { ChainDamage } from './verify-chain.ts';

export type JournalHealth = 'ok' | 'damaged' | 'full';

export type HealthKeeper = {
  readonly health: () => JournalHealth;
  readonly transact: <T>(act: () => T) => Result<T>;
  readonly damaged: (found: ChainDamage) => void;
};

type Parts = { readonly log: Log; readonly makeRoom?: () => boolean; readonly onChange: () => void };

export function healthKeeper(db: DatabaseSync, { log, makeRoom, onChange }: Parts): HealthKeeper {
  let health: JournalHealth = 'ok';
  return {
    health: () => health,
    transact: (act) => {
      if (health === 'damaged') return fail(failure('JOURNAL-DAMAGED'));
      const first = inTransaction(db, act);
      // DSK-4: nothing of the first try is left, so the same is simply done again.
      const done = !first.ok && first.failure === 'full' && makeRoom?.() ? inTransaction(db, act) : first;
      // After an I/O error nobody knows whether the commit reached the disk: only opening again can tell.
      health = done.ok ? 'ok' : done.failure === 'full' ? 'full' : 'damaged';
      return done.ok ? done : fail(failure(health === 'full' ? 'JOURNAL-FULL' : 'JOURNAL-DAMAGED'));
    },
    damaged: ({ seq, what }) => {
      if (health === 'damaged') return;
      health = 'damaged';
      log.error('journal.damaged', `${what} at ${seq}`);
      onChange();
    },
  };
}
