/** DAY_CLOSE: HQ counts what it holds of the till's day and confirms it, or says what differs (protocol.md section 17). */
import { sql } from 'kysely';
import { type Minor, minor } from '../../shared/kernel/units.ts';
import { ENTRY_KINDS, type EntryKind } from '../../shared/ledger/entry.ts';
import type { DayCloseRequest, DayCloseResponse, DayDifference } from '../../shared/protocol/day-close.ts';
import type { Hq } from '../hq.ts';
import type { TillCaller } from '../posting/till-caller.ts';

/** Null when the till never had that epoch. A later answer for the same day replaces the earlier one. */
export async function closeDay(
  hq: Hq,
  caller: TillCaller,
  request: DayCloseRequest,
): Promise<DayCloseResponse | null> {
  const chain = await hq.db
    .selectFrom('chain')
    .select('wm')
    .where('till', '=', caller.till)
    .where('epoch', '=', request.epoch)
    .executeTakeFirst();
  if (!chain) return null;
  const differences =
    chain.wm < request.uptoSeq
      ? [{ kind: 'missingEntries' as const, fromSeq: chain.wm + 1, uptoSeq: request.uptoSeq }]
      : [...(await headDifference(hq, caller, request)), ...(await totalDifferences(hq, caller, request))];
  const answer: DayCloseResponse = { confirmed: differences.length === 0, differences };
  await writeReport(hq, caller, request, answer);
  return answer;
}

async function headDifference(
  { db }: Hq,
  { till }: TillCaller,
  { epoch, uptoSeq, head }: DayCloseRequest,
): Promise<readonly DayDifference[]> {
  const { hash } = await db
    .selectFrom('entry')
    .select('hash')
    .where('till', '=', till)
    .where('epoch', '=', epoch)
    .where('seq', '=', uptoSeq)
    .executeTakeFirstOrThrow();
  return hash === head ? [] : [{ kind: 'head', hq: hash }];
}

type KindTotal = { readonly count: number; readonly totalMinor: Minor };
const NOTHING: KindTotal = { count: 0, totalMinor: minor(0) };

async function totalDifferences(
  hq: Hq,
  caller: TillCaller,
  request: DayCloseRequest,
): Promise<readonly DayDifference[]> {
  const held = await heldTotals(hq, caller, request);
  const told = new Map<EntryKind, KindTotal>(request.totalsByKind.map((each) => [each.kind, each]));
  return ENTRY_KINDS.flatMap((of): readonly DayDifference[] => {
    const { count, totalMinor } = held.get(of) ?? NOTHING;
    const claimed = told.get(of) ?? NOTHING;
    if (claimed.count === count && claimed.totalMinor === totalMinor) return [];
    return [{ kind: 'totals', of, hqCount: count, hqTotalMinor: totalMinor }];
  });
}

async function heldTotals(
  { db }: Hq,
  { till }: TillCaller,
  { epoch, fromSeq, uptoSeq }: DayCloseRequest,
): Promise<ReadonlyMap<string, KindTotal>> {
  const rows = await db
    .selectFrom('entry')
    .select('kind')
    .select(sql<number>`count(*)`.as('count'))
    .select(sql<number>`sum(total_minor)::bigint`.as('total'))
    .where('till', '=', till)
    .where('epoch', '=', epoch)
    .where('seq', '>', fromSeq)
    .where('seq', '<=', uptoSeq)
    .groupBy('kind')
    .execute();
  return new Map(rows.map((row) => [row.kind, { count: row.count, totalMinor: minor(row.total) }]));
}

async function writeReport(
  { db, nowMs }: Hq,
  { till, store }: TillCaller,
  { epoch, fromSeq, uptoSeq, totalsByKind }: DayCloseRequest,
  { confirmed, differences }: DayCloseResponse,
): Promise<void> {
  const outcome = {
    from_seq: fromSeq,
    confirmed,
    totals: JSON.stringify(totalsByKind),
    differences: JSON.stringify(differences),
    at_ms: nowMs(),
  };
  await db
    .insertInto('day_report')
    .values({ store_id: store, till, epoch, upto_seq: uptoSeq, ...outcome })
    .onConflict((conflict) => conflict.columns(['till', 'epoch', 'upto_seq']).doUpdateSet(outcome))
    .execute();
}
