/** Rights for those who come here often, granted before anybody asks (protocol.md section 5): sized by the shipped rule. */
import type { OwnerId } from '../../shared/kernel/ids.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';
import { availableAccount, leasedAccount, receivableAccount } from '../../shared/posting/book/accounts.ts';
import type { Sim } from '../sim.ts';
import { DAY_MS } from '../world/calendar.ts';
import { grant } from './grant.ts';
import type { HqState, HqTill } from './hq-state.ts';

const GRANTS_PER_SYNC = 50;

/** Owners who bought last at this till. */
export function grantAtSync(sim: Sim, hq: HqState, till: HqTill): void {
  const { policy } = sim.swarm;
  if (!policy.enabled) return;
  const sinceMs = sim.agenda.nowMs() - policy.visitedWithinDays * DAY_MS;
  let left = GRANTS_PER_SYNC;
  for (const [owner, visit] of hq.visits) {
    if (left === 0) return;
    if (visit.till !== till.id || visit.atMs < sinceMs) continue;
    for (const asset of hq.ledger.book.assetsOf(owner)) left -= grantTo(sim, hq, { till, owner, asset });
  }
}

type To = { readonly till: HqTill; readonly owner: OwnerId; readonly asset: Asset };

/** How many leases it gave. */
function grantTo(sim: Sim, hq: HqState, { till, owner, asset }: To): number {
  const { book } = hq.ledger;
  const available = book.balance(availableAccount(owner), asset);
  if (available === 0 || book.balance(receivableAccount(owner), asset) < 0) return 0;
  const open = book
    .leasesOf(owner)
    .filter(
      (lease) => lease.asset === asset && lease.intent === null && lease.store === `store-${till.store}`,
    );
  if (open.some(({ id }) => hq.recalls.has(id))) return 0;
  const held = open.reduce((sum, { id }) => sum + book.balance(leasedAccount(id), asset), 0);
  const { policy } = sim.swarm;
  const amount = sim.protocol.sizeLease({
    asset,
    available,
    held,
    openLeases: open.length,
    usual: null,
    policy,
  });
  if (amount === 0) return 0;
  const expiresAtMs = sim.agenda.nowMs() + policy.lifeMs;
  return grant(sim, hq, { till, owner, asset, amount, expiresAtMs, intent: null }) === null ? 0 : 1;
}
