/**
 * DUE-3: a lease that is past its end for longer than its store's grace, and of which its chain has not told the end, is
 * frozen: what it holds stays reserved (R9), and somebody sees it.
 */
import { sql } from 'kysely';
import type { LeaseId } from '../../shared/kernel/ids.ts';
import { DEFAULT_LEASE_POLICY } from '../../shared/lease/lease-policy.ts';
import type { Hq } from '../hq.ts';
import { runOwn } from '../posting/run-own.ts';

export const LEASES_AT_ONCE = 200;

/** How many were frozen. */
export async function freezeLeases(
  hq: Pick<Hq, 'db' | 'keys' | 'nowMs'>,
  goesOn: () => boolean = () => true,
): Promise<number> {
  let frozen = 0;
  while (goesOn()) {
    const leases = await silentLeases(hq);
    await runOwn(hq, { commands: leases.map((lease) => ({ kind: 'FREEZE', lease }) as const) });
    frozen += leases.length;
    if (leases.length < LEASES_AT_ONCE) break;
  }
  return frozen;
}

async function silentLeases({ db, nowMs }: Pick<Hq, 'db' | 'nowMs'>): Promise<readonly LeaseId[]> {
  const now = nowMs();
  const { rows } = await sql<{ id: LeaseId }>`
    SELECT lease.id FROM lease JOIN store ON store.id = lease.store_id
    WHERE state = 'ACTIVE' AND expires_at_ms < ${now}
      AND expires_at_ms + coalesce((lease_policy ->> 'graceMs')::bigint, ${DEFAULT_LEASE_POLICY.graceMs}) < ${now}
    ORDER BY expires_at_ms LIMIT ${LEASES_AT_ONCE}`.execute(db);
  return rows.map(({ id }) => id);
}
