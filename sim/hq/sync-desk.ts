/** SYNC at HQ: new rights for this chain, rights that HQ wants back, and R10's question for a sign of life. */
import type { LeaseId, TillId } from '../../shared/kernel/ids.ts';
import type { Sim } from '../sim.ts';
import { grantAtSync } from './grant-at-sync.ts';
import type { HqState, HqTill, SignedGrant } from './hq-state.ts';
import { mayHoldRights } from './lease-desk.ts';

export type SyncRequest = { readonly till: TillId; readonly epoch: number; readonly grantsAfter: number };

export type SyncAnswer = {
  readonly hqTimeMs: number;
  /** The epoch has ended at HQ: a renewal was under way. */
  readonly epochIsOver: boolean;
  readonly grants: readonly SignedGrant[];
  readonly recalls: readonly LeaseId[];
  readonly tick: boolean;
};

export function answerSync(sim: Sim, hq: HqState, request: SyncRequest): SyncAnswer | null {
  const till = hq.tills.get(request.till);
  if (!till) return null;
  const hqTimeMs = sim.agenda.nowMs();
  const epochIsOver = till.epoch > request.epoch;
  if (!mayHoldRights(till, request.epoch))
    return { hqTimeMs, epochIsOver, grants: [], recalls: [], tick: false };
  if (!sim.healed()) grantAtSync(sim, hq, till);
  const open = openLeases(hq, till);
  return {
    hqTimeMs,
    epochIsOver,
    grants: open
      .flatMap(({ id, intent }) => (intent === null ? (hq.grants.get(id) ?? []) : []))
      .filter(({ grant }) => grant.logIndex > request.grantsAfter),
    recalls: open.flatMap(({ id }) => (hq.recalls.has(id) ? [id] : [])),
    tick: sim.protocol.shell.asksForTicks && open.some(({ expiresAtMs }) => expiresAtMs <= hqTimeMs),
  };
}

/** Of the present epoch, oldest first; those that have been closed meanwhile are forgotten on the way. */
function openLeases({ ledger }: HqState, till: HqTill) {
  return [...till.leases].flatMap((id) => {
    const lease = ledger.book.lease(id);
    if (!lease || lease.state === 'CLOSED' || lease.state === 'WRITTEN_OFF') {
      till.leases.delete(id);
      return [];
    }
    return lease.holder.epoch === till.epoch ? [lease] : [];
  });
}
