/**
 * People and jobs that change what tills pull, each on a connection of its own: prices, imports, staff. Rows are locked in
 * ascending order before they are changed (the order of server/feed/change-order.ts). A commit comes late, after readers
 * have read some pages without it, or never.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { generator } from '../../e2e/demo/day-plan.ts';

export type Written = { readonly commits: number; readonly rollbacks: number };

const LATEST_PAGES = 8;
const PAGE_LIMIT_MS = 2_000;
const POLL_MS = 3;
const ROLLED_BACK = 0.2;
const MOST_ROWS = 8;

type Work = (client: Client, random: () => number, turn: string) => Promise<unknown>;

const changePrices: Work = async (client, random) => {
  const { rows } = await client.query<{ id: string }>(
    `select id from product where id in (select id from product order by random() limit $1)
      order by id for update`,
    [1 + Math.floor(random() * MOST_ROWS)],
  );
  await client.query('update product set price_minor = 1 + (price_minor + $2) % 99999 where id = any($1)', [
    rows.map(({ id }) => id),
    1 + Math.floor(random() * 500),
  ]);
};

const importGoods: Work = async (client, random, turn) => {
  await client.query(
    `insert into product (id, company_id, code, name, category_id, tags, price_minor, tax_id, unit)
      select 'feed-' || $1 || '-' || n, company_id, 'F' || $1 || '-' || n, 'New ' || $1 || ' ' || n, category_id,
        tags, 100 + n, tax_id, unit
      from (select * from product where not deleted order by id limit 1) as sample, generate_series(1, $2::int) as n`,
    [turn, 1 + Math.floor(random() * MOST_ROWS * 3)],
  );
};

const takeOffTheList: Work = async (client) => {
  await client.query(
    `update product set deleted = not deleted
      where id = (select id from product order by random() limit 1 for update)`,
  );
};

const changeStaff: Work = async (client, random) => {
  await client.query('select id from cashier order by id for update');
  await client.query('update cashier set name = $1, active = $2', [
    `Name ${Math.floor(random() * 1e6)}`,
    random() < 0.8,
  ]);
};

const WORK: readonly Work[] = [
  changePrices,
  importGoods,
  changePrices,
  importGoods,
  takeOffTheList,
  changeStaff,
];

export type WriteOptions = {
  readonly seed: number;
  readonly turns: number;
  /** How many pages readers have read so far. */
  readonly pages: () => number;
};

/** One writer for each kind of work; each does so many turns. */
export async function writeFeeds(url: string, options: WriteOptions): Promise<Written> {
  const written = await Promise.all(WORK.map((work, place) => write(url, { ...options, work, place })));
  return {
    commits: written.reduce((sum, { commits }) => sum + commits, 0),
    rollbacks: written.reduce((sum, { rollbacks }) => sum + rollbacks, 0),
  };
}

type Writer = WriteOptions & { readonly work: Work; readonly place: number };

async function write(url: string, { work, place, seed, turns, pages }: Writer): Promise<Written> {
  const random = generator(seed + place);
  const client = new Client({ connectionString: url, statement_timeout: 20_000 });
  await client.connect();
  let commits = 0;
  try {
    for (let turn = 1; turn <= turns; turn += 1) {
      await client.query('begin');
      await work(client, random, `${place}-${turn}`);
      await readersRead(pages, Math.floor(random() * LATEST_PAGES));
      const isKept = random() >= ROLLED_BACK;
      await client.query(isKept ? 'commit' : 'rollback');
      if (isKept) commits += 1;
    }
  } finally {
    await client.end();
  }
  return { commits, rollbacks: turns - commits };
}

async function readersRead(pages: () => number, more: number): Promise<void> {
  const enough = pages() + more;
  const untilMs = performance.now() + PAGE_LIMIT_MS;
  while (pages() < enough && performance.now() < untilMs) await delay(POLL_MS);
}
