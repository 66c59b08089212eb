/** LEASE_REQ (protocol.md sections 7 and 8): a right for one intent. Asked again, the answer is the same. */
import type { IntentId, LeaseId, OwnerId } from '../../shared/kernel/ids.ts';
import type { Lease } from '../../shared/lease/lease.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';
import { availableAccount, leasedAccount } from '../../shared/posting/book/accounts.ts';
import type { Sim } from '../sim.ts';
import { grant } from './grant.ts';
import type { HqState, HqTill, SignedGrant } from './hq-state.ts';

export type LeaseRequest = {
  readonly epoch: number;
  readonly intent: IntentId;
  readonly owner: OwnerId;
  readonly asset: Asset;
  readonly amount: number;
};

export type LeaseAnswer =
  | { readonly kind: 'granted'; readonly grant: SignedGrant }
  | { readonly kind: 'insufficient' | 'recalling' | 'closed' | 'refused' };

export function answerLease(sim: Sim, hq: HqState, till: HqTill, request: LeaseRequest): LeaseAnswer {
  const { book } = hq.ledger;
  const { epoch, intent, owner, asset, amount } = request;
  if (!mayHoldRights(till, epoch)) return { kind: 'refused' };
  const known = book.intent(intent);
  if (known !== null && known.state !== 'open') return { kind: 'closed' };
  const open = book.leasesOf(owner).filter((lease) => lease.asset === asset);
  const earlier = open.find((lease) => lease.intent === intent);
  if (earlier) return again(hq, earlier);
  if (hq.intentsGranted.has(intent)) return { kind: 'closed' };
  if (book.balance(availableAccount(owner), asset) >= amount) {
    const expiresAtMs = sim.agenda.nowMs() + sim.swarm.policy.intentLifeMs;
    const signed = grant(sim, hq, { till, owner, asset, amount, expiresAtMs, intent });
    return signed === null ? { kind: 'insufficient' } : { kind: 'granted', grant: signed };
  }
  return recallFor(sim, hq, { open, owner, asset, amount });
}

export const mayHoldRights = (till: HqTill, epoch: number): boolean =>
  epoch === till.epoch &&
  till.chains.get(epoch)?.suspended === false &&
  till.revokedAtMs === null &&
  !till.dead;

function again(hq: HqState, lease: Lease): LeaseAnswer {
  const signed = hq.grants.get(lease.id);
  return lease.state === 'ACTIVE' && signed ? { kind: 'granted', grant: signed } : { kind: 'closed' };
}

type Missing = {
  readonly open: readonly Lease[];
  readonly owner: OwnerId;
  readonly asset: Asset;
  readonly amount: number;
};

function recallFor(sim: Sim, hq: HqState, { open, owner, asset, amount }: Missing): LeaseAnswer {
  const { book } = hq.ledger;
  const elsewhere = open.filter((lease) => lease.intent === null);
  const leased = elsewhere.reduce((sum, lease) => sum + book.balance(leasedAccount(lease.id), asset), 0);
  if (book.balance(availableAccount(owner), asset) + leased < amount) return { kind: 'insufficient' };
  for (const lease of elsewhere) recall(sim, hq, lease.id);
  return { kind: 'recalling' };
}

export function recall(sim: Sim, hq: HqState, lease: LeaseId): void {
  if (hq.recalls.has(lease)) return;
  hq.recalls.add(lease);
  sim.tally.count('lease recalled');
}
