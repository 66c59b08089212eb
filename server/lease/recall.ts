/** What is missing may lie with tills that can give it back: they are asked at their next SYNC. */
import { sql, type Transaction } from 'kysely';
import type { LeaseId, TillId } from '../../shared/kernel/ids.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { Lease } from '../../shared/lease/lease.ts';
import { leasedAccount } from '../../shared/posting/book/accounts.ts';
import { balanceKey } from '../../shared/posting/book/movement.ts';
import type { LeaseRequest } from '../../shared/protocol/lease.ts';
import type { Database } from '../db/tables.ts';
import { textArray } from '../db/text-array.ts';
import type { LoadedRows } from '../posting/book/load-book.ts';
import type { TillCaller } from '../posting/till-caller.ts';

type Trx = Transaction<Database>;

/** A till that was silent for longer is not waited for. */
const HEARD_WITHIN_MINUTES = 5;

export type Missing = {
  readonly rows: LoadedRows;
  readonly caller: TillCaller;
  readonly request: LeaseRequest;
  readonly missing: number;
  readonly nowMs: EpochMs;
};

/** Whether enough was asked back to wait for. Rights of another intent are in use: they are left alone. */
export async function recallForOthers(
  trx: Trx,
  { rows, caller, request, missing, nowMs }: Missing,
): Promise<boolean> {
  const { owner, asset } = request;
  const elsewhere = [...rows.leases.values()].filter(
    (lease) =>
      lease.owner === owner &&
      lease.asset === asset &&
      lease.state === 'ACTIVE' &&
      lease.intent === null &&
      (lease.holder.till !== caller.till || lease.holder.epoch !== caller.epoch),
  );
  const heard = await chainsHeard(trx, [...new Set(elsewhere.map(({ holder }) => holder.till))]);
  const held = ({ id }: Lease): number => rows.balances.get(balanceKey(leasedAccount(id), asset)) ?? 0;
  const within = elsewhere
    .filter(({ holder }) => heard.get(holder.till) === holder.epoch)
    .sort((a, b) => held(b) - held(a));
  const recalled: LeaseId[] = [];
  let left = missing;
  for (const lease of within) {
    if (left <= 0) break;
    left -= held(lease);
    recalled.push(lease.id);
  }
  if (left > 0) return false;
  await sql`
    UPDATE lease SET recalled_at_ms = ${nowMs}
    WHERE id = ANY(${textArray(recalled)}::text[]) AND recalled_at_ms IS NULL`.execute(trx);
  return true;
}

/** The epoch in which a till can give something back; a chain with two histories proves nothing any more. */
async function chainsHeard(trx: Trx, tills: readonly TillId[]): Promise<ReadonlyMap<TillId, number>> {
  if (tills.length === 0) return new Map();
  const rows = await trx
    .selectFrom('till_contact')
    .innerJoin('till', 'till.id', 'till_contact.till')
    .innerJoin('chain', (join) =>
      join.onRef('chain.till', '=', 'till.id').onRef('chain.epoch', '=', 'till.epoch'),
    )
    .select(['till.id', 'till.epoch'])
    .where(sql<boolean>`till.id = ANY(${textArray(tills)}::text[])`)
    .where(sql<boolean>`at > statement_timestamp() - make_interval(mins => ${HEARD_WITHIN_MINUTES})`)
    .where('suspended', '=', false)
    .where('revoked_at_ms', 'is', null)
    .execute();
  return new Map(rows.map(({ id, epoch }) => [id, epoch]));
}
