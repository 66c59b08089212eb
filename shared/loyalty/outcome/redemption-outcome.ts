import type { Minor, Points } from '../../kernel/units.ts';
import type { Refusal } from './outcome.ts';

/** How the receipt is paid besides money, and what could still be. All zero without a member or a policy. */
export type RedemptionOutcome = {
  readonly as: 'discount' | 'tender';
  /** Points spent as money off, and what they are worth here. */
  readonly points: Points;
  readonly pointsMinor: Minor;
  /** The most that may be spent on this receipt; every allowed amount from `smallestPoints` by `stepPoints` up to it. */
  readonly largestPoints: Points;
  readonly largestMinor: Minor;
  readonly smallestPoints: Points;
  readonly stepPoints: Points;
  /** What the screen proposes first (RED-6); 0 when nothing may be spent. */
  readonly suggestedPoints: Points;
  readonly suggestedMinor: Minor;
  readonly walletMinor: Minor;
  readonly giftCards: readonly { readonly cardId: string; readonly amountMinor: Minor }[];
  /** The total less points, wallet and gift cards: what is left for money. */
  readonly moneyMinor: Minor;
};

export type Redeemed = {
  readonly redemption: RedemptionOutcome;
  readonly refusals: readonly Refusal[];
};
