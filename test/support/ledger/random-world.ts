/** Who and what a random history of the ledger is about, and what has happened in it so far. */
import type { SeededRandom } from '../../../server/demo/seeded-random.ts';
import { asBusinessDate, type BusinessDate } from '../../../shared/kernel/business-date.ts';
import type { StoreId, TillId } from '../../../shared/kernel/ids.ts';
import {
  asId,
  type IntentId,
  type LeaseId,
  type MemberId,
  type OwnerId,
} from '../../../shared/kernel/ids.ts';
import { type EpochMs, epochMs } from '../../../shared/kernel/units.ts';
import type { Lease, LeaseHolder, LeaseState } from '../../../shared/lease/lease.ts';
import type { Asset } from '../../../shared/loyalty/asset.ts';
import type { Book } from '../../../shared/posting/book/book.ts';
import type { PostedEntry } from '../../../shared/posting/post/command.ts';

export type Chain = LeaseHolder & { readonly store: StoreId };

const chain = (till: string, epoch: number, store: string): Chain => ({
  till: asId<TillId>(till),
  epoch,
  store: asId<StoreId>(store),
});

/** The third is an epoch that came after the second one's. */
export const CHAINS: readonly [Chain, ...Chain[]] = [
  chain('t-1', 1, 's-north'),
  chain('t-2', 1, 's-north'),
  chain('t-2', 2, 's-north'),
  chain('t-3', 1, 's-south'),
];

export const MEMBERS: readonly [MemberId, ...MemberId[]] = [
  asId('m-anna'),
  asId('m-boris'),
  asId('m-corina'),
  asId('m-dan'),
];
export const CARDS: readonly [OwnerId, ...OwnerId[]] = ['card:5001', 'card:5002'];
export const ASSETS: readonly [Asset, ...Asset[]] = [
  'points',
  'points',
  'wallet',
  'stamps:bread',
  'coupon:tea',
];

const DAY_MS = 86_400_000;
export const WORLD_START_MS = epochMs(Date.UTC(2026, 2, 1, 8));

export const dayOf = (atMs: EpochMs): BusinessDate =>
  asBusinessDate(new Date(atMs).toISOString().slice(0, 10));

export type World = {
  atMs: EpochMs;
  /** Numbers everything that has an id. */
  made: number;
  readonly leases: LeaseId[];
  readonly intents: { readonly id: IntentId; readonly owner: OwnerId; readonly chain: Chain }[];
  readonly entries: PostedEntry[];
  readonly suspended: PostedEntry[];
};

export const newWorld = (): World => ({
  atMs: WORLD_START_MS,
  made: 0,
  leases: [],
  intents: [],
  entries: [],
  suspended: [],
});

/** A uuid whose order is that of making. */
export function newId<T extends string>(world: World): T {
  world.made += 1;
  return `00000000-0000-7000-8000-${String(world.made).padStart(12, '0')}` as T;
}

export const later = (atMs: EpochMs, days: number): EpochMs => epochMs(atMs + days * DAY_MS);

export type Making = { readonly random: SeededRandom; readonly world: World; readonly book: Book };

export function oneOf<T>({ random }: Making, items: readonly T[]): T | null {
  return items.length === 0 ? null : (items[random.below(items.length)] ?? null);
}

/** Mostly one in this state; now and then any that there ever was. */
export function leaseIn(making: Making, state: LeaseState): Lease | null {
  const known = making.world.leases.flatMap((id) => making.book.lease(id) ?? []);
  const fitting = making.random.below(8) === 0 ? known : known.filter((lease) => lease.state === state);
  return oneOf(making, fitting);
}
