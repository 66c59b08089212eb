/**
 * DUE-1: the job of a company's business day: what has become active can be spent, what has ended is written off. A page of
 * members is one transaction together with how far the job has come; one that was broken off goes on where it was, and of
 * several processes one does it. Spending and granting never wait for it.
 */
import { sql, type Transaction } from 'kysely';
import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import type { CompanyId, MemberId } from '../../shared/kernel/ids.ts';
import { NO_CHANGES } from '../../shared/posting/book/changes.ts';
import { inTransaction } from '../db/retry.ts';
import type { Database } from '../db/tables.ts';
import { companyToday } from '../enrol/company-today.ts';
import type { Hq } from '../hq.ts';
import { postCommands } from '../posting/post-commands.ts';

type Trx = Transaction<Database>;
type Job = Pick<Hq, 'db' | 'keys' | 'nowMs'>;

/** They are locked while their page is posted, and tills wait for them. */
const MEMBERS_AT_ONCE = 500;

export type DueRun = {
  readonly company: CompanyId;
  readonly date: BusinessDate;
  /** Members of whom something moved, in this process. */
  readonly moved: number;
};

export type Pace = { readonly goesOn?: () => boolean; readonly atOnce?: number };

/** Runs that were due and came to their end here; none when there was nothing to do. */
export async function runDue(
  job: Job,
  { goesOn = () => true, atOnce = MEMBERS_AT_ONCE }: Pace = {},
): Promise<readonly DueRun[]> {
  const companies = await job.db.selectFrom('company').select('id').orderBy('id').execute();
  const runs: DueRun[] = [];
  for (const { id: company } of companies) {
    const date = await begin(job, company);
    if (date === null) continue;
    let moved = 0;
    let page: Page = { goesOn: true, isLast: false, moved: 0 };
    while (page.goesOn && goesOn()) {
      page = await inTransaction(job.db, (trx) => duePage(trx, job, { company, atOnce }));
      moved += page.moved;
    }
    if (page.isLast) runs.push({ company, date, moved });
  }
  return runs;
}

/** The day to be done; null when it is done, or the clock has gone back behind the last one. */
async function begin({ db, nowMs }: Job, company: CompanyId): Promise<BusinessDate | null> {
  const today = await companyToday(db, company, nowMs());
  const last = await db
    .selectFrom('due_run')
    .select(['ran_on', 'after_id'])
    .where('company_id', '=', company)
    .executeTakeFirst();
  if (last && (last.ran_on > today || (last.ran_on === today && last.after_id === null))) return null;
  if (last?.ran_on === today) return today;
  await sql`
    INSERT INTO due_run AS known (company_id, ran_on, after_id) VALUES (${company}, ${today}, '')
    ON CONFLICT (company_id) DO UPDATE SET ran_on = excluded.ran_on, after_id = ''
    WHERE known.ran_on < excluded.ran_on`.execute(db);
  return today;
}

type Page = { readonly goesOn: boolean; readonly isLast: boolean; readonly moved: number };

/** Where another process has the job's row, the job is that one's. */
async function duePage(
  trx: Trx,
  { keys, nowMs }: Job,
  { company, atOnce }: { readonly company: CompanyId; readonly atOnce: number },
): Promise<Page> {
  const run = await trx
    .selectFrom('due_run')
    .select(['ran_on', 'after_id'])
    .where('company_id', '=', company)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!run || run.after_id === null) return { goesOn: false, isLast: false, moved: 0 };
  const rows = await membersAfter(trx, company, {
    ...{ today: run.ran_on, after: run.after_id, atOnce },
  });
  const commands = rows
    .filter(({ due }) => due)
    .map(({ id }) => ({ kind: 'DUE', ref: dueRef(run.ran_on, id), owner: id, today: run.ran_on }) as const);
  const posted = await postCommands(trx, { key: keys.signing, nowMs: nowMs(), company, commands });
  const isLast = rows.length < atOnce;
  const after = isLast ? null : (rows.at(-1)?.id ?? null);
  await trx.updateTable('due_run').set({ after_id: after }).where('company_id', '=', company).execute();
  return { goesOn: !isLast, isLast, moved: posted.filter((changes) => changes !== NO_CHANGES).length };
}

export const dueRef = (date: BusinessDate, member: MemberId): string => `due:${date}:${member}`;

async function membersAfter(
  trx: Trx,
  company: CompanyId,
  { today, after, atOnce }: { readonly today: BusinessDate; readonly after: string; readonly atOnce: number },
): Promise<readonly { readonly id: MemberId; readonly due: boolean }[]> {
  const { rows } = await sql<{ id: MemberId; due: boolean }>`
    SELECT id, EXISTS (
      SELECT FROM lot WHERE account = ANY(ARRAY['a:' || page.id, 'p:' || page.id]) AND remaining > 0
        AND CASE WHEN account LIKE 'p:%' THEN active_on <= ${today} ELSE last_day < ${today} END) AS due
    FROM (
      SELECT id FROM member WHERE company_id = ${company} AND NOT erased AND id > ${after}
      ORDER BY id LIMIT ${atOnce}) AS page
    ORDER BY id`.execute(trx);
  return rows;
}
