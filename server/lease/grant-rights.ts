/**
 * Rights that go out with SYNC, before anybody asks (protocol.md section 5): to members who came to this store lately, the
 * last one first, held by the till where they shopped last, or by this one where that till is not heard of.
 */
import { sql, type Transaction } from 'kysely';
import { businessDateOf } from '../../shared/kernel/business-date.ts';
import type { MemberId, OwnerId } from '../../shared/kernel/ids.ts';
import { MAX_LEASED_MEMBERS, MAX_LEASES_PER_CHAIN, MAX_SYNC_GRANTS } from '../../shared/kernel/limits.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { LeasePolicy } from '../../shared/lease/lease-policy.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';
import { inTransaction } from '../db/retry.ts';
import type { Database } from '../db/tables.ts';
import { textArray } from '../db/text-array.ts';
import type { Hq } from '../hq.ts';
import { bookOfRows } from '../posting/book/book-of-rows.ts';
import { loadRows } from '../posting/book/load-book.ts';
import { needsOf } from '../posting/book/needs.ts';
import { postLoaded } from '../posting/post-commands.ts';
import type { TillCaller } from '../posting/till-caller.ts';
import { holdChain } from './holder.ts';
import { sizedGrants } from './sized-grants.ts';
import { spendableAssets } from './spendable-assets.ts';
import { usualSpends } from './usual-spends.ts';

type Trx = Transaction<Database>;

const DAY_MS = 24 * 60 * 60_000;
/** A till that was not heard of for so long holds nothing more for the store. */
const SILENT_HOURS = 24;
/** Who was at another store since, and not longer ago than this, is there: nothing goes to this one meanwhile. */
const ELSEWHERE_MS = 15 * 60_000;

/** Considers those members whose balances or visits have moved since; the others have what they should. */
export async function grantRights(hq: Hq, caller: TillCaller): Promise<void> {
  if (!(await anybodyDue(hq, caller))) return;
  const { programmes } = await hq.verifier.judge(caller, []);
  const assets = spendableAssets(programmes);
  await inTransaction(hq.db, async (trx) => {
    const policy = await holdChain(trx, caller);
    if (!policy) return;
    const nowMs = hq.nowMs();
    const fromMs = nowMs - policy.visitedWithinDays * DAY_MS;
    const members = policy.enabled ? await dueMembers(trx, caller, { nowMs, fromMs }) : [];
    if (members.length > 0) await grantTo(trx, hq, { caller, policy, assets, nowMs, members });
    // Last: whoever posts holds members' rows and the log before it comes to these.
    await forgetLongGone(trx, caller, fromMs);
  });
}

async function anybodyDue({ db }: Pick<Hq, 'db'>, { store }: TillCaller): Promise<boolean> {
  const { rows } = await sql<{ due: boolean }>`
    SELECT EXISTS (SELECT FROM store_visit WHERE store_id = ${store} AND due) AS due`.execute(db);
  return rows[0]?.due ?? false;
}

async function forgetLongGone(trx: Trx, { store }: TillCaller, fromMs: number): Promise<void> {
  await sql`UPDATE store_visit SET due = false WHERE store_id = ${store} AND due AND last_ms < ${fromMs}`.execute(
    trx,
  );
}

/** As many as one SYNC can tell, and as this chain may hold. */
async function dueMembers(
  trx: Trx,
  { store, till, epoch }: TillCaller,
  { nowMs, fromMs }: { readonly nowMs: EpochMs; readonly fromMs: number },
): Promise<readonly MemberId[]> {
  const { rows } = await sql<{ member_id: MemberId }>`
    SELECT visit.member_id FROM store_visit AS visit
    WHERE visit.store_id = ${store} AND visit.due AND visit.last_ms >= ${fromMs} AND (visit.till = ${till} OR NOT EXISTS (
      SELECT FROM till_contact WHERE till_contact.till = visit.till
        AND till_contact.at > statement_timestamp() - make_interval(hours => ${SILENT_HOURS})))
      AND NOT EXISTS (SELECT FROM store_visit AS elsewhere WHERE elsewhere.member_id = visit.member_id
        AND elsewhere.last_ms > greatest(visit.last_ms, ${nowMs - ELSEWHERE_MS}::bigint))
    ORDER BY visit.last_ms DESC
    LIMIT greatest(0, least(${MAX_SYNC_GRANTS}, ${MAX_LEASED_MEMBERS} - (
      SELECT CASE WHEN count(*) < ${MAX_LEASES_PER_CHAIN} THEN count(DISTINCT owner) ELSE ${MAX_LEASED_MEMBERS} END
      FROM lease WHERE holder_till = ${till} AND epoch = ${epoch} AND state IN ('ACTIVE', 'FROZEN'))))`.execute(
    trx,
  );
  return rows.map((row) => row.member_id);
}

type Granting = {
  readonly caller: TillCaller;
  readonly policy: LeasePolicy;
  readonly assets: ReadonlySet<Asset>;
  readonly nowMs: EpochMs;
  readonly members: readonly MemberId[];
};

async function grantTo(trx: Trx, { keys }: Pick<Hq, 'keys'>, granting: Granting): Promise<void> {
  const { caller, nowMs, members } = granting;
  const needs = needsOf([]);
  for (const member of members) {
    needs.owners.add(member);
    needs.lotOwners.add(member);
    needs.leaseOwners.add(member);
  }
  const rows = await loadRows(trx, { needs, company: caller.company, idleLots: true });
  const usual = await usualSpends(trx, [...rows.known]);
  const today = businessDateOf(nowMs, caller.timeZone);
  const { commands, considered } = sizedGrants(bookOfRows(rows), { ...granting, usual, today });
  await postLoaded(trx, { key: keys.signing, nowMs, commands, rows });
  await settle(trx, caller, considered);
}

async function settle(trx: Trx, { store }: TillCaller, owners: readonly OwnerId[]): Promise<void> {
  await sql`
    UPDATE store_visit SET due = false
    WHERE store_id = ${store} AND member_id = ANY(${textArray(owners)}::text[])`.execute(trx);
}
