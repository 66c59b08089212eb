/** Writes movements and what follows from them: one statement per table, whatever their number. */
import { sql, type Transaction } from 'kysely';
import type { EpochMs } from '../../shared/kernel/units.ts';
import { insertMany } from '../db/insert-many.ts';
import type { Database } from '../db/tables.ts';
import { accountKind } from './accounts.ts';
import { type Balances, splitBalanceKey, type Transfer } from './transfer.ts';

type Trx = Transaction<Database>;

/** Transfers under the log record that moved them. */
export type PlacedTransfers = {
  readonly logIndex: number;
  readonly earnedAtMs: EpochMs;
  readonly transfers: readonly Transfer[];
};

/** Transfers as the log's records carry them: enough to rebuild every balance (`hq verify`). */
export const logMovements = (transfers: readonly Transfer[]): readonly unknown[] =>
  transfers.map((each) => [each.effectId, each.leg, each.debit, each.credit, each.asset, each.amount]);

export async function insertTransfers(trx: Trx, placed: readonly PlacedTransfers[]): Promise<void> {
  const rows = placed.flatMap(({ transfers, logIndex }) =>
    transfers.map(({ effectId, lot: _lot, ...transfer }) => ({
      ...transfer,
      log_index: logIndex,
      effect_id: effectId,
    })),
  );
  await insertMany(trx, { table: 'transfer', columns: TRANSFER_COLUMNS, rows });
}

/** What became available is a lot of its own, spent and expired by itself. */
export async function insertLots(trx: Trx, placed: readonly PlacedTransfers[]): Promise<void> {
  const rows = placed.flatMap(({ earnedAtMs, transfers }) =>
    transfers
      .filter((transfer) => accountKind(transfer.credit) === 'available')
      .map(({ effectId, credit, asset, amount, lot }) => ({
        id: effectId,
        account: credit,
        asset,
        amount,
        remaining: amount,
        earned_at_ms: earnedAtMs,
        expires_at_ms: null,
        active_on: lot?.activeOn ?? null,
        last_day: lot?.lastDay ?? null,
      })),
  );
  await insertMany(trx, { table: 'lot', columns: LOT_COLUMNS, rows });
}

/** Absolute balances: their members' rows are locked, so nobody else can have moved them. */
export async function writeBalances(trx: Trx, balances: Balances): Promise<void> {
  const rows = [...balances].map(([key, balance]) => {
    const { account, asset } = splitBalanceKey(key);
    return { id: account, asset, kind: accountKind(account), member_id: account.slice(2), balance };
  });
  const suffix = sql`ON CONFLICT (id, asset) DO UPDATE SET balance = excluded.balance`;
  await insertMany(trx, { table: 'account', columns: ACCOUNT_COLUMNS, rows, suffix });
}

const TRANSFER_COLUMNS = {
  log_index: 'bigint',
  effect_id: 'text',
  leg: 'int',
  debit: 'text',
  credit: 'text',
  asset: 'text',
  amount: 'bigint',
} as const;

const LOT_COLUMNS = {
  id: 'text',
  account: 'text',
  asset: 'text',
  amount: 'bigint',
  remaining: 'bigint',
  earned_at_ms: 'bigint',
  expires_at_ms: 'bigint',
  active_on: 'text',
  last_day: 'text',
} as const;

const ACCOUNT_COLUMNS = {
  id: 'text',
  asset: 'text',
  kind: 'text',
  member_id: 'text',
  balance: 'bigint',
} as const;
