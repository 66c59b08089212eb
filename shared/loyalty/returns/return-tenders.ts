/**
 * RET-3: goods come back to the tenders that paid for them, pro rata: first the wallet's share, then each card's in what
 * is left, and money is the rest. Points that were a tender come back as points; gift cards sold were paid with money.
 */
import { minor } from '../../kernel/units.ts';
import { type PartBack, within } from './line-parts.ts';
import type { SaleFacts, TendersBack } from './return.ts';

type Between = { readonly from: readonly PartBack[]; readonly to: readonly PartBack[] };

export function tendersBetween(sale: SaleFacts, { from, to }: Between): TendersBack {
  const [before, after] = [tendersBack(sale, from), tendersBack(sale, to)];
  return {
    moneyMinor: minor(after.moneyMinor - before.moneyMinor),
    walletMinor: minor(after.walletMinor - before.walletMinor),
    giftCards: after.giftCards.flatMap(({ cardId, amountMinor }, index) => {
      const more = amountMinor - (before.giftCards[index]?.amountMinor ?? 0);
      return more > 0 ? [{ cardId, amountMinor: minor(more) }] : [];
    }),
    pointsMinor: minor(after.pointsMinor - before.pointsMinor),
  };
}

/** What each tender has got back when all these parts have. */
export function tendersBack({ outcome }: SaleFacts, parts: readonly PartBack[]): TendersBack {
  const { redemption } = outcome;
  const isTender = redemption.as === 'tender';
  const goods = parts.filter(({ line }) => line.giftCardId === undefined);
  const cardsSoldMinor = sum(parts, 'totalMinor') - sum(goods, 'totalMinor');
  const pointsMinor = isTender ? sum(goods, 'paidMinor') : 0;
  let leftMinor = sum(goods, 'totalMinor') - pointsMinor;
  let wholeMinor =
    goods.reduce((total, { line }) => total + line.totalMinor, 0) - (isTender ? redemption.pointsMinor : 0);
  const takeShare = (shareMinor: number): number => {
    const back = within(leftMinor, shareMinor, wholeMinor);
    leftMinor -= back;
    wholeMinor -= shareMinor;
    return back;
  };
  const walletMinor = takeShare(redemption.walletMinor);
  const giftCards = redemption.giftCards.map(({ cardId, amountMinor }) => ({
    cardId,
    amountMinor: minor(takeShare(amountMinor)),
  }));
  return {
    moneyMinor: minor(leftMinor + cardsSoldMinor),
    walletMinor: minor(walletMinor),
    giftCards,
    pointsMinor: minor(pointsMinor),
  };
}

const sum = (parts: readonly PartBack[], name: 'totalMinor' | 'paidMinor'): number =>
  parts.reduce((total, part) => total + part[name], 0);
