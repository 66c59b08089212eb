/** Entries of tills by chance: sales that earn and spend, returns, intents and their ends, releases, ticks, repeats. */
import type { EntryId, IntentId, LeaseId, MemberId, OwnerId } from '../../../shared/kernel/ids.ts';
import type { EntryPart } from '../../../shared/ledger/entry.ts';
import type { LotPolicies } from '../../../shared/loyalty/programme/lot-policy.ts';
import { leasedAccount } from '../../../shared/posting/book/accounts.ts';
import type { Command, EntryTerms, PostedEntry } from '../../../shared/posting/post/command.ts';
import {
  ASSETS,
  CARDS,
  CHAINS,
  type Chain,
  dayOf,
  leaseIn,
  type Making,
  MEMBERS,
  newId,
  oneOf,
} from './random-world.ts';

const LOTS: readonly [LotPolicies, ...LotPolicies[]] = [
  {},
  { points: { expiry: { kind: 'days', days: 6 } }, wallet: { pendingDays: 2 } },
  { points: { pendingDays: 1, expiry: { kind: 'days', days: 20 } } },
  {
    points: { expiry: { kind: 'inactivity', days: 10 } },
    other: { expiry: { kind: 'endOfMonth', months: 0 } },
  },
];

type Written = Pick<PostedEntry, 'kind' | 'member' | 'parts'> & Partial<PostedEntry>;

export function randomEntry(making: Making): Command {
  const { random, world } = making;
  if (random.below(15) === 0) {
    const again = oneOf(making, world.entries);
    if (again) return entryCommand(making, again);
  }
  const chain = random.pick(CHAINS);
  const write = WRITERS[random.below(WRITERS.length)] ?? sale;
  const id = newId<EntryId>(world);
  const { till, epoch, store } = chain;
  const entry: PostedEntry = {
    id,
    till,
    epoch,
    store,
    atMs: world.atMs,
    businessDate: dayOf(world.atMs),
    terms: termsOf(making),
    ...write(making, chain),
  };
  world.entries.push(entry);
  return entryCommand(making, entry);
}

function entryCommand({ random, world }: Making, entry: PostedEntry): Command {
  const suspended = entry.kind === 'SALE' && random.below(12) === 0;
  if (suspended && !world.suspended.includes(entry)) world.suspended.push(entry);
  return { kind: 'ENTRY', entry, via: random.below(8) === 0 ? 'beside' : 'chain', suspended };
}

const termsOf = ({ random }: Making): EntryTerms => ({
  lots: random.pick(LOTS),
  ...(random.below(4) === 0 ? { shortfall: 'forgive' as const } : {}),
});

type Writer = (making: Making, chain: Chain) => Written;
const WRITERS: readonly Writer[] = [
  sale,
  sale,
  sale,
  sale,
  sale,
  giveBack,
  giveBack,
  intent,
  abandon,
  release,
  tick,
];

/** Where there is a lease, it is mostly its owner who comes to the till that holds it. */
function sale(making: Making, chain: Chain): Written {
  const { random } = making;
  const lease = random.below(3) > 0 ? leaseIn(making, 'ACTIVE') : null;
  const held = lease && { ...lease.holder, store: lease.store };
  const member = (isMember(lease?.owner) ? lease.owner : null) ?? random.pick(MEMBERS);
  const wished: Omit<EntryPart, 'n'>[] = [];
  for (let earned = random.below(3); earned > 0; earned -= 1)
    wished.push({ effect: 'EARN', asset: random.pick(ASSETS), amount: 1 + random.below(60) });
  if (random.below(8) === 0)
    wished.push({ effect: 'EARN', asset: 'giftcard', amount: 500, cardId: cardNumber(random.pick(CARDS)) });
  for (let spent = random.below(3); spent > 0; spent -= 1)
    wished.push(...spend(making, { member, chain: held ?? chain }));
  return { kind: 'SALE', member, parts: wished.map((part, index) => ({ n: index + 1, ...part })), ...held };
}

const isMember = (owner: OwnerId | undefined): owner is MemberId =>
  owner !== undefined && !owner.startsWith('card:');

/** Mostly from a lease that this chain holds of this member's, mostly no more than is left of it. */
function spend(
  making: Making,
  { member, chain }: { readonly member: MemberId; readonly chain: Chain },
): readonly Omit<EntryPart, 'n'>[] {
  const { random, world, book } = making;
  const known = world.leases.flatMap((id) => book.lease(id) ?? []);
  const own = known.filter(
    ({ owner, holder, state }) =>
      (state === 'ACTIVE' || state === 'FROZEN') &&
      (owner === member || owner.startsWith('card:')) &&
      holder.till === chain.till &&
      holder.epoch === chain.epoch,
  );
  const from = random.below(10) === 0 ? known : own;
  const lease = from[random.below(Math.max(1, from.length))];
  if (!lease) {
    const lost = { effect: 'REDEEM' as const, asset: 'points' as const, amount: 1 + random.below(9) };
    return random.below(10) === 0 ? [{ ...lost, lease: newId<LeaseId>(world) }] : [];
  }
  const intentId = random.below(12) === 0 ? oneOf(making, world.intents)?.id : lease.intent;
  const left = book.balance(leasedAccount(lease.id), lease.asset);
  const amount = 1 + random.below(Math.max(1, random.below(8) === 0 ? left + 20 : left));
  return [
    {
      effect: 'REDEEM',
      asset: lease.asset,
      amount,
      lease: lease.id,
      ...(isMember(lease.owner) ? {} : { cardId: cardNumber(lease.owner) }),
      ...(intentId ? { intent: intentId } : {}),
    },
  ];
}

const cardNumber = (owner: OwnerId): string => owner.slice('card:'.length);

/** A RETURN of what some sale gave and took, in pieces that may come to more than there was. */
function giveBack(making: Making, chain: Chain): Written {
  const { random, world } = making;
  const sold = oneOf(
    making,
    world.entries.filter(({ kind, parts }) => kind === 'SALE' && parts.length > 0),
  );
  if (!sold) return sale(making, chain);
  const parts = sold.parts.map((part, index): EntryPart => {
    const { effect, asset, amount, n, cardId } = part;
    return {
      n: index + 1,
      effect: effect === 'EARN' ? 'CLAWBACK' : 'REFUND',
      asset,
      amount: 1 + random.below(amount + 3),
      ref: `${random.below(12) === 0 ? newId(world) : sold.id}#${n}`,
      ...(cardId === undefined ? {} : { cardId }),
    };
  });
  const where = random.below(6) === 0 ? {} : { store: sold.store };
  return { kind: 'RETURN', member: sold.member, parts, ...where };
}

function intent(making: Making, chain: Chain): Written {
  const { random, world } = making;
  const owner: OwnerId = random.below(5) === 0 ? random.pick(CARDS) : random.pick(MEMBERS);
  const id = newId<IntentId>(world);
  world.intents.push({ id, owner, chain });
  return { kind: 'INTENT', member: null, parts: [], intent: { id, owner } };
}

function abandon(making: Making, chain: Chain): Written {
  const known = oneOf(making, making.world.intents);
  if (!known) return intent(making, chain);
  const { till, epoch, store } = known.chain;
  const { id, owner } = known;
  return { kind: 'ABANDON', member: null, parts: [], intent: { id, owner }, till, epoch, store };
}

function release(making: Making): Written {
  const { random } = making;
  const lease = leaseIn(making, 'ACTIVE');
  const released = lease ? [lease.id] : [];
  const holder = lease && random.below(8) > 0 ? lease.holder : {};
  return { kind: 'RELEASE', member: null, parts: [], released, ...holder };
}

function tick(): Written {
  return { kind: 'TICK', member: null, parts: [] };
}
