/** What a sale's body stores of its receipt. Pure: the same sale gives the same frame. */
import type { Place } from '../catalog/place.ts';
import type { Language, Localized } from '../kernel/language.ts';
import { type OwnEffect, shownBalance } from '../ledger/shown-balance.ts';
import type { Asset } from '../loyalty/asset.ts';
import type { Programme } from '../loyalty/programme/programme.ts';
import type { MemberRow } from '../loyalty/seen/member.ts';
import { tierById } from '../loyalty/tier/tier.ts';
import { assetNames } from './asset-names.ts';
import { issuerOf } from './issuer.ts';
import {
  type LoyaltyFrame,
  MAX_EXPIRING_SHOWN,
  RECEIPT_SCHEMA,
  type ReceiptBalance,
  type SaleFrame,
} from './model.ts';

export const RECEIPT_TEMPLATE = 2;

export type FrameFacts = {
  readonly place: Place;
  readonly language: Language;
  readonly number: string;
  readonly cashierName: string;
  readonly programme: Programme;
  /** The member, and this till's effects on them that the row does not contain yet. */
  readonly member: { readonly row: MemberRow; readonly own: readonly OwnEffect[] } | null;
  /** What the sale earns and spends: its cards and coupons are named on the receipt. */
  readonly effects?: readonly { readonly asset: Asset }[];
};

export const makeSaleFrame = (facts: FrameFacts): SaleFrame => ({
  schema: RECEIPT_SCHEMA,
  template: RECEIPT_TEMPLATE,
  kind: 'sale',
  language: facts.language,
  issuer: issuerOf(facts.place),
  number: facts.number,
  cashierName: facts.cashierName,
  timeZone: facts.place.store.timeZone,
  currency: facts.place.store.currency,
  ...namesOf(facts),
  loyalty: facts.member && loyaltyFrame(facts.programme, facts.member),
  fiscal: { state: 'nonFiscal' },
});

const loyaltyFrame = (
  programme: Programme,
  { row, own }: NonNullable<FrameFacts['member']>,
): LoyaltyFrame => ({
  programmeName: programme.name,
  scale: programme.point.scale,
  worthMinor: programme.point.worthMinor,
  tierName: tierById(programme, row.tierId)?.name ?? NAMELESS,
  ...(programme.point.name ? { pointName: programme.point.name } : {}),
  ...endingSoon(row),
  balances: shownBalances(row, own),
});

function namesOf({ programme, member, effects = [] }: FrameFacts): Pick<SaleFrame, 'assetNames'> {
  const held = member ? [...member.row.balances, ...member.own] : [];
  const names = assetNames(
    programme,
    [...held, ...effects].map(({ asset }) => asset),
  );
  return Object.keys(names).length > 0 ? { assetNames: names } : {};
}

function endingSoon({ balances }: MemberRow): Pick<LoyaltyFrame, 'expiring'> {
  const expiring = balances
    .flatMap(({ asset, expiring: lots }) => lots.map((lot) => ({ asset, ...lot })))
    .sort((a, b) => a.atMs - b.atMs)
    .slice(0, MAX_EXPIRING_SHOWN);
  return expiring.length > 0 ? { expiring } : {};
}

const NAMELESS: Localized = { ro: '', ru: '', en: '' };

/** Every asset that the member has or is about to have here; quests' progress stands in the explanation. */
export function shownBalances(row: MemberRow, own: readonly OwnEffect[]): readonly ReceiptBalance[] {
  const assets = new Set<Asset>(['points', ...[...row.balances, ...own].map(({ asset }) => asset)]);
  return [...assets].flatMap((asset): readonly ReceiptBalance[] => {
    if (asset.startsWith('quest:')) return [];
    const shown = shownBalance(row, asset, own);
    return asset === 'points' || shown.available > 0 || shown.pending > 0 ? [{ asset, ...shown }] : [];
  });
}
