/** LOT-1, LOT-2: when a lot can be spent and until when, as the programme of the sale said. */
import type { BusinessDate } from '../../kernel/business-date.ts';
import { addDays, addMonths } from '../../kernel/calendar.ts';
import type { Asset } from '../asset.ts';
import type { Expiry, LotPolicies, LotPolicy } from '../programme/lot-policy.ts';

export type LotTerms = {
  /** The first business day on which it can be spent. */
  readonly activeOn: BusinessDate;
  /** The last business day on which it can be spent; null: for ever. */
  readonly lastDay: BusinessDate | null;
  /** Every visit moves the last day to so many days later; null: nothing moves it. */
  readonly idleDays: number | null;
};

/** Gift cards, badges and the progress of quests have no policy: at once, for ever. */
export function policyOf(policies: LotPolicies | undefined, asset: Asset): LotPolicy {
  if (asset === 'points') return policies?.points ?? {};
  if (asset === 'wallet') return policies?.wallet ?? {};
  return /^(stamps|ticket|coupon):/.test(asset) ? (policies?.other ?? {}) : {};
}

/** `validDays`: an award's own life, instead of the policy's expiry. A lot can always be spent on one day at least. */
export function lotTerms(policy: LotPolicy, earnedOn: BusinessDate, validDays?: number): LotTerms {
  const activeOn = addDays(earnedOn, policy.pendingDays ?? 0);
  const expiry: Expiry | undefined =
    validDays === undefined ? policy.expiry : { kind: 'days', days: validDays };
  if (!expiry) return { activeOn, lastDay: null, idleDays: null };
  const last = lastDayOf(expiry, earnedOn);
  return {
    activeOn,
    lastDay: last < activeOn ? activeOn : last,
    idleDays: expiry.kind === 'inactivity' ? expiry.days : null,
  };
}

function lastDayOf(expiry: Expiry, earnedOn: BusinessDate): BusinessDate {
  switch (expiry.kind) {
    case 'days':
    case 'inactivity':
      return addDays(earnedOn, expiry.days);
    case 'months':
      return addMonths(earnedOn, expiry.months);
    case 'endOfMonth':
      return endOfMonth(addMonths(earnedOn, expiry.months));
    case 'endOfYear':
      return endOfYear(addMonths(earnedOn, 12 * expiry.years));
  }
}

/** The day before the first of the next month, reached from a day that every month has. */
const endOfMonth = (date: BusinessDate): BusinessDate => addDays(addMonths(firstOfMonth(date), 1), -1);

const endOfYear = (date: BusinessDate): BusinessDate =>
  addDays(firstOfMonth(addMonths(date, 13 - Number(date.slice(5, 7)))), -1);

const firstOfMonth = (date: BusinessDate): BusinessDate => addDays(date, 1 - Number(date.slice(8, 10)));
