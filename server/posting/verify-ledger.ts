/**
 * `hq verify`: the state of HQ is a fold of its log (protocol.md section 4). Walks the log, checks every hash and
 * signature, rebuilds all balances from it alone, and compares them with what the tables say.
 */
import { sql } from 'kysely';
import { z } from 'zod';
import type { Asset } from '../../shared/loyalty/asset.ts';
import { balanceKey, splitBalanceKey } from '../../shared/posting/book/movement.ts';
import { signatureHolds } from '../crypto/ed25519.ts';
import type { Hq } from '../hq.ts';
import { logGenesis, recordHash } from './hq-log.ts';

export type Verification = {
  readonly records: number;
  readonly transfers: number;
  readonly accounts: number;
  /** What does not fit, in words; empty when everything does. */
  readonly findings: readonly string[];
};

export const MAX_FINDINGS = 100;
const PAGE = 1000;

const zMovement = z
  .tuple([z.string(), z.int(), z.string(), z.string(), z.string(), z.int().min(1)])
  .rest(z.string().nullable());
const zRecord = z.looseObject({
  index: z.int(),
  prev: z.string(),
  transfers: z.array(zMovement).default([]),
});

type Fold = {
  records: number;
  transfers: number;
  readonly balances: Map<string, number>;
  readonly findings: string[];
};

/** A transaction will do as the database. */
type Verified = Pick<Hq, 'db' | 'keys'>;

export async function verifyLedger(hq: Verified): Promise<Verification> {
  const fold: Fold = { records: 0, transfers: 0, balances: new Map(), findings: [] };
  await foldLog(hq, fold);
  await compareTransfers(hq, fold);
  await compareAccounts(hq, fold);
  await compareLots(hq, fold);
  await compareChains(hq, fold);
  sumsToZero(fold);
  const { records, transfers, balances, findings } = fold;
  return { records, transfers, accounts: balances.size, findings: findings.slice(0, MAX_FINDINGS) };
}

async function foldLog({ db, keys }: Verified, fold: Fold): Promise<void> {
  let tip = logGenesis(keys.signing.publicKey);
  let signed = true;
  for (;;) {
    const page = await db
      .selectFrom('hq_log')
      .selectAll()
      .where('log_index', '>', tip.logIndex)
      .orderBy('log_index')
      .limit(PAGE)
      .execute();
    for (const row of page) {
      const record = zRecord.safeParse(parseJson(row.record)).data;
      const fits = record?.index === tip.logIndex + 1 && row.log_index === record.index;
      if (!record || !fits || record.prev !== tip.hash)
        fold.findings.push(`log ${row.log_index}: does not follow`);
      if (recordHash(row.record) !== row.hash) fold.findings.push(`log ${row.log_index}: altered`);
      const key = { publicKey: keys.signing.publicKey, hash: row.hash };
      if (row.sig !== null && !signatureHolds({ ...key, sig: row.sig }))
        fold.findings.push(`log ${row.log_index}: wrong signature`);
      signed = row.sig !== null;
      tip = { logIndex: row.log_index, hash: row.hash };
      fold.records += 1;
      for (const movement of record?.transfers ?? []) move(fold, movement);
    }
    if (page.length < PAGE) break;
  }
  if (!signed) fold.findings.push('the log ends without a signature');
}

function move(fold: Fold, [, , debit, credit, asset, amount]: z.infer<typeof zMovement>): void {
  fold.transfers += 1;
  add(fold.balances, balanceKey(debit, asset as Asset), -amount);
  add(fold.balances, balanceKey(credit, asset as Asset), amount);
}

async function compareTransfers({ db }: Verified, fold: Fold): Promise<void> {
  const { rows } = await sql<{ account: string; asset: Asset; balance: number; legs: number }>`
    SELECT account, asset, sum(amount)::bigint AS balance, count(*) AS legs FROM (
      SELECT credit AS account, asset, amount FROM transfer
      UNION ALL SELECT debit, asset, -amount FROM transfer
    ) AS leg GROUP BY account, asset`.execute(db);
  const legs = rows.reduce((sum, row) => sum + row.legs, 0);
  if (legs !== 2 * fold.transfers)
    fold.findings.push(`${legs / 2} transfers, but ${fold.transfers} in the log`);
  compare(
    fold,
    'transfers',
    new Map(rows.map((row) => [balanceKey(row.account, row.asset), row.balance])),
    () => true,
  );
}

async function compareAccounts({ db }: Verified, fold: Fold): Promise<void> {
  const rows = await db.selectFrom('account').select(['id', 'asset', 'balance']).execute();
  const held = new Map(rows.map((row) => [balanceKey(row.id, row.asset), row.balance]));
  compare(fold, 'account', held, (account) => /^[padl]:/.test(account));
}

/** I9: the lots of an account sum to its balance. */
async function compareLots({ db }: Verified, fold: Fold): Promise<void> {
  const rows = await db
    .selectFrom('lot')
    .select(['account', 'asset'])
    .select(sql<number>`sum(remaining)::bigint`.as('remaining'))
    .groupBy(['account', 'asset'])
    .execute();
  const held = new Map(rows.map((row) => [balanceKey(row.account, row.asset), row.remaining]));
  compare(fold, 'lots', held, (account) => /^[apl]:/.test(account));
}

/** I8: an accepted chain has no gaps and ends at its watermark. */
async function compareChains({ db }: Verified, fold: Fold): Promise<void> {
  const { rows } = await sql<{ till: string; epoch: number }>`
    SELECT chain.till, chain.epoch FROM chain LEFT JOIN entry USING (till, epoch)
    GROUP BY chain.till, chain.epoch
    HAVING count(entry.seq) <> chain.wm OR coalesce(max(entry.seq), 0) <> chain.wm`.execute(db);
  for (const { till, epoch } of rows)
    fold.findings.push(`chain ${till}/${epoch}: entries and watermark differ`);
}

function sumsToZero({ balances, findings }: Fold): void {
  const sums = new Map<string, number>();
  for (const [key, balance] of balances) add(sums, splitBalanceKey(key).asset, balance);
  for (const [asset, sum] of sums) if (sum !== 0) findings.push(`${asset} sums to ${sum}, not to 0`);
}

function compare(
  { balances, findings }: Fold,
  where: string,
  held: ReadonlyMap<string, number>,
  concerns: (account: string) => boolean,
): void {
  for (const key of new Set([...balances.keys(), ...held.keys()])) {
    if (!concerns(splitBalanceKey(key).account)) continue;
    const [folded, stored] = [balances.get(key) ?? 0, held.get(key) ?? 0];
    if (folded !== stored) findings.push(`${where} ${key}: ${stored}, but the log says ${folded}`);
  }
}

const add = (sums: Map<string, number>, key: string, amount: number): void => {
  sums.set(key, (sums.get(key) ?? 0) + amount);
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
