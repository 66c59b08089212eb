/** Reads everything of one owner's balance in one snapshot. Finding the movements reads the whole table of them. */
import { sql } from 'kysely';
import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import type { LeaseId, OwnerId, TillId } from '../../shared/kernel/ids.ts';
import { type EpochMs, epochMs } from '../../shared/kernel/units.ts';
import type { LeaseState } from '../../shared/lease/lease.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';
import {
  type AccountKind,
  accountKind,
  availableAccount,
  leasedAccount,
  pendingAccount,
  receivableAccount,
} from '../../shared/posting/book/accounts.ts';
import { textArray } from '../db/text-array.ts';
import type { Hq } from '../hq.ts';
import type { Units } from '../status/hq-status.ts';
import { lookAtUnits } from '../status/look-at-units.ts';
import type { Reader } from '../verify/pages.ts';
import { type StatedLeg, type StatementLine, statementLines } from './statement.ts';

export type Statement = {
  readonly owner: OwnerId;
  readonly atMs: EpochMs;
  readonly units: Units;
  readonly assets: readonly AssetStatement[];
};

export type AssetStatement = {
  readonly asset: Asset;
  readonly lines: readonly StatementLine[];
  /** As the owner's rows say. */
  readonly balances: Readonly<Record<AccountKind, number>>;
  readonly total: number;
  /** Claimed by entries that wait for a person; no part of the balance. */
  readonly inReview: number;
  readonly leases: readonly StatedLease[];
  /** What is the owner's, by last day; what never ends is left out. */
  readonly ending: readonly { readonly lastDay: BusinessDate; readonly amount: number }[];
};

export type StatedLease = {
  readonly id: LeaseId;
  readonly asset: Asset;
  readonly till: TillId;
  readonly state: LeaseState;
  readonly remaining: number;
  readonly expiresAtMs: EpochMs;
};

export function loadStatement({ db, nowMs }: Pick<Hq, 'db' | 'nowMs'>, owner: OwnerId): Promise<Statement> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const leases = await leasesOf(trx, owner);
      const accounts = [
        ...[availableAccount, pendingAccount, receivableAccount].map((account) => account(owner)),
        ...leases.map(({ id }) => leasedAccount(id)),
      ];
      const legs = await legsOf(trx, accounts);
      const rows = await balancesOf(trx, accounts);
      const ending = await endingOf(trx, accounts);
      const claimed = await claimedBy(trx, owner);
      const own = new Set(accounts);
      const assets = [...new Set([...legs, ...rows, ...claimed].map(({ asset }) => asset))].sort();
      return {
        owner,
        atMs: epochMs(nowMs()),
        units: await lookAtUnits(trx),
        assets: assets.map((asset) => {
          const is = <T extends { readonly asset: Asset }>(each: T): boolean => each.asset === asset;
          const balances = byKind(rows.filter(is));
          return {
            asset,
            lines: statementLines(legs.filter(is), (account) => own.has(account)),
            balances,
            total: Object.values(balances).reduce((sum, amount) => sum + amount, 0),
            inReview: claimed.filter(is).reduce((sum, { amount }) => sum + amount, 0),
            leases: leases.filter((lease) => is(lease) && lease.remaining > 0),
            ending: ending.filter(is),
          };
        }),
      };
    });
}

async function leasesOf(trx: Reader, owner: OwnerId): Promise<readonly StatedLease[]> {
  const { rows } = await sql<StatedLease>`
    SELECT lease.id, lease.asset, holder_till AS till, state, coalesce(account.balance, 0) AS remaining,
      expires_at_ms AS "expiresAtMs"
    FROM lease LEFT JOIN account ON account.id = 'l:' || lease.id AND account.asset = lease.asset
    WHERE owner = ${owner} ORDER BY expires_at_ms, lease.id`.execute(trx);
  return rows;
}

type LegRow = Omit<StatedLeg, 'record'> &
  Omit<StatedLeg['record'], 'entry'> & { readonly entry: EntryFacts | null };
type EntryFacts = NonNullable<StatedLeg['record']['entry']>;

/** An entry's own parts in their order, and then what follows from it. */
async function legsOf(trx: Reader, accounts: readonly string[]): Promise<readonly StatedLeg[]> {
  const { rows } = await sql<LegRow>`
    SELECT t.log_index AS "logIndex", effect_id AS "effectId", t.asset, debit, credit, t.amount,
      (SELECT lot.last_day FROM lot WHERE lot.id = coalesce(t.lot, effect_id) LIMIT 1) AS "lastDay",
      hq_log.kind, hq_log.at_ms AS "atMs", record::json ->> 'by' AS by, record::json ->> 'reason' AS reason,
      CASE WHEN e.till IS NULL THEN NULL ELSE json_build_object('till', e.till, 'epoch', e.epoch, 'seq', e.seq,
        'kind', e.head::json ->> 'kind', 'businessDate', e.head::json ->> 'businessDate') END AS entry
    FROM transfer t JOIN hq_log USING (log_index)
    LEFT JOIN (SELECT log_index, till, epoch, seq, head FROM entry
      UNION ALL SELECT log_index, till, epoch, seq, head FROM fork_evidence WHERE log_index IS NOT NULL) e
      ON e.log_index = t.log_index
    WHERE debit = ANY(${textArray(accounts)}::text[]) OR credit = ANY(${textArray(accounts)}::text[])
    ORDER BY t.log_index, split_part(effect_id, '#', 1) <> hq_log.ref, split_part(effect_id, '#', 1),
      split_part(effect_id, '#', 2)::int, leg`.execute(trx);
  return rows.map(({ kind, atMs, by, reason, entry, ...leg }) => ({
    ...leg,
    record: { kind, atMs, by, reason, entry },
  }));
}

type BalanceRow = { readonly id: string; readonly asset: Asset; readonly balance: number };

async function balancesOf(trx: Reader, accounts: readonly string[]): Promise<readonly BalanceRow[]> {
  const { rows } = await sql<BalanceRow>`
    SELECT id, asset, balance FROM account WHERE id = ANY(${textArray(accounts)}::text[])`.execute(trx);
  return rows;
}

function byKind(rows: readonly BalanceRow[]): AssetStatement['balances'] {
  const sums: Record<AccountKind, number> = { available: 0, pending: 0, leased: 0, receivable: 0 };
  for (const { id, balance } of rows) {
    const kind = accountKind(id);
    if (kind) sums[kind] += balance;
  }
  return sums;
}

async function endingOf(
  trx: Reader,
  accounts: readonly string[],
): Promise<readonly (AssetStatement['ending'][number] & { readonly asset: Asset })[]> {
  const { rows } = await sql<AssetStatement['ending'][number] & { readonly asset: Asset }>`
    SELECT asset, last_day AS "lastDay", sum(remaining)::bigint AS amount FROM lot
    WHERE account = ANY(${textArray(accounts)}::text[]) AND remaining > 0 AND last_day IS NOT NULL
    GROUP BY asset, last_day ORDER BY asset, last_day`.execute(trx);
  return rows;
}

/** What waits is little, so every entry of it may be looked into. */
async function claimedBy(
  trx: Reader,
  owner: OwnerId,
): Promise<readonly { readonly asset: Asset; readonly amount: number }[]> {
  const { rows } = await sql<{ asset: Asset; amount: number }>`
    SELECT part ->> 'asset' AS asset, (part ->> 'amount')::bigint AS amount
    FROM quarantine JOIN entry USING (log_index), json_array_elements(entry.head::json -> 'parts') AS part
    WHERE resolved_at_ms IS NULL AND part ->> 'effect' = 'EARN'
      AND coalesce('card:' || (part ->> 'cardId'), part ->> 'to', entry.head::json ->> 'member') = ${owner}`.execute(
    trx,
  );
  return rows;
}
