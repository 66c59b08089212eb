/**
 * R12: a person has declared a till dead, so what its leases hold goes back to their owners. Only leases that are past
 * their end and its grace: until then the till may still be spending them, and every later entry is the house's loss.
 */
import { sql } from 'kysely';
import type { CompanyId, LeaseId, TillId } from '../../shared/kernel/ids.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { LeaseState } from '../../shared/lease/lease.ts';
import { DEFAULT_LEASE_POLICY, type LeasePolicy } from '../../shared/lease/lease-policy.ts';
import type { Command } from '../../shared/posting/post/command.ts';
import type { Db } from '../db/connect.ts';
import type { Hq } from '../hq.ts';
import { runOwn } from '../posting/run-own.ts';
import type { AssetAmount } from '../status/hq-status.ts';
import type { Act } from './act.ts';

/** Leases in one transaction. */
const AT_ONCE = 200;

export type DeadTill = {
  readonly till: TillId;
  readonly company: CompanyId;
  readonly policy: LeasePolicy;
  /** Its epochs that were blocked, or ended when the till was given a newer one. */
  readonly deadEpochs: readonly number[];
};

/** Null when there is no such till. */
export async function findDeadTill(db: Db, till: string): Promise<DeadTill | null> {
  const { rows } = await sql<Omit<DeadTill, 'policy'> & { readonly policy: LeasePolicy | null }>`
    SELECT till.id AS till, store.company_id AS company, store.lease_policy AS policy,
      coalesce(array_agg(chain.epoch ORDER BY chain.epoch)
        FILTER (WHERE chain.revoked_at_ms IS NOT NULL OR chain.epoch < till.epoch), '{}') AS "deadEpochs"
    FROM till JOIN store ON store.id = till.store_id JOIN chain ON chain.till = till.id
    WHERE till.id = ${till} GROUP BY till.id, store.id`.execute(db);
  const [row] = rows;
  return row ? { ...row, policy: row.policy ?? DEFAULT_LEASE_POLICY } : null;
}

export type WriteOffPlan = {
  readonly leases: number;
  readonly amounts: readonly AssetAmount[];
  /** Leases that are not past their end and grace yet, and when the last of them will be. */
  readonly tooEarly: number;
  readonly allAtMs: EpochMs | null;
};

export async function planWriteOff(
  { db, nowMs }: Pick<Hq, 'db' | 'nowMs'>,
  dead: DeadTill,
): Promise<WriteOffPlan> {
  const ended = endedBefore(dead, nowMs());
  const { rows } = await sql<AssetAmount & { due: boolean; leases: number; last: EpochMs }>`
    SELECT lease.asset, expires_at_ms <= ${ended} AS due, count(*) AS leases, max(expires_at_ms) AS last,
      coalesce(sum(account.balance), 0)::bigint AS amount
    FROM lease LEFT JOIN account ON account.id = 'l:' || lease.id AND account.asset = lease.asset
    WHERE ${ofDead(dead)} GROUP BY lease.asset, due ORDER BY lease.asset`.execute(db);
  const due = rows.filter((row) => row.due);
  const early = rows.filter((row) => !row.due);
  const lastEndMs = Math.max(...early.map(({ last }) => last));
  return {
    leases: due.reduce((sum, { leases }) => sum + leases, 0),
    amounts: due.map(({ asset, amount }) => ({ asset, amount })),
    tooEarly: early.reduce((sum, { leases }) => sum + leases, 0),
    allAtMs: early.length === 0 ? null : ((lastEndMs + dead.policy.graceMs) as EpochMs),
  };
}

/** How many leases were written off. Broken off, it goes on where it was when it is asked again. */
export async function writeOffTill(
  hq: Pick<Hq, 'db' | 'keys' | 'nowMs'>,
  dead: DeadTill,
  act: Act,
): Promise<number> {
  const ended = endedBefore(dead, hq.nowMs());
  let writtenOff = 0;
  for (;;) {
    const { rows } = await sql<{ id: LeaseId; state: LeaseState }>`
      SELECT id, state FROM lease WHERE ${ofDead(dead)} AND expires_at_ms <= ${ended}
      ORDER BY id LIMIT ${AT_ONCE}`.execute(hq.db);
    if (rows.length === 0) return writtenOff;
    const commands = rows.flatMap(({ id, state }): readonly Command[] => [
      ...(state === 'ACTIVE' ? [{ kind: 'FREEZE' as const, lease: id }] : []),
      { kind: 'WRITE_OFF', ref: `writeoff:${id}`, lease: id },
    ]);
    await runOwn(hq, { commands, company: dead.company, facts: act });
    writtenOff += rows.length;
  }
}

const endedBefore = ({ policy }: DeadTill, nowMs: EpochMs): number => nowMs - policy.graceMs;

const ofDead = ({ till, deadEpochs }: DeadTill) =>
  sql<boolean>`lease.holder_till = ${till} AND lease.epoch = ANY(${deadEpochs}::int[])
    AND lease.state IN ('ACTIVE', 'FROZEN')`;
