import type { BusinessDate } from '../../kernel/business-date.ts';
import { addMonths } from '../../kernel/calendar.ts';
import type { TierMeasure, TierPolicy, TierWindow } from '../programme/tiers.ts';
import type { MemberCounters, MonthActivity } from '../seen/member.ts';
import { monthOf, periodStart } from './month.ts';

/** What a programme without a policy means: by spend over the whole membership, never downgraded. */
export const DEFAULT_POLICY: TierPolicy = {
  measure: 'spend',
  window: { kind: 'lifetime' },
  review: 'never',
  graceMonths: 0,
  downgrade: 'oneStep',
};

/** TIER-3: what counts of a member on a business date, in the policy's measure; windows are whole months. */
export function measured(
  { measure, window }: Pick<TierPolicy, 'measure' | 'window'>,
  counters: MemberCounters,
  date: BusinessDate,
): number {
  const first = firstMonth(window, date);
  if (first === null) return overAll(counters, measure);
  const last = monthOf(date);
  const isWithin = ({ month }: MonthActivity): boolean => month >= first && month <= last;
  return sumOf((counters.months ?? []).filter(isWithin), measure);
}

function firstMonth(window: TierWindow, date: BusinessDate): string | null {
  switch (window.kind) {
    case 'lifetime':
      return null;
    case 'rolling':
      return monthOf(addMonths(date, 1 - window.months));
    case 'calendar':
      return monthOf(periodStart(window.period, date));
  }
}

function overAll(counters: MemberCounters, measure: TierMeasure): number {
  if (measure === 'spend') return counters.spendMinor;
  return measure === 'visits' ? counters.visits : (counters.points ?? sumOf(counters.months ?? [], 'points'));
}

const sumOf = (months: readonly MonthActivity[], measure: TierMeasure): number =>
  months.reduce((sum, month) => sum + (measure === 'spend' ? month.spendMinor : month[measure]), 0);
