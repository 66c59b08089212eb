/** Posts staged openings: members' rows first, ascending, then HQ's log, then the feed, as posting does. */
import { sql, type Transaction } from 'kysely';
import type { MemberId } from '../../../shared/kernel/ids.ts';
import type { Database } from '../../db/tables.ts';
import { companyToday } from '../../enrol/company-today.ts';
import { postOpenings } from '../../posting/post-openings.ts';
import { POST_ROWS } from '../limits.ts';
import { lockRows } from '../run/settle-stage.ts';
import type { BalanceRules } from './balance-kind.ts';

type Trx = Transaction<Database>;
type StagedOpening = { readonly n: number; readonly member_id: MemberId; readonly amount: number };

export async function writeOpenings(trx: Trx, { hq, company, asset }: BalanceRules): Promise<void> {
  await lockRows(
    trx,
    sql`SELECT m.id FROM member m JOIN import_balance s ON s.member_id = m.id ORDER BY m.id FOR UPDATE OF m`,
  );
  const nowMs = hq.nowMs();
  const today = await companyToday(trx, company, nowMs);
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
    await postOpenings(trx, { key: hq.keys.signing, nowMs, company, today, openings });
  }
}
