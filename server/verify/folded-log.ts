/**
 * The state of HQ as its log says it was moved: a fold that believes the records, so that a wrong record is reported
 * once and not again with everything after it.
 */
import type { IntentId, LeaseId } from '../../shared/kernel/ids.ts';
import type { Lease } from '../../shared/lease/lease.ts';
import { accountKind, HOUSE, isKeptInLots } from '../../shared/posting/book/accounts.ts';
import type { Intent } from '../../shared/posting/book/book.ts';
import { balanceKey, type Lot, type Movement } from '../../shared/posting/book/movement.ts';
import { sourceOf } from '../../shared/posting/book/spending-order.ts';
import type { LoggedChanges, ReadRecord } from '../posting/log-record.ts';

export type FoldedLog = {
  records: number;
  transfers: number;
  incidents: number;
  /** Of owners and leases, by `balanceKey`; 0 is left out. The house's sums have no row that could differ. */
  readonly balances: Map<string, number>;
  /** What an account holds of a lot, by `sliceKey`; 0 is left out. */
  readonly slices: Map<string, number>;
  /** Of lots that are left somewhere or have ended; lots of version 1 are not said in the log. */
  readonly lots: Map<string, Lot>;
  readonly leases: Map<LeaseId, Lease>;
  readonly intents: Map<IntentId, Intent>;
  /** By store, the last one that a person set. */
  readonly policies: Map<string, unknown>;
  /** Why an entry waits, by log index. */
  readonly waiting: Map<number, string>;
  /** Refs of verdicts on what waits. */
  readonly verdicts: Set<string>;
};

export const emptyFold = (): FoldedLog => ({
  records: 0,
  transfers: 0,
  incidents: 0,
  balances: new Map(),
  slices: new Map(),
  lots: new Map(),
  leases: new Map(),
  intents: new Map(),
  policies: new Map(),
  waiting: new Map(),
  verdicts: new Set(),
});

export const sliceKey = (lot: string, account: string): string => `${lot} ${account}`;

export function foldRecord(fold: FoldedLog, { index, kind, ref, facts, changes }: ReadRecord): void {
  fold.records += 1;
  if (kind === 'POLICY') fold.policies.set(String(facts['store']), facts['policy']);
  if (kind === 'RESOLVE' || kind === 'NOTE') fold.verdicts.add(ref);
  const reason = kind === 'ENTRY' ? waitingFor(facts) : null;
  if (reason !== null) fold.waiting.set(index, reason);
  foldChanges(fold, changes);
}

/** A fault of the entry, or parts that wait though the entry itself does not (SAL-8). */
function waitingFor({ fault, held }: ReadRecord['facts']): string | null {
  if (typeof fault === 'string') return fault;
  return Array.isArray(held) && held.length > 0 ? 'referral' : null;
}

function foldChanges(fold: FoldedLog, changes: LoggedChanges): void {
  fold.transfers += changes.movements.length;
  fold.incidents += changes.incidents.length;
  for (const lot of changes.lots) fold.lots.set(lot.id, lot);
  for (const movement of changes.movements) move(fold, movement);
  for (const lease of changes.leases) fold.leases.set(lease.id, lease);
  for (const intent of changes.intents) fold.intents.set(intent.id, intent);
}

function move(fold: FoldedLog, { debit, credit, asset, amount, lot }: Movement): void {
  if (accountKind(debit) !== null) add(fold.balances, balanceKey(debit, asset), -amount);
  if (accountKind(credit) !== null) add(fold.balances, balanceKey(credit, asset), amount);
  if (lot === null) return;
  slide(fold, { lot, account: debit, amount: -amount });
  slide(fold, { lot, account: credit, amount });
}

/** What has ended is kept by the EARN that it came from: a clawback counts it as taken. */
function slide(
  fold: FoldedLog,
  { lot, account, amount }: { lot: string; account: string; amount: number },
): void {
  if (isKeptInLots(account)) add(fold.slices, sliceKey(lot, account), amount);
  if (account === HOUSE.expired) add(fold.slices, sliceKey(sourceOf(lot), account), amount);
}

function add(sums: Map<string, number>, key: string, amount: number): void {
  const sum = (sums.get(key) ?? 0) + amount;
  if (sum === 0) sums.delete(key);
  else sums.set(key, sum);
}
