/**
 * SAL-11: how often limited rules have given something on today's receipts of this till, by member and by cashier. A fold
 * of the chain like everything a till is, so neither a restart nor a new epoch forgets it; the next business day does.
 */
import type { BusinessDate } from '../kernel/business-date.ts';
import type { CashierId, MemberId } from '../kernel/ids.ts';
import type { EntryHead } from '../ledger/entry.ts';
import type { CountedUse } from '../loyalty/limits/counted-uses.ts';

export type UseCounts = Readonly<Record<string, number>>;

export type TillUsage = {
  readonly date: BusinessDate;
  readonly members: Readonly<Record<string, UseCounts>>;
  readonly cashiers: Readonly<Record<string, UseCounts>>;
};

/** Members beyond these are not counted for the rest of the day: a checkpoint has to fit into an entry. */
export const MAX_USAGE_MEMBERS = 3000;
export const MAX_USAGE_CASHIERS = 200;

type UsingHead = Pick<EntryHead, 'businessDate' | 'member' | 'cashier'>;

export function addUses(
  usage: TillUsage | undefined,
  { businessDate, member, cashier }: UsingHead,
  uses: readonly CountedUse[],
): TillUsage {
  const today = usage?.date === businessDate ? usage : { date: businessDate, members: {}, cashiers: {} };
  return {
    date: businessDate,
    members: member === undefined ? today.members : added(today.members, member, uses, MAX_USAGE_MEMBERS),
    cashiers: cashier === null ? today.cashiers : added(today.cashiers, cashier, uses, MAX_USAGE_CASHIERS),
  };
}

export type UsesOf = {
  readonly date: BusinessDate;
  readonly member: MemberId | null;
  readonly cashier: CashierId | null;
  readonly use: CountedUse;
};

export function usesToday(
  usage: TillUsage | undefined,
  { date, member, cashier, use }: UsesOf,
): { readonly memberToday: number; readonly cashierToday: number } {
  if (usage?.date !== date) return { memberToday: 0, cashierToday: 0 };
  return {
    memberToday: (member !== null && usage.members[member]?.[use]) || 0,
    cashierToday: (cashier !== null && usage.cashiers[cashier]?.[use]) || 0,
  };
}

type Counts = Readonly<Record<string, UseCounts>>;

function added(counts: Counts, who: string, uses: readonly CountedUse[], max: number): Counts {
  const before = counts[who];
  if (before === undefined && Object.keys(counts).length >= max) return counts;
  const own = { ...before };
  for (const use of uses) own[use] = (own[use] ?? 0) + 1;
  return { ...counts, [who]: own };
}
