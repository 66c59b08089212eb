/**
 * Lots are double entry too: what each account holds of a lot is the sum of the movements that name it. Written as
 * differences under the owners' locks; the database's own check keeps them from going below zero (I1, I9).
 */
import { sql, type Transaction } from 'kysely';
import { isKeptInLots } from '../../../shared/posting/book/accounts.ts';
import type { Lot, Movement } from '../../../shared/posting/book/movement.ts';
import { sourceOf } from '../../../shared/posting/book/spending-order.ts';
import { columnArrays, insertMany } from '../../db/insert-many.ts';
import type { Database } from '../../db/tables.ts';
import { ENDED } from '../book/load-lots.ts';
import type { PlacedChanges } from './placed-changes.ts';

type Trx = Transaction<Database>;

/** `factsOf` knows every lot that moved. */
export async function writeLots(
  trx: Trx,
  placed: readonly PlacedChanges[],
  factsOf: (lot: string) => Lot,
): Promise<void> {
  const { rows, isAllNew } = differences(placed);
  const grown = rows.filter(({ difference }) => difference >= 0);
  const shrunk = rows.filter(({ difference }) => difference < 0);
  await shrink(trx, shrunk);
  await grow(trx, grown, { factsOf, isAllNew });
  await moveLastDays(trx, movedLots(placed));
  await forgetEmpty(
    trx,
    shrunk.filter(({ account }) => /^[lp]:/.test(account)),
  );
}

/** `lot`: whose facts the row has; where a source's lots have ended, one of them. `credited`: all that came. */
type Difference = {
  readonly id: string;
  readonly account: string;
  readonly lot: string;
  difference: number;
  credited: number;
};

function differences(placed: readonly PlacedChanges[]): {
  readonly rows: readonly Difference[];
  /** Every row would be the first of its lot and account. */
  readonly isAllNew: boolean;
} {
  const sums = new Map<string, Difference>();
  let isAllNew = true;
  const add = (row: Omit<Difference, 'credited'>): void => {
    const key = `${row.account} ${row.id}`;
    const sum = sums.get(key) ?? { ...row, difference: 0, credited: 0 };
    sum.difference += row.difference;
    sum.credited += Math.max(0, row.difference);
    sums.set(key, sum);
  };
  for (const { changes } of placed)
    for (const movement of changes.movements) {
      const { debit, credit, lot, amount } = movement;
      if (lot === null) continue;
      isAllNew &&= makesLot(movement);
      if (isKeptInLots(debit)) add({ id: lot, account: debit, lot, difference: -amount });
      if (isKeptInLots(credit)) add({ id: lot, account: credit, lot, difference: amount });
      if (debit === ENDED) add({ id: sourceOf(lot), account: ENDED, lot, difference: -amount });
      if (credit === ENDED) add({ id: sourceOf(lot), account: ENDED, lot, difference: amount });
    }
  return { rows: [...sums.values()].filter(isWritten), isAllNew };
}

/** A lot that came and went within a batch is remembered as well: what was spent of it may come back. */
const isWritten = ({ account, difference, credited }: Difference): boolean =>
  difference !== 0 || (credited > 0 && /^[ap]:/.test(account));

const makesLot = ({ debit, lot, effectId }: Movement): boolean => debit === 'h:issued' && lot === effectId;

async function grow(
  trx: Trx,
  grown: readonly Difference[],
  { factsOf, isAllNew }: { readonly factsOf: (lot: string) => Lot; readonly isAllNew: boolean },
): Promise<void> {
  const rows = grown.map(({ id, account, lot, difference, credited }) => {
    const { asset, earnedAtMs, activeOn, lastDay, idleDays } = factsOf(lot);
    return {
      id,
      account,
      asset,
      amount: difference === 0 ? credited : difference,
      remaining: difference,
      earned_at_ms: earnedAtMs,
      active_on: activeOn,
      last_day: lastDay,
      idle_days: idleDays,
    };
  });
  const suffix = sql`ON CONFLICT (id, account) DO UPDATE SET remaining = lot.remaining + excluded.remaining,
    amount = greatest(lot.amount, lot.remaining + excluded.remaining)`;
  await insertMany(trx, { table: 'lot', columns: LOT_COLUMNS, rows, ...(isAllNew ? {} : { suffix }) });
}

async function shrink(trx: Trx, shrunk: readonly Difference[]): Promise<void> {
  if (shrunk.length === 0) return;
  await sql`
    UPDATE lot SET remaining = lot.remaining + moved.difference
    FROM unnest(${columnArrays({ id: 'text', account: 'text', difference: 'bigint' }, shrunk)})
      AS moved (id, account, difference)
    WHERE lot.id = moved.id AND lot.account = moved.account`.execute(trx);
}

/** Lots that were there before and whose facts have changed: a visit has moved their end. */
function movedLots(placed: readonly PlacedChanges[]): readonly Lot[] {
  const moved = new Map<string, Lot>();
  for (const { changes } of placed) {
    const made = new Set(changes.movements.filter(makesLot).map(({ lot }) => lot));
    for (const lot of changes.lots) if (!made.has(lot.id)) moved.set(lot.id, lot);
  }
  return [...moved.values()];
}

async function moveLastDays(trx: Trx, lots: readonly Lot[]): Promise<void> {
  if (lots.length === 0) return;
  const rows = lots.map(({ id, activeOn, lastDay }) => ({ id, activeOn, lastDay }));
  await sql`
    UPDATE lot SET active_on = moved.active_on, last_day = moved.last_day
    FROM unnest(${columnArrays({ id: 'text', activeOn: 'text', lastDay: 'text' }, rows)})
      AS moved (id, active_on, last_day)
    WHERE lot.id = moved.id AND lot.account <> ${ENDED}`.execute(trx);
}

/**
 * What a lease, or waiting, held no more of. The available account remembers each lot for ever, so these are looked up by
 * their names, whatever stands beside them.
 */
async function forgetEmpty(trx: Trx, left: readonly Pick<Difference, 'id' | 'account'>[]): Promise<void> {
  if (left.length === 0) return;
  await sql`
    DELETE FROM lot USING unnest(${columnArrays({ id: 'text', account: 'text' }, left)}) AS used (id, account)
    WHERE lot.id = used.id AND lot.account = used.account AND remaining = 0 AND EXISTS (
      SELECT FROM lot AS kept WHERE kept.id = lot.id AND kept.account LIKE 'a:%')`.execute(trx);
}

const LOT_COLUMNS = {
  id: 'text',
  account: 'text',
  asset: 'text',
  amount: 'bigint',
  remaining: 'bigint',
  earned_at_ms: 'bigint',
  active_on: 'text',
  last_day: 'text',
  idle_days: 'int',
} as const;
