/**
 * LOT-8: what was earned is taken from the lot it made, where what ended there counts as taken; then from lots that
 * cannot be spent yet, then from the others in spending order. The rest is owed, or let go.
 */
import type { ClawbackEvent } from './lot-event.ts';
import { bySpendingOrder, isLive, type Lot, type LotState } from './lot-state.ts';
import { done, type LotStep, refused } from './lot-step.ts';
import { takeFromLots } from './take-from-lots.ts';

export function clawBack(state: LotState, event: ClawbackEvent): LotStep {
  const earning = state.earnings.find((each) => each.id === event.of);
  if (!earning) return refused(state, 'unknown');
  if (earning.clawbacks.includes(event.id)) return refused(state, 'repeated');
  const wanted = Math.min(event.amount, earning.amount - earning.clawedBack);
  const { lots: written, left } = countEnded(state.lots, event, wanted);
  const { lots, slices, short } = takeFromLots(written, takingOrder(written, event), left);
  const forgiven = event.shortfall === 'forgive' ? short : 0;
  const undone = {
    ...earning,
    clawedBack: earning.clawedBack + wanted,
    clawbacks: [...earning.clawbacks, event.id],
  };
  const earnings = state.earnings.map((each) => (each === earning ? undone : each));
  return done(
    { ...state, lots, earnings, owed: state.owed + short - forgiven },
    {
      applied: wanted - forgiven,
      moves: slices.map((slice) => ({ ...slice, amount: -slice.amount })),
      forgiven,
    },
  );
}

/** Points of this earning that ended are gone already; taking them from other lots would take them twice. */
function countEnded(lots: readonly Lot[], { of }: ClawbackEvent, wanted: number) {
  let left = wanted;
  const written = lots.map((lot) => {
    if (lot.source !== of || lot.expired === 0) return lot;
    const part = Math.min(left, lot.expired);
    left -= part;
    return { ...lot, expired: lot.expired - part };
  });
  return { lots: written, left };
}

function takingOrder(lots: readonly Lot[], { of, date }: ClawbackEvent): readonly Lot[] {
  const place = (lot: Lot): number => (lot.source === of ? 0 : lot.activeOn > date ? 1 : 2);
  return lots
    .filter((lot) => lot.source === of || isLive(lot, date))
    .sort((a, b) => place(a) - place(b) || bySpendingOrder(a, b));
}
