/** Lots as a pure fold: every sequence of events has a state, and what does not fit is a fault beside it (LOT-9). */
import { unreachable } from '../../kernel/assert.ts';
import type { BusinessDate } from '../../kernel/business-date.ts';
import { addDays } from '../../kernel/calendar.ts';
import { clawBack } from './claw-back.ts';
import { earn, spend } from './earn-and-spend.ts';
import type { LotEvent } from './lot-event.ts';
import { isLive, type Lot, type LotState, NO_LOTS } from './lot-state.ts';
import { done, type LotFault, type LotStep, refused } from './lot-step.ts';
import { refund } from './refund.ts';

export type FoldedLots = {
  readonly state: LotState;
  readonly faults: readonly { readonly at: number; readonly event: LotEvent; readonly fault: LotFault }[];
};

/** Events in the order in which HQ's log has them; `at` is an event's place among them. */
export function foldLots(events: readonly LotEvent[], from: LotState = NO_LOTS): FoldedLots {
  let state = from;
  const faults = events.flatMap((event, at) => {
    const step = applyLotEvent(state, event);
    state = step.state;
    return step.fault === null ? [] : [{ at, event, fault: step.fault }];
  });
  return { state, faults };
}

export function applyLotEvent(state: LotState, event: LotEvent): LotStep {
  if ('amount' in event && !(Number.isSafeInteger(event.amount) && event.amount > 0))
    return refused(state, 'amount');
  switch (event.kind) {
    case 'earn':
      return earn(state, event);
    case 'spend':
      return spend(state, event);
    case 'refund':
      return refund(state, event);
    case 'clawback':
      return clawBack(state, event);
    case 'visit':
      return visit(state, event.date);
    case 'expiry':
      return writeOff(state, event.date);
    default:
      return unreachable(event);
  }
}

/** LOT-5: a visit moves the end of lots that have not ended, never nearer. */
function visit(state: LotState, date: BusinessDate): LotStep {
  const lots = state.lots.map((lot) => {
    if (lot.idleDays === null || lot.lastDay === null || !isLive(lot, date)) return lot;
    const later = addDays(date, lot.idleDays);
    return later > lot.lastDay ? { ...lot, lastDay: later } : lot;
  });
  return done({ ...state, lots }, { applied: 0 });
}

/** LOT-4: what ended before the day and is not spent is written off, lot by lot. */
function writeOff(state: LotState, date: BusinessDate): LotStep {
  const hasEnded = (lot: Lot): boolean => lot.remaining > 0 && !isLive(lot, date);
  const moves = state.lots.filter(hasEnded).map((lot) => ({ lotId: lot.id, amount: -lot.remaining }));
  const lots = state.lots.map((lot) =>
    hasEnded(lot) ? { ...lot, remaining: 0, expired: lot.expired + lot.remaining } : lot,
  );
  return done({ ...state, lots }, { applied: moves.reduce((sum, move) => sum - move.amount, 0), moves });
}
