/** What people call a card, a draw or a coupon that an asset names by id. */
import type { Localized } from '../kernel/language.ts';
import type { Asset } from '../loyalty/asset.ts';
import type { Give } from '../loyalty/programme/give.ts';
import type { Programme } from '../loyalty/programme/programme.ts';
import type { AssetNames } from './model.ts';

/** Null for points and wallet, which everybody knows, and for what the programme does not name. */
export function assetName(programme: Programme, asset: Asset): Localized | null {
  const [kind, id = ''] = asset.split(':');
  switch (kind) {
    case 'coupon':
      return programme.coupons?.find((coupon) => coupon.id === id)?.name ?? null;
    case 'stamps':
      return programme.labels?.stamps?.[id] ?? giverName(programme, asset);
    case 'ticket':
      return programme.labels?.tickets?.[id] ?? giverName(programme, asset);
    default:
      return null;
  }
}

/** Each asset once; those without a name are left out. */
export const assetNames = (programme: Programme, assets: Iterable<Asset>): AssetNames =>
  Object.fromEntries(
    [...new Set(assets)].flatMap((asset) => {
      const name = assetName(programme, asset);
      return name ? [[asset, name] as const] : [];
    }),
  );

const giverName = ({ rules }: Programme, asset: Asset): Localized | null =>
  rules.find(({ give }) => filledBy(give) === asset)?.name ?? null;

function filledBy(give: Give): Asset | null {
  if (give.kind !== 'award') return 'asset' in give ? (give.asset ?? 'points') : null;
  if (give.award.kind === 'tickets') return `ticket:${give.award.drawId}`;
  return give.award.kind === 'stamps' ? `stamps:${give.award.cardId}` : null;
}
