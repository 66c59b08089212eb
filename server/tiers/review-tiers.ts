/**
 * TIER-5 … TIER-7 at HQ: reviews every member of a company when its programme's period has changed. A page of members is
 * one transaction together with how far the review has come, so one that was broken off goes on where it was, under the
 * day it began, and reviews nobody twice.
 */
import { sql, type Transaction } from 'kysely';
import { type BusinessDate, businessDateOf } from '../../shared/kernel/business-date.ts';
import type { CompanyId, MemberId, TierId } from '../../shared/kernel/ids.ts';
import type { Minor } from '../../shared/kernel/units.ts';
import type { Programme } from '../../shared/loyalty/programme/programme.ts';
import { zProgramme } from '../../shared/loyalty/programme/programme-schema.ts';
import { reviewDue, tierAfterReview } from '../../shared/loyalty/tier/tier-review.ts';
import { columnArrays } from '../db/insert-many.ts';
import { inTransaction } from '../db/retry.ts';
import type { Database } from '../db/tables.ts';
import type { Hq } from '../hq.ts';
import { type MemberFacts, servedCounters } from '../members/facts.ts';

type Trx = Transaction<Database>;

export type TierReview = {
  readonly company: CompanyId;
  readonly date: BusinessDate;
  readonly reviewed: number;
  readonly moved: number;
};

const MEMBERS_AT_ONCE = 500;

/** Reviews that were due; none when nothing was. */
export async function reviewTiers({ db, nowMs }: Pick<Hq, 'db' | 'nowMs'>): Promise<readonly TierReview[]> {
  const companies = await db
    .selectFrom('store')
    .select(['company_id as company'])
    .select(sql<string>`min(time_zone)`.as('timeZone'))
    .groupBy('company_id')
    .orderBy('company_id')
    .execute();
  const reviews: TierReview[] = [];
  for (const { company, timeZone } of companies) {
    const begun = await begin({ db }, company, businessDateOf(nowMs(), timeZone));
    if (!begun) continue;
    let [reviewed, moved] = [0, 0];
    for (;;) {
      const page = await inTransaction(db, (trx) => reviewPage(trx, company, begun));
      reviewed += page.reviewed;
      moved += page.moved;
      if (page.reviewed < MEMBERS_AT_ONCE) break;
    }
    reviews.push({ company, date: begun.date, reviewed, moved });
  }
  return reviews;
}

type Begun = { readonly programme: Programme; readonly date: BusinessDate };

/** Null when no review is due. One that was broken off is gone on with first. */
async function begin({ db }: Pick<Hq, 'db'>, company: CompanyId, today: BusinessDate): Promise<Begun | null> {
  const last = await db
    .selectFrom('tier_review')
    .select(['reviewed_on', 'after_id'])
    .where('company_id', '=', company)
    .executeTakeFirst();
  const open = last && last.after_id !== null ? last.reviewed_on : null;
  const programme = await programmeOn({ db }, company, open ?? today);
  if (!programme) return null;
  if (open !== null) return { programme, date: open };
  const policy = programme.tierPolicy ?? { review: 'never' as const };
  if (!reviewDue(policy, last?.reviewed_on ?? null, today)) return null;
  const begun = { reviewed_on: today, after_id: '' };
  await db
    .insertInto('tier_review')
    .values({ company_id: company, ...begun })
    .onConflict((conflict) => conflict.column('company_id').doUpdateSet(begun))
    .execute();
  return { programme, date: today };
}

async function programmeOn(
  { db }: Pick<Hq, 'db'>,
  company: CompanyId,
  date: BusinessDate,
): Promise<Programme | null> {
  const rows = await db
    .selectFrom('programme')
    .select('document')
    .where('company_id', '=', company)
    .orderBy('version', 'desc')
    .execute();
  for (const { document } of rows) {
    const programme = zProgramme.safeParse(JSON.parse(document)).data;
    const holds = programme && programme.effectiveFrom <= date;
    if (holds && (programme.effectiveTo === null || date <= programme.effectiveTo)) return programme;
  }
  return null;
}

/** The review's row is locked first: two who review at once take turns, page by page. */
async function reviewPage(
  trx: Trx,
  company: CompanyId,
  { programme, date }: Begun,
): Promise<{ readonly reviewed: number; readonly moved: number }> {
  const cursor = await trx
    .selectFrom('tier_review')
    .select('after_id')
    .where('company_id', '=', company)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (cursor.after_id === null) return { reviewed: 0, moved: 0 };
  const rows = await trx
    .selectFrom('member')
    .select(['id', 'tier_id', 'spend_minor', 'visits', 'facts'])
    .where('company_id', '=', company)
    .where('erased', '=', false)
    .where('id', '>', cursor.after_id as MemberId)
    .orderBy('id')
    .limit(MEMBERS_AT_ONCE)
    .forUpdate()
    .execute();
  const after = rows.flatMap((row) => reviewed(row, { programme, date }));
  await writeStandings(trx, after);
  const last = rows.length < MEMBERS_AT_ONCE ? null : (rows.at(-1)?.id ?? null);
  await trx.updateTable('tier_review').set({ after_id: last }).where('company_id', '=', company).execute();
  return { reviewed: rows.length, moved: after.filter(({ hasMoved }) => hasMoved).length };
}

type MemberRow = {
  readonly id: MemberId;
  readonly tier_id: TierId;
  readonly spend_minor: Minor;
  readonly visits: number;
  readonly facts: MemberFacts;
};

type Reviewed = {
  readonly id: MemberId;
  readonly tier_id: TierId;
  readonly facts: string;
  readonly hasMoved: boolean;
};

/** Nothing for a member whose standing stays as it is: their row is not sent to tills again. */
function reviewed(row: MemberRow, { programme, date }: Begun): readonly Reviewed[] {
  const { belowSince = null, ...facts } = row.facts;
  const counters = servedCounters(row.facts, { spendMinor: row.spend_minor, visits: row.visits });
  const before = { tierId: row.tier_id, belowSince };
  const after = tierAfterReview(programme, before, { counters, date });
  const hasMoved = after.tierId !== before.tierId;
  if (!hasMoved && after.belowSince === before.belowSince) return [];
  const kept = after.belowSince === null ? facts : { ...facts, belowSince: after.belowSince };
  return [{ id: row.id, tier_id: after.tierId, facts: JSON.stringify(kept), hasMoved }];
}

async function writeStandings(trx: Trx, rows: readonly Reviewed[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = { id: 'text', tier_id: 'text', facts: 'jsonb' } as const;
  await sql`
    UPDATE member SET tier_id = moved.tier_id, facts = moved.facts
    FROM unnest(${columnArrays(columns, rows)}) AS moved (id, tier_id, facts)
    WHERE member.id = moved.id`.execute(trx);
}
