/**
 * Histories of the ledger by seed: what tills and HQ do in order, and now and then what they never should. The book that
 * is given is asked for amounts that make sense, so that most commands move something.
 */
import { seededRandom } from '../../../server/demo/seeded-random.ts';
import type { LeaseId, OwnerId } from '../../../shared/kernel/ids.ts';
import { availableAccount, leasedAccount } from '../../../shared/posting/book/accounts.ts';
import type { Book } from '../../../shared/posting/book/book.ts';
import type { Command } from '../../../shared/posting/post/command.ts';
import { randomEntry } from './random-entries.ts';
import {
  ASSETS,
  CARDS,
  CHAINS,
  dayOf,
  later,
  leaseIn,
  type Making,
  MEMBERS,
  newId,
  newWorld,
  oneOf,
} from './random-world.ts';

export type RandomLedger = {
  /** The next command, as it follows from the book so far. */
  readonly next: (book: Book) => Command;
};

export function randomLedger(seed: number): RandomLedger {
  const random = seededRandom(seed);
  const world = newWorld();
  return {
    next: (book) => {
      world.atMs = later(world.atMs, random.below(40) === 0 ? random.below(9) : random.below(4) / 24);
      const making = { random, world, book };
      const roll = random.below(100);
      const make = KINDS.find(([upTo]) => roll < upTo)?.[1] ?? randomEntry;
      return make(making) ?? randomEntry(making);
    },
  };
}

/** Null where there is nothing yet that it could be about. */
const KINDS: readonly (readonly [number, (making: Making) => Command | null])[] = [
  [8, opening],
  [28, grant],
  [36, due],
  [41, adjustment],
  [44, freeze],
  [46, writeOff],
  [48, guarantee],
  [50, resolve],
];

const anyOwner = ({ random }: Making): OwnerId =>
  random.below(5) === 0 ? random.pick(CARDS) : random.pick(MEMBERS);

const assetOf = ({ random }: Making, owner: OwnerId) =>
  owner.startsWith('card:') ? ('giftcard' as const) : random.pick(ASSETS);

function opening(making: Making): Command {
  const { world, random } = making;
  const owner = anyOwner(making);
  return {
    kind: 'OPENING',
    ref: `opening:${newId(world)}`,
    owner,
    asset: assetOf(making, owner),
    amount: 1 + random.below(500),
    atMs: world.atMs,
    today: dayOf(world.atMs),
  };
}

function grant(making: Making): Command {
  const { world, random, book } = making;
  const owner = anyOwner(making);
  const asset = assetOf(making, owner);
  const chain = random.pick(CHAINS);
  const available = book.balance(availableAccount(owner), asset);
  const intent = random.below(3) === 0 ? oneOf(making, world.intents) : null;
  const lease = newId<LeaseId>(world);
  world.leases.push(lease);
  const { store, till, epoch } = intent?.chain ?? chain;
  return {
    kind: 'GRANT',
    lease,
    owner: intent?.owner ?? owner,
    asset,
    amount: 1 + random.below(Math.max(1, random.below(6) === 0 ? available * 2 : available)),
    store,
    holder: { till, epoch },
    today: dayOf(world.atMs),
    expiresAtMs: later(world.atMs, random.below(12)),
    intent: intent?.id ?? null,
  };
}

function due(making: Making): Command {
  const { world } = making;
  return { kind: 'DUE', ref: `due:${newId(world)}`, owner: anyOwner(making), today: dayOf(world.atMs) };
}

function adjustment(making: Making): Command {
  const { world, random } = making;
  const owner = anyOwner(making);
  return {
    kind: 'ADJUST',
    ref: `adjust:${newId(world)}`,
    owner,
    asset: assetOf(making, owner),
    amount: (1 + random.below(80)) * (random.below(2) === 0 ? 1 : -1),
    atMs: world.atMs,
    today: dayOf(world.atMs),
  };
}

function freeze(making: Making): Command | null {
  const lease = leaseIn(making, 'ACTIVE');
  return lease && { kind: 'FREEZE', lease: lease.id };
}

function writeOff(making: Making): Command | null {
  const lease = leaseIn(making, 'FROZEN');
  return lease && { kind: 'WRITE_OFF', ref: `writeoff:${lease.id}`, lease: lease.id };
}

function guarantee(making: Making): Command | null {
  const { book, random } = making;
  const lease = leaseIn(making, 'FROZEN');
  const left = lease ? book.balance(leasedAccount(lease.id), lease.asset) : 0;
  return lease && left > 0 ? { kind: 'GUARANTEE', lease: lease.id, amount: 1 + random.below(left) } : null;
}

function resolve(making: Making): Command | null {
  const { world, random } = making;
  const entry = oneOf(making, world.suspended);
  if (!entry) return null;
  world.suspended.splice(world.suspended.indexOf(entry), 1);
  const verdict = random.below(2) === 0 ? 'post' : 'refuse';
  return { kind: 'RESOLVE', ref: `resolve:${entry.id}`, entry, verdict };
}
