/** Names of ours for a case's programmes and rewards: rule ids, assets, coupons, and the way back. */
import { asId, type CouponId, type RuleId } from '../../../shared/kernel/ids.ts';
import type { Asset } from '../../../shared/loyalty/asset.ts';
import type { VectorProgramme, VectorReward } from '../format/basket-schema.ts';
import { Untranslatable } from '../untranslatable.ts';

/** A programme of the case at its place; ids may repeat, places do not. */
export type Placed = { readonly at: number; readonly programme: VectorProgramme };

const padded = (at: number): string => String(at).padStart(3, '0');

const slug = (text: string): string => text.toLowerCase().replace(/[^a-z0-9-]/g, '-');

export const ruleIdOf = ({ at, programme }: Placed, reward: VectorReward, rule: number): RuleId =>
  asId<RuleId>(`${padded(at)}.${padded(programme.rewards.indexOf(reward))}.${rule}`);

export const earnIdOf = ({ at }: Placed, rule: number): RuleId => asId<RuleId>(`${padded(at)}.earn.${rule}`);

export const programmeAt = (ruleId: string): number => Number(ruleId.slice(0, 3));
export const rewardAt = (ruleId: string): number => Number(ruleId.slice(4, 7));

export const couponIdOf = ({ at, programme }: Placed, code?: string): CouponId =>
  asId<CouponId>(slug(`${at}-${programme.id}${code === undefined ? '' : `-${code}`}`).slice(0, 40));

/** The first loyalty programme fills points, the first wallet the wallet; others are stamps with names of their own. */
export function assetsOf(placed: readonly Placed[]): ReadonlyMap<number, Asset> {
  const assets = new Map<number, Asset>();
  const firstOf = (type: VectorProgramme['type']) =>
    placed.find(({ programme }) => programme.type === type)?.at;
  for (const each of placed) {
    const { at, programme } = each;
    if (programme.type === 'loyalty')
      assets.set(at, at === firstOf('loyalty') ? 'points' : `stamps:${slug(`${at}-${programme.id}`)}`);
    else if (programme.type === 'wallet') {
      if (at !== firstOf('wallet')) throw new Untranslatable('two wallets');
      assets.set(at, 'wallet');
    } else if (programme.type === 'next_order') assets.set(at, `coupon:${couponIdOf(each)}`);
    else if (programme.type === 'gift_card') assets.set(at, 'giftcard');
    else assets.set(at, `stamps:${slug(`${at}-${programme.id}`)}`);
  }
  return assets;
}
