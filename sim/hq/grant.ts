/** R6: a grant is signed from the rows that its transaction has made durable, and asked for again it is the same text. */
import type { IntentId, LeaseId, OwnerId, StoreId } from '../../shared/kernel/ids.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { LeaseGrant } from '../../shared/lease/lease.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';
import { leasedAccount } from '../../shared/posting/book/accounts.ts';
import type { Sim } from '../sim.ts';
import { dateOf, dayEndMs } from '../world/calendar.ts';
import type { HqState, HqTill, SignedGrant } from './hq-state.ts';

export type GrantWish = {
  readonly till: HqTill;
  readonly owner: OwnerId;
  readonly asset: Asset;
  readonly amount: number;
  readonly expiresAtMs: number;
  readonly intent: IntentId | null;
};

/** Null: the ledger did not allow it. */
export function grant(sim: Sim, hq: HqState, wish: GrantWish): SignedGrant | null {
  const { till, owner, asset, amount, intent } = wish;
  const nowMs = sim.agenda.nowMs();
  const lease = sim.newId('lease') as LeaseId;
  const holder = { till: till.id, epoch: till.epoch };
  const expiresAtMs = wish.expiresAtMs as EpochMs;
  const changes = hq.ledger.post({
    kind: 'GRANT',
    lease,
    owner,
    asset,
    amount,
    store: `store-${till.store}` as StoreId,
    holder,
    today: dateOf(nowMs),
    expiresAtMs,
    intent,
  });
  const granted = changes.leases.find(({ id }) => id === lease);
  if (!granted) return null;
  sim.tally.count(intent === null ? 'lease granted at SYNC' : 'lease granted for an intent');
  till.leases.add(lease);
  const lots = hq.ledger.book.slices(leasedAccount(lease), asset).map((slice) => ({
    lot: slice.lot.id,
    amount: slice.remaining,
    endsAtMs: slice.lot.lastDay === null ? null : (dayEndMs(slice.lot.lastDay) as EpochMs),
  }));
  const text: LeaseGrant = {
    lease,
    logIndex: hq.ledger.log.length,
    owner,
    asset,
    amount: granted.amount,
    lots,
    holder,
    grantedAtMs: nowMs as EpochMs,
    expiresAtMs: granted.expiresAtMs,
    intent,
  };
  const signed = { grant: text, document: JSON.stringify(text) };
  hq.grants.set(lease, signed);
  if (intent !== null) hq.intentsGranted.add(intent);
  return signed;
}
