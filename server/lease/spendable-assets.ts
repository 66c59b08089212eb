/** What a programme can spend at a till: nothing else is worth a right. */
import type { Asset } from '../../shared/loyalty/asset.ts';
import type { Programme } from '../../shared/loyalty/programme/programme.ts';
import type { Programmes } from '../posting/programme-shelf.ts';

/** By the latest version, and the one before it, which some tills may still use. */
export function spendableAssets(programmes: Programmes): ReadonlySet<Asset> {
  const latest = [...programmes.keys()].sort((a, b) => b - a).slice(0, 2);
  return new Set(latest.flatMap((version) => assetsOf(programmes.get(version)?.compiled.programme)));
}

function assetsOf(programme: Programme | undefined): readonly Asset[] {
  if (!programme) return [];
  const { redemption, rewards = [], coupons = [] } = programme;
  return [
    'wallet',
    ...(redemption ? (['points'] as const) : []),
    ...rewards.map(({ cost }) => cost.asset),
    ...coupons.flatMap(({ id, kind }) => (kind === 'personal' ? [`coupon:${id}` as const] : [])),
  ];
}
