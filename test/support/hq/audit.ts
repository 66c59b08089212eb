/** HQ's tables against what the tills know: their chains, and what HQ has acknowledged to them. Nothing of HQ's counts. */
import { Client } from 'pg';
import { demoMembers } from '../../../server/demo/demo-members.ts';
import type { EntryHead } from '../../../shared/ledger/entry.ts';
import { saleTotalMinor } from '../../../shared/shift/till-state.ts';
import type { SendingTill } from './sending-till.ts';

/** Everything but `entries` must be 0. */
export type Audit = {
  readonly entries: number;
  /** Acknowledged and not there. */
  readonly lost: number;
  /** There twice, or of no chain. */
  readonly doubled: number;
  /** Not at the log index that was acknowledged. */
  readonly moved: number;
  /** Effects that were not posted once and whole. */
  readonly wrongEffects: number;
  /** Members whose points, visits or spending are not what their sales add up to. */
  readonly wrongMembers: number;
  /** Chains whose watermark is not their end. */
  readonly unfinished: number;
};

export const CLEAN = { lost: 0, doubled: 0, moved: 0, wrongEffects: 0, wrongMembers: 0, unfinished: 0 };

export async function audit(url: string, tills: readonly SendingTill[]): Promise<Audit> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const heads = tills.flatMap(({ chain }) =>
      chain.entries.map(({ head }) => JSON.parse(head) as EntryHead),
    );
    const { rows } = await client.query<{ id: string; log_index: string }>('select id, log_index from entry');
    const places = new Map(rows.map((row) => [row.id, Number(row.log_index)]));
    const ids = new Set<string>(heads.map(({ id }) => id));
    const acknowledged = tills.flatMap((till) => [...till.acknowledged]);
    return {
      entries: rows.length,
      lost: acknowledged.filter(([id]) => !places.has(id)).length,
      doubled: rows.length - places.size + [...places.keys()].filter((id) => !ids.has(id)).length,
      moved: acknowledged.filter(([id, index]) => (places.get(id) ?? index) !== index).length,
      wrongEffects: await wrongEffects(client, heads),
      wrongMembers: await wrongMembers(client, heads),
      unfinished: await unfinished(client, tills),
    };
  } finally {
    await client.end();
  }
}

async function wrongEffects(client: Client, heads: readonly EntryHead[]): Promise<number> {
  const { rows } = await client.query<{ effect_id: string; amount: number; legs: number }>(
    `select effect_id, sum(amount)::int as amount, count(*)::int as legs from transfer
      where debit = 'h:issued' and effect_id not like 'opening:%' group by effect_id`,
  );
  const posted = new Map(rows.map((row) => [row.effect_id, row]));
  const claimed = heads.flatMap(({ id, parts }) =>
    parts.map(({ n, amount }) => ({ effect: `${id}#${n}`, amount })),
  );
  const wrong = claimed.filter(({ effect, amount }) => {
    const found = posted.get(effect);
    return found?.amount !== amount || found.legs !== 1;
  });
  return wrong.length + Math.abs(posted.size - claimed.length);
}

async function wrongMembers(client: Client, heads: readonly EntryHead[]): Promise<number> {
  const { rows } = await client.query<{ id: string; points: string; visits: number; spend: string }>(
    `select member.id, visits, spend_minor::text as spend, coalesce(sum(balance), 0)::text as points
      from member left join account on account.member_id = member.id group by member.id`,
  );
  const sums = new Map(
    demoMembers().map(({ id, points, visits, spendMinor }): [string, Sum] => [
      id,
      { points, visits, spend: spendMinor },
    ]),
  );
  for (const head of heads) {
    const sum = sums.get(head.member ?? '');
    if (!sum) continue;
    sum.points += head.parts.reduce((points, { amount }) => points + amount, 0);
    sum.visits += 1;
    sum.spend += saleTotalMinor(head);
  }
  return rows.filter(({ id, points, visits, spend }) => {
    const sum = sums.get(id);
    return sum?.points !== Number(points) || sum.visits !== visits || sum.spend !== Number(spend);
  }).length;
}

type Sum = { points: number; visits: number; spend: number };

async function unfinished(client: Client, tills: readonly SendingTill[]): Promise<number> {
  const { rows } = await client.query<{ till: string; epoch: number; wm: number; head_hash: string }>(
    'select till, epoch, wm, head_hash from chain',
  );
  return tills.filter(({ chain }) => {
    const row = rows.find(({ till, epoch }) => till === chain.till && epoch === chain.epoch);
    const head = chain.entries.at(-1)?.hash ?? chain.genesis();
    return row?.wm !== chain.entries.length || row.head_hash !== head;
  }).length;
}
