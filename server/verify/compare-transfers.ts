/** The table of movements against the log, row by row. */
import { sql } from 'kysely';
import type { ReadRecord } from '../posting/log-record.ts';
import type { Findings } from './findings.ts';
import type { Reader } from './pages.ts';

type Row = {
  readonly log_index: number;
  readonly effect_id: string;
  readonly leg: number;
  readonly debit: string;
  readonly credit: string;
  readonly asset: string;
  readonly amount: number;
  readonly lot: string | null;
};

/** For records that follow one another without a gap; `from` and `to` are log indexes, both meant. */
export async function compareTransfers(
  db: Reader,
  {
    from,
    to,
    records,
  }: { readonly from: number; readonly to: number; readonly records: readonly ReadRecord[] },
  findings: Findings,
): Promise<void> {
  const { rows } = await sql<Row>`
    SELECT log_index, effect_id, leg, debit, credit, asset, amount, lot FROM transfer
    WHERE log_index >= ${from} AND log_index <= ${to}`.execute(db);
  const stored = new Map(rows.map((row) => [`${row.effect_id} ${row.leg}`, row]));
  for (const { index, v, changes } of records)
    for (const { effectId, leg, debit, credit, asset, amount, lot } of changes.movements) {
      const key = `${effectId} ${leg}`;
      const row = stored.get(key);
      stored.delete(key);
      const same =
        row?.log_index === index &&
        row.debit === debit &&
        row.credit === credit &&
        row.asset === asset &&
        row.amount === amount &&
        (v === 1 || row.lot === lot);
      if (!same)
        findings.add(`transfers ${effectId}, leg ${leg}: ${row ? 'not as' : 'missing, but'} in log ${index}`);
    }
  for (const { effect_id, leg, log_index } of stored.values())
    findings.add(`transfers ${effect_id}, leg ${leg}: not in log ${log_index}`);
}
