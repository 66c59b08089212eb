import { unreachable } from '../../kernel/assert.ts';
import { MAX_EARNED } from '../../kernel/limits.ts';
import type { Asset } from '../asset.ts';
import type { Award } from '../programme/award.ts';
import { type Applied, reasonOf, type Share } from './accrual-run.ts';

export type Awarded = { readonly asset: Asset | null; readonly amount: number; readonly validDays?: number };

/** What an award puts into which balance; a gift is handed over and told, never booked (QST-5). */
export function awarded(award: Award, times: number): Awarded {
  switch (award.kind) {
    case 'points':
      return { asset: 'points', amount: bounded(award.points * times), ...lifeOf(award) };
    case 'wallet':
      return { asset: 'wallet', amount: bounded(award.amountMinor * times), ...lifeOf(award) };
    case 'coupon':
      return { asset: `coupon:${award.couponId}`, amount: bounded(times), ...lifeOf(award) };
    case 'tickets':
      return { asset: `ticket:${award.drawId}`, amount: bounded(award.count * times) };
    case 'stamps':
      return { asset: `stamps:${award.cardId}`, amount: bounded(award.count * times) };
    case 'badge':
      return { asset: `badge:${award.badgeId}`, amount: 1 };
    case 'gift':
      return { asset: null, amount: 0 };
    default:
      return unreachable(award);
  }
}

/** An award as a reason; none for a badge that the member has already. */
export function awardShares(
  applied: Pick<Applied, 'each' | 'baseMinor'>,
  {
    award,
    times,
    owns,
  }: { readonly award: Award; readonly times: number; readonly owns: (asset: Asset) => boolean },
): readonly Share[] {
  if (times <= 0) return [];
  const { asset, ...given } = awarded(award, times);
  if (award.kind === 'badge' && asset && owns(asset)) return [];
  return [{ reason: reasonOf(applied, { part: 'award', asset, award }), ...given }];
}

const bounded = (amount: number): number => Math.min(amount, MAX_EARNED);

const lifeOf = ({ validDays }: { readonly validDays?: number }) =>
  validDays === undefined ? {} : { validDays };
