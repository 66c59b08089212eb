/** Writes what a batch of commands moved: one statement per table, and none where nothing moved. The log is locked. */
import { sql, type Transaction } from 'kysely';
import { assert } from '../../../shared/kernel/assert.ts';
import type { LeaseId, MemberId, OwnerId } from '../../../shared/kernel/ids.ts';
import type { EpochMs } from '../../../shared/kernel/units.ts';
import type { Asset } from '../../../shared/loyalty/asset.ts';
import { accountKind } from '../../../shared/posting/book/accounts.ts';
import type { Book } from '../../../shared/posting/book/book.ts';
import { balanceKey, type Lot, splitBalanceKey } from '../../../shared/posting/book/movement.ts';
import { columnArrays, insertMany } from '../../db/insert-many.ts';
import type { Database } from '../../db/tables.ts';
import { textArray } from '../../db/text-array.ts';
import type { BookRows } from '../book/book-of-rows.ts';
import { isCard } from '../book/lock-owners.ts';
import type { PlacedChanges } from './placed-changes.ts';
import { writeEffects, writeIncidents, writeIntents } from './write-effects.ts';
import { writeLeases } from './write-leases.ts';
import { writeLots } from './write-lots.ts';

type Trx = Transaction<Database>;

export type Written = {
  readonly placed: readonly PlacedChanges[];
  /** What was loaded, and the book after all of it. */
  readonly rows: Pick<BookRows, 'slices' | 'idleLots' | 'leases' | 'effects'>;
  readonly after: Book;
  readonly nowMs: EpochMs;
};

/** Returns the members whose balances moved: what tills hold of them is not true any more. */
export async function writeChanges(trx: Trx, written: Written): Promise<ReadonlySet<MemberId>> {
  const { placed, rows, nowMs } = written;
  await insertTransfers(trx, placed);
  await writeLots(trx, placed, lotFactsOf(written));
  const owners = new Set<OwnerId>();
  const indebted = await writeBalances(trx, written, owners);
  await writeLeases(trx, placed, (id) => rows.leases.has(id));
  await writeIntents(trx, placed);
  await writeEffects(trx, placed);
  await writeIncidents(trx, placed);
  await recallFrom(trx, indebted, nowMs);
  for (const { changes } of placed) for (const { owner } of changes.leases) owners.add(owner);
  return new Set([...owners].filter((owner) => !isCard(owner)).map((owner) => owner as MemberId));
}

async function insertTransfers(trx: Trx, placed: readonly PlacedChanges[]): Promise<void> {
  const rows = placed.flatMap(({ changes, logIndex }) =>
    changes.movements.map(({ effectId, leg, debit, credit, asset, amount, lot }) => ({
      log_index: logIndex,
      effect_id: effectId,
      leg,
      debit,
      credit,
      asset,
      amount,
      lot,
    })),
  );
  await insertMany(trx, { table: 'transfer', columns: TRANSFER_COLUMNS, rows });
}

function lotFactsOf({ placed, rows }: Written): (lot: string) => Lot {
  const facts = new Map<string, Lot>();
  for (const { slices } of rows.effects.values()) for (const { lot } of slices) facts.set(lot.id, lot);
  for (const { lot } of [...rows.slices, ...rows.idleLots]) facts.set(lot.id, lot);
  for (const { changes } of placed) for (const lot of changes.lots) facts.set(lot.id, lot);
  return (id) => {
    const lot = facts.get(id);
    assert(lot, `a lot that moved is known: ${id}`);
    return lot;
  };
}

type Debt = { readonly owner: OwnerId; readonly asset: Asset };

/** Absolute balances: their owners' rows are locked. Returns who owes something now, and fills `owners` with who moved. */
async function writeBalances(
  trx: Trx,
  { placed, after, rows: { leases } }: Written,
  owners: Set<OwnerId>,
): Promise<readonly Debt[]> {
  const touched = new Set<string>();
  for (const { changes } of placed)
    for (const { debit, credit, asset } of changes.movements)
      for (const account of [debit, credit])
        if (accountKind(account) !== null) touched.add(balanceKey(account, asset));
  const rows = [...touched].map((key) => {
    const { account, asset } = splitBalanceKey(key);
    const owner = ownerOf(account, (id) => after.lease(id)?.owner ?? leases.get(id)?.owner);
    owners.add(owner);
    const member_id = isCard(owner) ? null : owner;
    return {
      id: account,
      asset,
      kind: accountKind(account),
      member_id,
      balance: after.balance(account, asset),
    };
  });
  const used = rows.filter(({ kind, balance }) => kind === 'leased' && balance === 0).map(({ id }) => id);
  const kept = rows.filter(({ kind, balance }) => kind !== 'leased' || balance !== 0);
  const suffix = sql`ON CONFLICT (id, asset) DO UPDATE SET balance = excluded.balance`;
  await insertMany(trx, { table: 'account', columns: ACCOUNT_COLUMNS, rows: kept, suffix });
  if (used.length > 0) await sql`DELETE FROM account WHERE id = ANY(${textArray(used)}::text[])`.execute(trx);
  return kept
    .filter(({ kind, balance }) => kind === 'receivable' && balance < 0)
    .map(({ id, asset }) => ({ owner: id.slice(2) as OwnerId, asset }));
}

function ownerOf(account: string, ofLease: (id: LeaseId) => OwnerId | undefined): OwnerId {
  const name = account.slice(2);
  const owner = account.startsWith('l:') ? ofLease(name as LeaseId) : (name as OwnerId);
  assert(owner !== undefined, `a lease that moved is known: ${name}`);
  return owner;
}

/** I19: whoever owes something has no rights to spend of it out of reach; tills are asked to give them back. */
async function recallFrom(trx: Trx, debts: readonly Debt[], nowMs: EpochMs): Promise<void> {
  if (debts.length === 0) return;
  await sql`
    UPDATE lease SET recalled_at_ms = ${nowMs}
    FROM unnest(${columnArrays({ owner: 'text', asset: 'text' }, debts)}) AS debt (owner, asset)
    WHERE lease.owner = debt.owner AND lease.asset = debt.asset
      AND state IN ('ACTIVE', 'FROZEN') AND recalled_at_ms IS NULL`.execute(trx);
}

const TRANSFER_COLUMNS = {
  log_index: 'bigint',
  effect_id: 'text',
  leg: 'int',
  debit: 'text',
  credit: 'text',
  asset: 'text',
  amount: 'bigint',
  lot: 'text',
} as const;

const ACCOUNT_COLUMNS = {
  id: 'text',
  asset: 'text',
  kind: 'text',
  member_id: 'text',
  balance: 'bigint',
} as const;
