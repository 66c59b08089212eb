/** What a ledger holds, line by line, read from HQ's own tables; and the same said by a book. */
import { sql } from 'kysely';
import type { Db } from '../../../server/db/connect.ts';
import { accountKind, isKeptInLots } from '../../../shared/posting/book/accounts.ts';
import type { Book } from '../../../shared/posting/book/book.ts';
import type { Changes } from '../../../shared/posting/book/changes.ts';
import { balanceKey, splitBalanceKey } from '../../../shared/posting/book/movement.ts';

/** What it is about, and what is said of it. */
export type LedgerLines = ReadonlyMap<string, string>;

const STATEMENTS = [
  `SELECT 'balance ' || id || ' ' || asset AS what, balance::text AS says FROM account WHERE balance <> 0`,
  `SELECT 'slice ' || account || ' ' || asset || ' ' || id AS what,
     concat_ws(' ', remaining, earned_at_ms, active_on, coalesce(last_day, '-'), coalesce(idle_days::text, '-')) AS says
     FROM lot WHERE remaining > 0 AND account ~ '^[apl]:'`,
  `SELECT 'lease ' || id AS what, concat_ws(' ', owner, asset, store_id, holder_till, epoch, amount, state,
     expires_at_ms, guaranteed, coalesce(intent, '-')) AS says FROM lease`,
  `SELECT 'intent ' || id AS what, rtrim(concat_ws(' ', owner, state, array_to_string(entries, ','))) AS says FROM intent`,
  `SELECT 'undone ' || effect_id AS what, undone::text AS says FROM effect_undone`,
  `SELECT 'incident ' || kind || ' ' || effect_id AS what, sum(amount)::text AS says FROM incident
     GROUP BY kind, effect_id`,
  `SELECT 'house ' || account || ' ' || asset AS what, sum(amount)::text AS says FROM (
     SELECT credit AS account, asset, amount FROM transfer UNION ALL SELECT debit, asset, -amount FROM transfer) moved
     WHERE account !~ '^[apld]:' GROUP BY account, asset HAVING sum(amount) <> 0`,
];

export async function linesOfTables(db: Db): Promise<LedgerLines> {
  const lines = new Map<string, string>();
  for (const statement of STATEMENTS) {
    const { rows } = await sql.raw<{ what: string; says: string }>(statement).execute(db);
    for (const { what, says } of rows) lines.set(what, says);
  }
  return lines;
}

/** `history` is every change that made the book what it is; it tells what there is to ask for. */
export function linesOfBook(book: Book, history: readonly Changes[]): LedgerLines {
  const lines = new Map<string, string>();
  const say = (what: string, says: string | number): unknown => lines.set(what, String(says));
  const undone = new Map<string, number>();
  const incidents = new Map<string, number>();
  for (const changes of history) {
    for (const { id } of changes.leases) {
      const lease = book.lease(id);
      if (lease) say(`lease ${id}`, leaseLine(lease));
    }
    for (const { id } of changes.intents) {
      const intent = book.intent(id);
      if (intent) say(`intent ${id}`, `${intent.owner} ${intent.state} ${intent.entries.join()}`.trimEnd());
    }
    for (const each of changes.undone) undone.set(each.id, each.undone);
    for (const { kind, effectId, amount } of changes.incidents) {
      const what = `incident ${kind} ${effectId}`;
      incidents.set(what, (incidents.get(what) ?? 0) + amount);
    }
  }
  for (const [what, amount] of incidents) say(what, amount);
  for (const [id, amount] of undone) say(`undone ${id}`, amount);
  for (const key of keysIn(history)) {
    const { account, asset } = splitBalanceKey(key);
    const balance = book.balance(account, asset);
    if (balance !== 0) say(`${accountKind(account) === null ? 'house' : 'balance'} ${key}`, balance);
    if (!isKeptInLots(account)) continue;
    for (const { lot, remaining } of book.slices(account, asset))
      say(
        `slice ${key} ${lot.id}`,
        [remaining, lot.earnedAtMs, lot.activeOn, lot.lastDay ?? '-', lot.idleDays ?? '-'].join(' '),
      );
  }
  return lines;
}

const leaseLine = (lease: NonNullable<ReturnType<Book['lease']>>): string =>
  [
    lease.owner,
    lease.asset,
    lease.store,
    lease.holder.till,
    lease.holder.epoch,
    lease.amount,
    lease.state,
    lease.expiresAtMs,
    lease.guaranteed,
    lease.intent ?? '-',
  ].join(' ');

function keysIn(history: readonly Changes[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { movements } of history)
    for (const { debit, credit, asset } of movements) {
      keys.add(balanceKey(debit, asset));
      keys.add(balanceKey(credit, asset));
    }
  return keys;
}
