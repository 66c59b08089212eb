/**
 * What the tables say of owners against the fold of the log. A row that says nothing (0) may be there or not. Every asset
 * sums to 0 when all fits: each movement takes as much as it gives, and balances are nothing but their movements.
 */
import { sql } from 'kysely';
import { sameJson } from '../../shared/kernel/same-json.ts';
import type { Lease } from '../../shared/lease/lease.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';
import { accountKind, isKeptInLots } from '../../shared/posting/book/accounts.ts';
import type { Intent } from '../../shared/posting/book/book.ts';
import { balanceKey } from '../../shared/posting/book/movement.ts';
import type { Findings } from './findings.ts';
import { type FoldedLog, sliceKey } from './folded-log.ts';
import { pagesOf, type Reader } from './pages.ts';

const PAGE = 5_000;

export async function compareTables(db: Reader, fold: FoldedLog, findings: Findings): Promise<void> {
  await compareAccounts(db, fold, findings);
  await compareLots(db, fold, findings);
  await compareLeases(db, fold, findings);
  await compareIntents(db, fold, findings);
  await compareIncidents(db, fold, findings);
}

type AccountRow = {
  readonly id: string;
  readonly asset: Asset;
  readonly kind: string;
  readonly balance: number;
};

async function compareAccounts(db: Reader, { balances }: FoldedLog, findings: Findings): Promise<void> {
  const left = new Set(balances.keys());
  const pages = pagesOf<AccountRow>(
    db,
    PAGE,
    (after, limit) => sql<AccountRow>`
      SELECT id, asset, kind, balance FROM account
      WHERE (id, asset) > (${after?.id ?? ''}, ${after?.asset ?? ''}) ORDER BY id, asset LIMIT ${limit}`,
  );
  for await (const page of pages)
    for (const { id, asset, kind, balance } of page) {
      const key = balanceKey(id, asset);
      left.delete(key);
      const folded = balances.get(key) ?? 0;
      if (folded !== balance) findings.add(`account ${key}: ${balance}, but the log says ${folded}`);
      if (kind !== accountKind(id)) findings.add(`account ${key}: its kind is ${kind}`);
    }
  for (const key of left) findings.add(`account ${key}: missing, but the log says ${balances.get(key)}`);
}

type LotRow = {
  readonly id: string;
  readonly account: string;
  readonly asset: Asset;
  readonly remaining: number;
  readonly earnedAtMs: number;
  readonly activeOn: string;
  readonly lastDay: string | null;
  readonly idleDays: number | null;
};

/** I9 follows: movements name their lots, so slices that fit the log sum to their account. */
async function compareLots(db: Reader, { slices, lots }: FoldedLog, findings: Findings): Promise<void> {
  const left = new Set(slices.keys());
  const pages = pagesOf<LotRow>(
    db,
    PAGE,
    (after, limit) => sql<LotRow>`
      SELECT id, account, asset, remaining, earned_at_ms AS "earnedAtMs", active_on AS "activeOn",
        last_day AS "lastDay", idle_days AS "idleDays"
      FROM lot WHERE (id, account) > (${after?.id ?? ''}, ${after?.account ?? ''})
      ORDER BY id, account LIMIT ${limit}`,
  );
  for await (const page of pages)
    for (const { account, remaining, ...row } of page) {
      const key = sliceKey(row.id, account);
      left.delete(key);
      const folded = slices.get(key) ?? 0;
      if (folded !== remaining)
        findings.add(`lots ${account}, lot ${row.id}: ${remaining}, but the log says ${folded}`);
      const lot = lots.get(row.id);
      const isLive = remaining > 0 && isKeptInLots(account);
      if (lot && isLive && !sameJson(row, lot)) findings.add(`lots ${account}, lot ${row.id}: other terms`);
    }
  for (const key of left) findings.add(`lots ${key}: missing, but the log says ${slices.get(key)}`);
}

async function compareLeases(db: Reader, { leases }: FoldedLog, findings: Findings): Promise<void> {
  const left = new Set(leases.keys());
  const pages = pagesOf<Lease>(
    db,
    PAGE,
    (after, limit) => sql<Lease>`
      SELECT id, owner, asset, store_id AS store, json_build_object('till', holder_till, 'epoch', epoch) AS holder,
        amount, state, expires_at_ms AS "expiresAtMs", guaranteed, intent
      FROM lease WHERE id > ${after?.id ?? ''} ORDER BY id LIMIT ${limit}`,
  );
  for await (const page of pages)
    for (const row of page) {
      left.delete(row.id);
      const lease = leases.get(row.id);
      if (!lease) findings.add(`lease ${row.id}: not in the log`);
      else if (lease.state !== row.state)
        findings.add(`lease ${row.id}: ${row.state}, but the log says ${lease.state}`);
      else if (!sameJson(row, lease)) findings.add(`lease ${row.id}: not as in the log`);
    }
  for (const id of left) findings.add(`lease ${id}: missing`);
}

type IntentRow = Omit<Intent, 'till' | 'lease'> & {
  readonly till: Intent['till'] | null;
  readonly lease: Intent['lease'] | null;
};

async function compareIntents(db: Reader, { intents }: FoldedLog, findings: Findings): Promise<void> {
  const left = new Set(intents.keys());
  const pages = pagesOf<IntentRow>(
    db,
    PAGE,
    (after, limit) => sql<IntentRow>`
      SELECT id, owner, state, entries, till, lease FROM intent WHERE id > ${after?.id ?? ''}
      ORDER BY id LIMIT ${limit}`,
  );
  for await (const page of pages)
    for (const row of page) {
      left.delete(row.id);
      const intent = intents.get(row.id);
      const same =
        intent && sameJson(row, { ...intent, till: intent.till ?? null, lease: intent.lease ?? null });
      if (!intent) findings.add(`intent ${row.id}: not in the log`);
      else if (!same) findings.add(`intent ${row.id}: ${row.state}, not as in the log (${intent.state})`);
    }
  for (const id of left) findings.add(`intent ${id}: missing`);
}

async function compareIncidents(db: Reader, fold: FoldedLog, findings: Findings): Promise<void> {
  const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM incident`.execute(db);
  const count = rows[0]?.count ?? 0;
  if (count !== fold.incidents) findings.add(`incidents: ${count}, but the log says ${fold.incidents}`);
}
