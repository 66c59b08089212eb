/**
 * One owner's balance of one asset, explained: every movement as a line, so that the lines add up to the balance. The
 * balance is all that is the owner's: available, not active yet and leased to tills, less what is owed.
 */
import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import type { TillId } from '../../shared/kernel/ids.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';
import { type AccountKind, accountKind } from '../../shared/posting/book/accounts.ts';

/** A movement that touches the owner, with the log record that says so. */
export type StatedLeg = {
  readonly logIndex: number;
  readonly effectId: string;
  readonly asset: Asset;
  readonly debit: string;
  readonly credit: string;
  readonly amount: number;
  /** The last day of the lot that moved, as it is now. */
  readonly lastDay: BusinessDate | null;
  readonly record: StatedRecord;
};

export type StatedRecord = {
  readonly kind: string;
  readonly atMs: EpochMs;
  /** Of a person's act. */
  readonly by: string | null;
  readonly reason: string | null;
  /** Of a till's entry. */
  readonly entry: {
    readonly till: TillId;
    readonly epoch: number;
    readonly seq: number;
    readonly kind: string;
    readonly businessDate: BusinessDate;
  } | null;
};

export const HAPPENINGS = [
  'opening',
  'earned',
  'repaid',
  'resolved',
  'activated',
  'spent',
  'refunded',
  'takenBack',
  'owed',
  'expired',
  'unexpired',
  'leased',
  'returned',
  'adjusted',
  'lent',
  'lentBack',
  'moved',
] as const;
export type Happening = (typeof HAPPENINGS)[number];

export type StatementLine = {
  readonly logIndex: number;
  readonly record: StatedRecord;
  readonly happening: Happening;
  /** What the balance gained or lost; 0 where it only moved between the owner's own accounts. */
  readonly change: number;
  readonly amount: number;
  /** Of the lots that moved, the first to end; null: none of them ends. */
  readonly lastDay: BusinessDate | null;
  readonly balance: number;
};

/** Lines of one asset, in the order of the log. */
export function statementLines(
  legs: readonly StatedLeg[],
  isOwn: (account: string) => boolean,
): readonly StatementLine[] {
  const lines: StatementLine[] = [];
  let open: { readonly effectId: string; readonly line: StatementLine } | null = null;
  let balance = 0;
  for (const leg of legs) {
    const happening = happeningOf(leg, isOwn);
    const change = (isOwn(leg.credit) ? leg.amount : 0) - (isOwn(leg.debit) ? leg.amount : 0);
    balance += change;
    const { logIndex, effectId, record, amount, lastDay } = leg;
    const goesOn = open?.effectId === effectId && open.line.logIndex === logIndex;
    const before: StatementLine | null = goesOn && open?.line.happening === happening ? open.line : null;
    const line: StatementLine = {
      logIndex,
      record,
      happening,
      change: (before?.change ?? 0) + change,
      amount: (before?.amount ?? 0) + amount,
      lastDay: before ? earlier(before.lastDay, lastDay) : lastDay,
      balance,
    };
    if (before) lines.pop();
    lines.push(line);
    open = { effectId, line };
  }
  return lines;
}

const earlier = (a: BusinessDate | null, b: BusinessDate | null): BusinessDate | null =>
  a === null ? b : b === null || a < b ? a : b;

type Side = AccountKind | 'issued' | 'redeemed' | 'expired' | 'adjusted' | 'risk' | 'suspense' | 'other';

function happeningOf({ debit, credit, record }: StatedLeg, isOwn: (account: string) => boolean): Happening {
  const from = sideOf(debit);
  const to = sideOf(credit);
  if (isOwn(debit) && isOwn(credit)) return within(from, to);
  if (from === 'receivable') return 'owed';
  if (isOwn(debit)) return OUT[to] ?? 'moved';
  if (to === 'receivable') return 'repaid';
  if (from === 'issued' && record.kind === 'OPENING') return 'opening';
  return IN[from] ?? 'moved';
}

function within(from: Side, to: Side): Happening {
  if (from === 'pending' && to === 'available') return 'activated';
  if (to === 'leased') return 'leased';
  return from === 'leased' ? 'returned' : 'moved';
}

const OUT: Partial<Readonly<Record<Side, Happening>>> = {
  redeemed: 'spent',
  issued: 'takenBack',
  expired: 'expired',
  adjusted: 'adjusted',
  risk: 'lentBack',
};

const IN: Partial<Readonly<Record<Side, Happening>>> = {
  issued: 'earned',
  suspense: 'resolved',
  redeemed: 'refunded',
  expired: 'unexpired',
  adjusted: 'adjusted',
  risk: 'lent',
};

function sideOf(account: string): Side {
  const kind = accountKind(account);
  if (kind) return kind;
  if (account.startsWith('s:')) return 'suspense';
  const name = account.slice(2);
  return isHouseSide(name) ? name : 'other';
}

const HOUSE_SIDES = ['issued', 'redeemed', 'expired', 'adjusted', 'risk'] as const;
const isHouseSide = (name: string): name is (typeof HOUSE_SIDES)[number] =>
  HOUSE_SIDES.some((side) => side === name);
