/**
 * Holds the till's journal against HQ's ledger, effect by effect. It reads both files' own tables and shares no code with
 * either side's way of writing them.
 */
import pg from 'pg';
import { type JournalEntry, type JournalHead, readJournal, totalMinor } from './read-journal.ts';

/** One movement of a balance, and whose: a member's id, or `card:` with a gift card's number. */
type Effect = {
  readonly id: string;
  readonly effect: string;
  readonly asset: string;
  readonly amount: number;
  readonly owner: string;
};
type Sums = { readonly journal: number; readonly hq: number };

export type Comparison = {
  readonly entries: Sums;
  readonly sales: number;
  readonly salesTotalMinor: number;
  readonly effects: Sums;
  /** Earned. */
  readonly points: Sums;
  /** Points that members paid with. */
  readonly spentPoints: Sums;
  readonly assetSums: Readonly<Record<string, number>>;
  readonly quarantined: number;
  readonly differences: readonly string[];
};

export const compareLedgers = (journalFile: string, databaseUrl: string): Promise<Comparison> =>
  compareEntries(readJournal(journalFile), databaseUrl);

/** The same for entries of several files, epochs or histories; each is given once. */
export async function compareEntries(
  heads: readonly JournalEntry[],
  databaseUrl: string,
): Promise<Comparison> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const hqEntries = await readEntries(client);
    const hqEffects = await readEffects(client);
    const journalEffects = heads.flatMap(({ head }) => effectsOf(head));
    const sales = heads.filter(({ head }) => head.kind === 'SALE');
    return {
      entries: { journal: heads.length, hq: hqEntries.size },
      sales: sales.length,
      salesTotalMinor: sales.reduce((sum, { head }) => sum + totalMinor(head), 0),
      effects: { journal: journalEffects.length, hq: hqEffects.size },
      points: pointsOf('EARN', journalEffects, hqEffects),
      spentPoints: pointsOf('REDEEM', journalEffects, hqEffects),
      assetSums: await readAssetSums(client),
      quarantined: await count(client, 'select count(*)::int as n from quarantine'),
      differences: [...entryDifferences(heads, hqEntries), ...effectDifferences(journalEffects, hqEffects)],
    };
  } finally {
    await client.end();
  }
}

const effectsOf = (head: JournalHead): readonly Effect[] =>
  head.parts.map(({ n, effect, asset, amount, to, cardId }) => ({
    id: `${head.id}#${n}`,
    effect,
    asset,
    amount,
    owner: cardId === undefined ? (to ?? head.member ?? '') : `card:${cardId}`,
  }));

function pointsOf(effect: string, journal: readonly Effect[], hq: ReadonlyMap<string, Effect>): Sums {
  const sum = (effects: Iterable<Effect>): number =>
    [...effects]
      .filter((each) => each.asset === 'points' && each.effect === effect)
      .reduce((total, { amount }) => total + amount, 0);
  return { journal: sum(journal), hq: sum(hq.values()) };
}

/** What stands in a chain and what is kept as evidence of another history. */
async function readEntries(client: pg.Client): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ id: string; hash: string }>(
    `select id::text, hash from entry union all select head::jsonb ->> 'id', hash from fork_evidence`,
  );
  return new Map(rows.map((row) => [row.id, row.hash]));
}

/**
 * What tills brought, told apart by the house account on its other side; opening balances are HQ's own. An effect may
 * move in several legs (a receivable is repaid first, a spend takes several lots); their sum is the effect. What was
 * spent without a lease has nobody's name here, so it differs from every journal.
 */
async function readEffects(client: pg.Client): Promise<ReadonlyMap<string, Effect>> {
  const { rows } = await client.query<Effect & { sum: string }>(
    `select effect_id as id, effect, asset, sum(amount)::text as sum, min(owner) as owner from (
       select effect_id, 'EARN' as effect, asset, amount, substr(credit, 3) as owner from transfer
         where debit = 'h:issued' and effect_id not like 'opening:%'
       union all
       select effect_id, 'REDEEM', transfer.asset, transfer.amount, coalesce(lease.owner, '') from transfer
         left join lease on debit = 'l:' || lease.id where credit = 'h:redeemed'
       union all
       select effect_id, 'REFUND', asset, amount, substr(credit, 3) from transfer where debit = 'h:redeemed'
       union all
       select effect_id, 'CLAWBACK', asset, amount, substr(debit, 3) from transfer where credit = 'h:issued'
     ) moved group by effect_id, effect, asset`,
  );
  return new Map(rows.map(({ sum, ...row }) => [row.id, { ...row, amount: Number(sum) }]));
}

/** Members' balances as HQ keeps them, and house accounts as its transfers say: together each asset is zero. */
async function readAssetSums(client: pg.Client): Promise<Record<string, number>> {
  const { rows } = await client.query<{ asset: string; total: string }>(
    `select asset, sum(amount)::text as total from (
       select asset, balance as amount from account
       union all select asset, amount from transfer where credit ~ '^[hs]:'
       union all select asset, -amount from transfer where debit ~ '^[hs]:') every_account
     group by asset`,
  );
  return Object.fromEntries(rows.map((row) => [row.asset, Number(row.total)]));
}

async function count(client: pg.Client, sql: string): Promise<number> {
  const { rows } = await client.query<{ n: number }>(sql);
  return Number(rows[0]?.n ?? 0);
}

function entryDifferences(
  heads: readonly JournalEntry[],
  hq: ReadonlyMap<string, string>,
): readonly string[] {
  const known = new Set(heads.map(({ head }) => head.id));
  const missing = heads.filter(({ hash, head }) => hq.get(head.id) !== hash);
  const strange = [...hq.keys()].filter((id) => !known.has(id));
  return [
    ...missing.map(({ head }) => `entry ${head.seq} (${head.kind}) is not at HQ as it was signed`),
    ...strange.map((id) => `HQ has entry ${id}, the journal has not`),
  ];
}

function effectDifferences(journal: readonly Effect[], hq: ReadonlyMap<string, Effect>): readonly string[] {
  const known = new Set(journal.map((effect) => effect.id));
  const unequal = journal.filter((effect) => {
    const posted = hq.get(effect.id);
    const facts = ['effect', 'amount', 'asset', 'owner'] as const;
    return facts.some((fact) => posted?.[fact] !== effect[fact]);
  });
  const strange = [...hq.keys()].filter((id) => !known.has(id));
  return [
    ...unequal.map(
      (effect) =>
        `effect ${effect.id} (${effect.effect} ${effect.amount} ${effect.asset}) is posted otherwise at HQ`,
    ),
    ...strange.map((id) => `HQ posted effect ${id}, which the journal does not have`),
  ];
}
