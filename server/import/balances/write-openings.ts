/** Posts staged openings: members' rows first, ascending, then HQ's log, then the feed, as posting does. */
import { sql, type Transaction } from 'kysely';
import type { MemberId } from '../../../shared/kernel/ids.ts';
import type { Database } from '../../db/tables.ts';
import { availableAccount } from '../../posting/accounts.ts';
import { postOpenings } from '../../posting/post-openings.ts';
import { balanceKey } from '../../posting/transfer.ts';
import { POST_ROWS } from '../limits.ts';
import { lockRows } from '../run/settle-stage.ts';
import type { BalanceRules } from './balance-kind.ts';

type Trx = Transaction<Database>;
type StagedOpening = { readonly n: number; readonly member_id: MemberId; readonly amount: number };

export async function writeOpenings(trx: Trx, { hq, asset }: BalanceRules): Promise<void> {
  await lockRows(
    trx,
    sql`SELECT m.id FROM member m JOIN import_balance s ON s.member_id = m.id ORDER BY m.id FOR UPDATE OF m`,
  );
  let after = 0;
  for (;;) {
    const { rows } = await sql<StagedOpening>`
      SELECT n, member_id, amount FROM import_balance WHERE n > ${after} ORDER BY n LIMIT ${POST_ROWS}`.execute(
      trx,
    );
    const last = rows.at(-1);
    if (!last) break;
    after = last.n;
    const openings = rows.map(({ member_id, amount }) => ({ member: member_id, asset, amount }));
    const held = await heldBalances(trx, openings);
    await postOpenings(trx, { key: hq.keys.signing, nowMs: hq.nowMs(), openings, held });
  }
  // A balance stands in the member's document: its number moves, so that tills learn of it.
  await sql`UPDATE member m SET visits = m.visits FROM import_balance s WHERE m.id = s.member_id`.execute(
    trx,
  );
}

async function heldBalances(
  trx: Trx,
  openings: readonly { readonly member: MemberId; readonly asset: BalanceRules['asset'] }[],
): Promise<ReadonlyMap<string, number>> {
  const accounts = openings.map(({ member }) => availableAccount(member));
  const rows = await trx
    .selectFrom('account')
    .select(['id', 'asset', 'balance'])
    .where(sql<boolean>`id = ANY(${accounts})`)
    .execute();
  return new Map(rows.map((row) => [balanceKey(row.id, row.asset), row.balance]));
}
