/**
 * FED-1: writers, posting tills and readers at two HQ processes; at the end every row is read back and compared with the
 * last version that each reader saw.
 */
import { sql } from 'kysely';
import { demoStore } from '../../../server/demo/demo-place.ts';
import { assert } from '../../../shared/kernel/assert.ts';
import { businessDateOf } from '../../../shared/kernel/business-date.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import type { CollectionName, PullDocument } from '../../../shared/protocol/pull.ts';
import { startReader } from './feed-reader.ts';
import { writeFeeds } from './feed-writers.ts';
import { startFleet } from './fleet.ts';
import { enrolTills } from './kill-campaign.ts';
import type { ShopProcesses } from './shop-processes.ts';
import { someMembers } from './wire-enrol.ts';

export type FeedOutcome = {
  readonly commits: number;
  readonly rollbacks: number;
  readonly posted: number;
  readonly pages: number;
  readonly rows: number;
  /** Rows that a reader never saw, or saw last in an older version. */
  readonly missed: number;
  /** Rows that a reader saw and that are not there. */
  readonly invented: number;
};

const FINISH_LIMIT_MS = 60_000;
const LIMITS = [3, 40, 1000];

export async function runFeedCampaign(
  shop: ShopProcesses,
  { seed, turns }: { seed: number; turns: number },
): Promise<FeedOutcome> {
  const sides = [await shop.serve(), await shop.serve()];
  const urlOf = (n: number): string => sides[n % sides.length]?.url ?? '';
  const tills = await enrolTills(shop, urlOf(0), 3);
  const [first] = tills;
  assert(first, 'a till reads');
  const members = await someMembers(urlOf(0), first);
  let turn = 0;
  const url = (): string => {
    turn += 1;
    return urlOf(turn);
  };
  const readers = (Object.keys(VERSIONS) as Compared[]).flatMap((collection) =>
    LIMITS.slice(0, collection === 'staff' ? 1 : LIMITS.length).map((limit) => ({
      collection,
      reader: startReader({ collection, limit, chain: first.chain, url, version: VERSIONS[collection] }),
    })),
  );
  const fleet = startFleet({ tills, members, seed, restMs: 20, line: url });
  const pages = (): number => readers.reduce((sum, { reader }) => sum + reader.pages(), 0);
  const written = await writeFeeds(shop.url, { seed, turns, pages });
  const { stuck } = await fleet.finish(FINISH_LIMIT_MS);
  assert(stuck === 0, 'tills send everything while feeds are written');
  await Promise.all(readers.map(({ reader }) => reader.finish()));
  const truths = await readBack(shop);
  const compared = readers.map(({ collection, reader: { seen } }) => {
    const truth = truths[collection];
    return {
      missed: [...truth].filter(([id, version]) => seen.get(id) !== version).length,
      invented: [...seen.keys()].filter((id) => !truth.has(id)).length,
    };
  });
  return {
    ...written,
    posted: tills.reduce((sum, { chain }) => sum + chain.entries.length, 0),
    pages: pages(),
    rows: Object.values(truths).reduce((sum, { size }) => sum + size, 0),
    missed: compared.reduce((sum, { missed }) => sum + missed, 0),
    invented: compared.reduce((sum, { invented }) => sum + invented, 0),
  };
}

type Compared = Extract<CollectionName, 'products' | 'members' | 'staff'>;

const VERSIONS = {
  products: ({ name, priceMinor, _deleted }: PullDocument<'products'>) =>
    JSON.stringify([name, priceMinor, _deleted]),
  // What is pending by its day lies in the account of what is available.
  members: ({ tierId, counters, balances }: PullDocument<'members'>) => {
    const { available = 0, pending = 0 } = balances.find(({ asset }) => asset === 'points') ?? {};
    return JSON.stringify([tierId, counters.spendMinor, counters.visits, available + pending]);
  },
  staff: ({ name, _deleted }: PullDocument<'staff'>) => JSON.stringify([name, _deleted]),
} as const satisfies Record<Compared, (document: never) => string>;

async function readBack({ db }: ShopProcesses): Promise<Record<Compared, ReadonlyMap<string, string>>> {
  const products = await db.selectFrom('product').select(['id', 'name', 'price_minor', 'deleted']).execute();
  // Points whose last day is over are in the account until they are written off, and in no row any more.
  const today = businessDateOf(epochMs(Date.now()), demoStore.timeZone);
  const { rows: members } = await sql<{
    id: string;
    tier_id: string;
    spend_minor: number;
    visits: number;
    points: number;
  }>`
    SELECT member.id, tier_id, spend_minor, visits, coalesce(sum(balance), 0)::bigint - (
      SELECT coalesce(sum(remaining), 0)::bigint FROM lot
      WHERE lot.account = 'a:' || member.id AND asset = 'points' AND last_day < ${today}) AS points
    FROM member LEFT JOIN account
      ON account.member_id = member.id AND account.kind = 'available' AND account.asset = 'points'
    GROUP BY member.id`.execute(db);
  const staff = await db.selectFrom('cashier').select(['id', 'name', 'active']).execute();
  return {
    products: new Map(
      products.map((row) => [row.id, JSON.stringify([row.name, row.price_minor, row.deleted])]),
    ),
    members: new Map(
      members.map((row) => [row.id, JSON.stringify([row.tier_id, row.spend_minor, row.visits, row.points])]),
    ),
    staff: new Map(staff.map((row) => [row.id, JSON.stringify([row.name, !row.active])])),
  };
}

const LOCK = /PERFORM pg_advisory_xact_lock\([^;]*;/;

/** What FED-1 rests on, taken away in this one database. */
export async function removeFeedLock({ db }: ShopProcesses): Promise<void> {
  const { rows } = await sql<{ text: string }>`
    SELECT pg_get_functiondef('assign_change_no'::regproc) AS text`.execute(db);
  const text = rows[0]?.text ?? '';
  assert(LOCK.test(text), 'the trigger takes the lock of its feed');
  await sql.raw(text.replace(LOCK, '')).execute(db);
}
