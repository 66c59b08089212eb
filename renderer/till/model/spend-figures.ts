/** How much may be chosen: from the engine, never reckoned beside it. */
import { MAX_TENDER_MINOR } from '../../../shared/kernel/limits.ts';
import { type Minor, minor, type Points, points } from '../../../shared/kernel/units.ts';
import type { Outcome } from '../../../shared/loyalty/outcome/outcome.ts';
import type { Payment } from '../../../shared/loyalty/seen/seen.ts';
import type { SaleState } from './sale-state.ts';
import { amountOf, type Held, heldOf, paymentOf, type SpendPart, wholeOf } from './spend.ts';

/** The sale as it would be with this payment and these rights. */
export type Trial = (payment: Payment, held: Held) => Outcome | null;

export type PointsRange = {
  readonly smallest: Points;
  readonly largest: Points;
  readonly step: Points;
  readonly suggested: Points;
  readonly largestMinor: Minor;
};

/** What the screen proposes. With HQ: out of the whole balance; without: out of what is held here. */
export const pointsRange = ({ isOnline, outcome, whole }: SaleState): PointsRange =>
  rangeOf(isOnline ? whole : outcome);

/** What programme, basket and balance allow, whoever holds the right to it. */
export const allowedRange = ({ whole }: SaleState): PointsRange => rangeOf(whole);

function rangeOf(outcome: Outcome | null): PointsRange {
  const redemption = outcome?.redemption;
  return {
    smallest: redemption?.smallestPoints ?? points(0),
    largest: redemption?.largestPoints ?? points(0),
    step: redemption?.stepPoints ?? points(1),
    suggested: redemption?.suggestedPoints ?? points(0),
    largestMinor: redemption?.largestMinor ?? minor(0),
  };
}

/** The allowed amount nearest below, or the smallest one; 0 where nothing may be spent. */
export function nearestAllowed(amount: number, { smallest, largest, step }: PointsRange): Points {
  if (largest === 0) return points(0);
  const most = Math.min(amount, largest);
  return points(Math.max(smallest, most - (most % step)));
}

/** The most that the wallet may pay out of these rights: the engine refuses a larger wish with it. */
export function largestWalletMinor(
  state: SaleState,
  trial: Trial,
  held: Held = proposedRights(state),
): Minor {
  const { walletMinor: _wallet, ...payment } = paymentOf(state.spend);
  const refusal = trial({ ...payment, walletMinor: minor(MAX_TENDER_MINOR) }, held)?.refusals.find(
    ({ kind }) => kind === 'wallet',
  );
  return refusal?.kind === 'wallet' ? refusal.largestMinor : minor(0);
}

/** What is left for one more gift card to pay. */
export function leftForCardMinor(state: SaleState, trial: Trial): Minor {
  const { giftCards = [], ...payment } = paymentOf(state.spend);
  const most = { heldMinor: minor(MAX_TENDER_MINOR), amountMinor: minor(MAX_TENDER_MINOR) };
  const refusals = trial(
    { ...payment, giftCards: [...giftCards, { cardId: NEXT_CARD, ...most }] },
    nowHeld(state),
  )?.refusals;
  const refusal = refusals?.find((each) => each.kind === 'giftCard' && each.cardId === NEXT_CARD);
  return refusal?.kind === 'giftCard' ? refusal.largestMinor : minor(0);
}

/** No card has this number. */
const NEXT_CARD = '?';

/** Of what was refused: so much may be taken all the same, 0 if nothing. */
export function takeable(state: SaleState, part: SpendPart, largest: number, trial: Trial): number {
  const owner = state.member?.row.id;
  if (part === 'giftCard' || owner === undefined) return largest;
  const held = nowHeld(state).filter(({ asset }) => asset !== part);
  const raised: Held = [...held, { asset: part, amount: Math.max(largest, amountOf(nowHeld(state), part)) }];
  const { spend } = state;
  const outcome = trial(
    part === 'wallet'
      ? { ...paymentOf(spend), walletMinor: minor(MAX_TENDER_MINOR) }
      : { ...paymentOf({ ...spend, points: points(0) }) },
    raised,
  );
  if (part === 'points') return outcome?.redemption.largestPoints ?? 0;
  const refusal = outcome?.refusals.find(({ kind }) => kind === 'wallet');
  return refusal?.kind === 'wallet' ? refusal.largestMinor : 0;
}

const proposedRights = (state: SaleState): Held => (state.isOnline ? allRights(state) : nowHeld(state));

export const allRights = ({ member }: SaleState): Held => (member ? wholeOf(member) : []);

const nowHeld = ({ member, spend }: SaleState): Held => (member ? heldOf(spend, member.row.id) : []);
