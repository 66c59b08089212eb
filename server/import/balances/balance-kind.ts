/**
 * Opening balances: what members bring with them. Each is HQ's own record in its log, posted by double entry, once for
 * a member and an asset, ever. Whatever must be put right later is an adjustment, not another import.
 */
import { sql, type Transaction } from 'kysely';
import type { CompanyId, MemberId } from '../../../shared/kernel/ids.ts';
import type { Asset } from '../../../shared/loyalty/asset.ts';
import { columnArrays } from '../../db/insert-many.ts';
import type { Database } from '../../db/tables.ts';
import type { Hq } from '../../hq.ts';
import { openingEffect } from '../../posting/post-openings.ts';
import type { CellFault, FieldRow } from '../columns/field.ts';
import { balanceFields } from '../columns/member-fields.ts';
import type { Checked, ImportKind, Outcome, Placed } from '../run/import-kind.ts';
import { readCard } from '../values/code.ts';
import { readAmount, showAmount } from '../values/decimal.ts';
import { writeOpenings } from './write-openings.ts';

type Trx = Transaction<Database>;

export type BalanceRow = { readonly card: string; readonly amount: number };

export type BalanceRules = {
  readonly hq: Pick<Hq, 'keys' | 'nowMs'>;
  readonly company: CompanyId;
  readonly asset: Asset;
  /** Decimals of a whole point, or of the currency for money. */
  readonly decimals: number;
};

const MAX_AMOUNT = 10 ** 12;

export const balanceKind = (rules: BalanceRules): ImportKind<BalanceRow> => ({
  fields: balanceFields,
  keyField: 'card',
  personal: true,
  stageTable: 'import_balance',
  createStage,
  check: (row) => check(row, rules),
  keyOf: ({ card }) => card,
  stage: (trx, rows) => stage(trx, rows, rules),
  write: (trx) => writeOpenings(trx, rules),
  remarks: async () => [],
  sample: () => null,
});

async function createStage(trx: Trx): Promise<void> {
  await sql`CREATE TEMP TABLE import_balance
    (n bigint NOT NULL, member_id text NOT NULL, amount bigint NOT NULL) ON COMMIT DROP`.execute(trx);
}

function check({ cells }: FieldRow, { decimals }: BalanceRules): Checked<BalanceRow> {
  const card = readCard(cells['card'] ?? '');
  const amount = readAmount(cells['balance'] ?? '', { decimals, max: MAX_AMOUNT });
  if (card.ok && amount.ok) return { ok: true, row: { card: card.value, amount: amount.value } };
  const faults: CellFault[] = [];
  if (!card.ok) faults.push({ field: 'card', reason: card.reason });
  if (!amount.ok) faults.push({ field: 'balance', reason: amount.reason });
  return { ok: false, faults };
}

async function stage(
  trx: Trx,
  rows: readonly Placed<BalanceRow>[],
  rules: BalanceRules,
): Promise<readonly Outcome[]> {
  if (rows.length === 0) return [];
  const members = await findMembers(
    trx,
    rows.map(({ row }) => row.card),
    rules.company,
  );
  const posted = await postedOpenings(trx, [...members.values()], rules.asset);
  const staged: { n: number; member_id: MemberId; amount: number }[] = [];
  const outcomes = rows.map(({ n, row: { card, amount } }): Outcome => {
    const member = members.get(card);
    if (member === undefined)
      return { faults: [{ field: 'card', reason: 'no member has this card; import members first' }] };
    const before = posted.get(openingEffect({ member, asset: rules.asset }));
    if (before !== undefined && before !== amount) return { faults: [alreadySet(before, rules)] };
    if (before === amount || amount === 0) return { action: 'same' };
    staged.push({ n, member_id: member, amount });
    return { action: 'added' };
  });
  if (staged.length > 0)
    await sql`INSERT INTO import_balance SELECT * FROM unnest(${columnArrays(COLUMNS, staged)})`.execute(trx);
  return outcomes;
}

const COLUMNS = { n: 'bigint', member_id: 'text', amount: 'bigint' } as const;

const alreadySet = (before: number, { decimals }: BalanceRules): CellFault => ({
  field: 'balance',
  reason: `the opening balance is ${showAmount(before, decimals)} already and is set once; later corrections are adjustments`,
});

async function findMembers(
  trx: Trx,
  cards: readonly string[],
  company: CompanyId,
): Promise<ReadonlyMap<string, MemberId>> {
  const rows = await trx
    .selectFrom('member')
    .select(['id', 'card_number'])
    .where('company_id', '=', company)
    .where('erased', '=', false)
    .where(sql<boolean>`card_number = ANY(${cards})`)
    .execute();
  return new Map(rows.map((row) => [row.card_number, row.id]));
}

/** Amounts by effect. */
async function postedOpenings(
  trx: Trx,
  members: readonly MemberId[],
  asset: Asset,
): Promise<ReadonlyMap<string, number>> {
  const effects = members.map((member) => openingEffect({ member, asset }));
  const rows = await trx
    .selectFrom('transfer')
    .select(['effect_id', 'amount'])
    .where('leg', '=', 1)
    .where(sql<boolean>`effect_id = ANY(${effects})`)
    .execute();
  return new Map(rows.map((row) => [row.effect_id, row.amount]));
}
