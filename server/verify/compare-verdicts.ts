/** What waits for a person, what persons have decided, and the policies they set: each stands in the log too. */
import { sql } from 'kysely';
import { sameJson } from '../../shared/kernel/same-json.ts';
import { resolveRef } from '../operator/resolve-quarantine.ts';
import type { Findings } from './findings.ts';
import type { FoldedLog } from './folded-log.ts';
import { pagesOf, type Reader } from './pages.ts';

const PAGE = 1_000;

export async function compareVerdicts(db: Reader, fold: FoldedLog, findings: Findings): Promise<void> {
  await compareQuarantine(db, fold, findings);
  await comparePolicies(db, fold, findings);
}

type Row = {
  readonly id: number;
  readonly reason: string;
  readonly logIndex: number | null;
  readonly settled: boolean;
};

/** Entries that were refused stand in no chain and in no log: only the verdict on them is compared. */
async function compareQuarantine(
  db: Reader,
  { waiting, verdicts }: FoldedLog,
  findings: Findings,
): Promise<void> {
  const left = new Map(waiting);
  const open = new Set(verdicts);
  const pages = pagesOf<Row>(
    db,
    PAGE,
    (after, limit) => sql<Row>`
      SELECT id, reason, log_index AS "logIndex", resolved_at_ms IS NOT NULL AS settled FROM quarantine
      WHERE id > ${after?.id ?? 0} ORDER BY id LIMIT ${limit}`,
  );
  for await (const page of pages)
    for (const { id, reason, logIndex, settled } of page) {
      const name = `quarantine ${id}`;
      if (logIndex !== null && waiting.get(logIndex) !== reason)
        findings.add(`${name}: ${reason}, but log ${logIndex} says ${waiting.get(logIndex) ?? 'nothing'}`);
      if (logIndex !== null) left.delete(logIndex);
      const decided = open.delete(resolveRef(id));
      if (decided !== settled)
        findings.add(`${name}: ${settled ? 'settled without' : 'open in spite of'} a verdict`);
    }
  for (const [logIndex, reason] of left) findings.add(`quarantine: log ${logIndex} (${reason}) is missing`);
  for (const ref of open) findings.add(`quarantine: ${ref} is missing`);
}

async function comparePolicies(db: Reader, { policies }: FoldedLog, findings: Findings): Promise<void> {
  const rows = await db.selectFrom('store').select(['id', 'lease_policy']).execute();
  for (const { id, lease_policy } of rows)
    if (!sameJson(lease_policy, policies.get(id) ?? null))
      findings.add(`store ${id}: its lease policy is not the one in the log`);
}
