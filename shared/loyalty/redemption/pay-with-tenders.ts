/**
 * RED-8, GFC-2: the wallet and then gift cards pay what points left, in the order in which they were given. Neither
 * pays for a gift card that is sold here: that would turn one card's money into another's.
 */
import { type Minor, minor } from '../../kernel/units.ts';
import type { OutcomeEffect, Refusal } from '../outcome/outcome.ts';
import type { Seen } from '../seen/seen.ts';

export type PaidWithTenders = {
  readonly walletMinor: Minor;
  readonly giftCards: readonly { readonly cardId: string; readonly amountMinor: Minor }[];
  readonly effects: readonly OutcomeEffect[];
  readonly refusals: readonly Refusal[];
};

export type ToPay = {
  readonly payableMinor: number;
  /** What the wallet holds after rewards that were bought with it. */
  readonly inWalletMinor: number;
};

export function payWithTenders(seen: Seen, { payableMinor, inWalletMinor }: ToPay): PaidWithTenders {
  const refusals: Refusal[] = [];
  const walletMinor = payFromWallet(seen, Math.min(payableMinor, inWalletMinor), refusals);
  const giftCards = payFromCards(seen, payableMinor - walletMinor, refusals);
  const effects: OutcomeEffect[] = giftCards.map(({ cardId, amountMinor }) => ({
    effect: 'REDEEM',
    asset: 'giftcard',
    amount: amountMinor,
    ruleId: 'payment',
    cardId,
  }));
  if (walletMinor > 0)
    effects.unshift({ effect: 'REDEEM', asset: 'wallet', amount: walletMinor, ruleId: 'payment' });
  return { walletMinor, giftCards, effects, refusals };
}

function payFromWallet({ payment }: Seen, mostMinor: number, refusals: Refusal[]): Minor {
  const askedMinor = minor(Math.max(0, payment?.walletMinor ?? 0));
  const largestMinor = minor(Math.max(0, mostMinor));
  if (askedMinor <= largestMinor) return askedMinor;
  refusals.push({ kind: 'wallet', askedMinor, largestMinor });
  return minor(0);
}

/** A card that is given twice pays twice, never more than the till may take from it. */
function payFromCards({ payment }: Seen, payableMinor: number, refusals: Refusal[]) {
  const used = new Map<string, number>();
  let leftMinor = payableMinor;
  for (const { cardId, heldMinor, amountMinor } of payment?.giftCards ?? []) {
    const before = used.get(cardId) ?? 0;
    const largestMinor = minor(Math.max(0, Math.min(leftMinor, heldMinor - before)));
    const takenMinor = amountMinor ?? largestMinor;
    if (takenMinor > largestMinor) {
      refusals.push({ kind: 'giftCard', cardId, askedMinor: takenMinor, largestMinor });
      continue;
    }
    used.set(cardId, before + takenMinor);
    leftMinor -= takenMinor;
  }
  return [...used].flatMap(([cardId, amount]) =>
    amount > 0 ? [{ cardId, amountMinor: minor(amount) }] : [],
  );
}
