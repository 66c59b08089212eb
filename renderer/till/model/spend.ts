/**
 * What is paid otherwise than with money, as data. A wish stands here from the moment it is chosen; the sale is priced
 * with what this till may spend already, so a wish counts once its right is here and never before.
 */
import type { RightsView } from '../../../shared/ipc/rights-view.ts';
import type { FailureCode } from '../../../shared/kernel/failure.ts';
import type { OwnerId } from '../../../shared/kernel/ids.ts';
import { type Minor, minor, type Points, points } from '../../../shared/kernel/units.ts';
import type { Asset } from '../../../shared/loyalty/asset.ts';
import type { Outcome } from '../../../shared/loyalty/outcome/outcome.ts';
import type { MemberRow } from '../../../shared/loyalty/seen/member.ts';
import type { Payment, Seen } from '../../../shared/loyalty/seen/seen.ts';
import type { MemberHere } from '../../store/member-here.ts';

export type SpendPart = 'points' | 'wallet' | 'giftCard';

export type CardWish = { readonly cardId: string; readonly wantedMinor: Minor };

/** So much of an owner's asset the basket spends, all in all. */
export type Need = { readonly owner: OwnerId; readonly asset: Asset; readonly amount: number };

/** `refusal` is null while HQ is being asked. */
export type Ask = Need & { readonly refusal: AskRefusal | null };
/** `largest`: so much in all could be had; `possible`: so much of it the basket may take, 0 where that is nothing. */
export type AskRefusal = {
  readonly code: FailureCode;
  readonly largest: number;
  readonly possible: number;
};

export type Spend = {
  readonly points: Points;
  readonly walletMinor: Minor;
  readonly cards: readonly CardWish[];
  /** What may be spent here without asking, as main last told, by owner. */
  readonly rights: Readonly<Partial<Record<OwnerId, RightsView>>>;
  readonly asks: readonly Ask[];
  /** The part whose amount is being typed, the amount that Enter alone takes, and the cash typed before. */
  readonly editing: {
    readonly part: SpendPart;
    readonly proposed: number;
    readonly cash: string;
  } | null;
  /** Pay was pressed while a right is missing: so much cash was given, and the cashier is asked. */
  readonly question: { readonly cashMinor: Minor; readonly atMs: number } | null;
};

export const NO_SPEND: Spend = {
  points: points(0),
  walletMinor: minor(0),
  cards: [],
  rights: {},
  asks: [],
  editing: null,
  question: null,
};

export type Held = NonNullable<Seen['held']>;

export const cardOwner = (cardId: string): OwnerId => `card:${cardId}`;

/** Nothing may be spent while the clock is in doubt. */
export function heldOf({ rights }: Pick<Spend, 'rights'>, owner: OwnerId): Held {
  const view = rights[owner];
  if (!view || view.isClockSuspect) return [];
  return view.held.map(({ asset, amount }) => ({ asset, amount }));
}

export const amountOf = (held: Held, asset: Asset): number =>
  held.reduce((sum, each) => (each.asset === asset ? sum + each.amount : sum), 0);

export function paymentOf(spend: Spend): Payment {
  const giftCards = spend.cards
    .map(({ cardId }) => ({ cardId, heldMinor: minor(heldOnCard(spend, cardId)) }))
    .filter(({ heldMinor }) => heldMinor > 0);
  return {
    ...(spend.points > 0 ? { points: spend.points } : {}),
    ...(spend.walletMinor > 0 ? { walletMinor: spend.walletMinor } : {}),
    ...(giftCards.length > 0 ? { giftCards } : {}),
  };
}

export const heldOnCard = (spend: Spend, cardId: string): number =>
  amountOf(heldOf(spend, cardOwner(cardId)), 'giftcard');

/** All that HQ counts as the member's, wherever the right to it lies, less what was spent here since. */
export function wholeOf({ row, own }: MemberHere): Held {
  return row.balances.map(({ asset, available, leased }) => ({
    asset,
    amount: Math.max(0, available + leased - spentSince(own, row, asset)),
  }));
}

const spentSince = (own: MemberHere['own'], { asOf }: MemberRow, asset: Asset): number =>
  own.reduce(
    (sum, each) =>
      each.asset === asset && each.effect === 'REDEEM' && (each.logIndex === null || each.logIndex > asOf)
        ? sum + each.amount
        : sum,
    0,
  );

/** What an outcome takes from the member, by asset. */
export function spentBy(outcome: Pick<Outcome, 'effects'> | null): ReadonlyMap<Asset, number> {
  const sums = new Map<Asset, number>();
  for (const { effect, asset, amount, to, cardId } of outcome?.effects ?? [])
    if (effect === 'REDEEM' && to === undefined && cardId === undefined)
      sums.set(asset, (sums.get(asset) ?? 0) + amount);
  return sums;
}

export const sameNeed = (a: Need, b: Need): boolean =>
  a.owner === b.owner && a.asset === b.asset && a.amount === b.amount;
