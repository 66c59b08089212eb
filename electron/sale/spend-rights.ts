/**
 * SAL-13: what the engine says is spent is paid from this till's rights, lease by lease, or not at all. A sale carries HQ's
 * grant of each lease that it is the first to use (R8).
 */
import type { SaleDraft } from '../../shared/ipc/sale-draft.ts';
import { assert } from '../../shared/kernel/assert.ts';
import { type Failure, failure } from '../../shared/kernel/failure.ts';
import type { CouponId, MemberId, RuleId } from '../../shared/kernel/ids.ts';
import { MAX_ASSETS, MAX_EFFECTS, MAX_SALE_GRANTS } from '../../shared/kernel/limits.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { type Minor, minor } from '../../shared/kernel/units.ts';
import type { ChosenLeases } from '../../shared/lease/choose-leases.ts';
import type { LeaseGrant } from '../../shared/lease/lease.ts';
import { hasRoomFor } from '../../shared/lease/rights-schema.ts';
import type { SignedText } from '../../shared/ledger/body.ts';
import type { EntryPart } from '../../shared/ledger/entry.ts';
import { splitParts } from '../../shared/ledger/split-parts.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';
import type { Outcome, Refusal } from '../../shared/loyalty/outcome/outcome.ts';
import type { Programme } from '../../shared/loyalty/programme/programme.ts';
import type { GiftCardUse, Payment, Seen } from '../../shared/loyalty/seen/seen.ts';
import { cardOwner, ownerOf, type RightsNow } from '../lease/rights-now.ts';

/** What the engine may count on. While the clock is in doubt that is nothing. */
export const heldOf = (rights: RightsNow, member: MemberId): NonNullable<Seen['held']> =>
  rights.isClockSuspect
    ? []
    : rights
        .view(member)
        .held.slice(0, MAX_ASSETS)
        .map(({ asset, amount }) => ({ asset, amount }));

/** The window's wish, with what main itself may take from each card. */
export const paymentOf = (rights: RightsNow, payment: Payment): Payment => ({
  ...payment,
  ...(payment.giftCards && {
    giftCards: payment.giftCards.map((use) => ({ ...use, heldMinor: heldMinor(rights, use.cardId) })),
  }),
});

const heldMinor = (rights: RightsNow, cardId: string): Minor =>
  minor(rights.isClockSuspect ? 0 : rights.held(cardOwner(cardId), 'giftcard'));

export type SpentRights = {
  readonly parts: readonly EntryPart[];
  readonly grants: readonly LeaseGrant[];
};

/** REDEEM-CHANGED where the leases do not suffice: since the window asked, one has ended or was given back. */
export function spendRights(
  rights: RightsNow,
  parts: readonly EntryPart[],
  member: MemberId | null,
): Result<SpentRights> {
  const chosen = new Map<EntryPart, ChosenLeases>();
  for (const part of parts) {
    if (part.effect !== 'REDEEM') continue;
    const owner = ownerOf(part, member);
    assert(owner !== null, 'what is spent is somebody’s');
    const leases = rights.choose(owner, part.asset, part.amount);
    if (leases.short > 0) return fail(changed(part.asset, part.amount - leases.short));
    chosen.set(part, leases);
  }
  const grants = [...chosen.values()].flatMap((each) => each.grants);
  if (grants.length > MAX_SALE_GRANTS || !hasRoomFor(rights.rights, grants))
    return fail(failure('REDEEM-REFUSED'));
  const split = splitParts(parts, (part) => chosen.get(part)?.parts ?? []);
  return split.length > MAX_EFFECTS
    ? fail(failure('BASKET-LIMIT', { max: MAX_EFFECTS }))
    : ok({ parts: split, grants });
}

export const grantTexts = (
  grants: readonly LeaseGrant[],
  textOf: (grant: LeaseGrant) => SignedText,
): { readonly grants?: readonly SignedText[] } => (grants.length === 0 ? {} : { grants: grants.map(textOf) });

type Refused = {
  readonly draft: SaleDraft;
  readonly programme: Programme;
  readonly outcome: Outcome;
  readonly rights: RightsNow;
  readonly wasShown: boolean;
};

/**
 * Why a wish to spend is not granted; null where there is none that counts. What a customer was shown as paid is never
 * silently left out; a reward or a coupon that gave nothing on the screen either may stay without effect.
 */
export function spendingRefused(asked: Refused): Failure | null {
  const { draft, programme, outcome, rights, wasShown } = asked;
  const card = draft.payment?.giftCards?.find((use) => isLess(rights, use));
  if (card)
    return rights.isClockSuspect
      ? failure('REDEEM-CLOCK')
      : changed('giftcard', heldMinor(rights, card.cardId));
  const refused = outcome.refusals.find(({ kind }) => isPayment(kind) || (!wasShown && isReward(kind)));
  if (refused === undefined) return null;
  const member = draft.member?.id ?? null;
  const { asset, cardId } = assetOf(refused, programme);
  const owner = ownerOf(cardId === undefined ? {} : { cardId }, member);
  if (asset === null || owner === null) return null;
  return rights.isClockSuspect ? failure('REDEEM-CLOCK') : changed(asset, rights.held(owner, asset));
}

/** "As much as is needed" was shown with another figure. */
const isLess = (rights: RightsNow, { cardId, heldMinor: told, amountMinor }: GiftCardUse): boolean =>
  amountMinor === undefined && heldMinor(rights, cardId) < told;

const changed = (asset: Asset, largest: number): Failure => failure('REDEEM-CHANGED', { asset, largest });

const isPayment = (kind: Refusal['kind']): boolean =>
  kind === 'points' || kind === 'wallet' || kind === 'giftCard';
const isReward = (kind: Refusal['kind']): boolean => kind === 'claim' || kind === 'coupon';

type Spent = { readonly asset: Asset | null; readonly cardId?: string };

function assetOf(refused: Refusal, programme: Programme): Spent {
  switch (refused.kind) {
    case 'points':
    case 'wallet':
      return { asset: refused.kind };
    case 'giftCard':
      return { asset: 'giftcard', cardId: refused.cardId };
    case 'claim':
      return { asset: costOf(programme, refused.ruleId) };
    case 'coupon':
      return { asset: refused.why === 'notHeld' ? couponAsset(refused.couponId) : null };
    case 'gift':
      return { asset: null };
  }
}

const costOf = ({ rewards = [] }: Programme, ruleId: RuleId): Asset | null =>
  rewards.find(({ id }) => id === ruleId)?.cost.asset ?? null;

const couponAsset = (couponId: CouponId): Asset => `coupon:${couponId}`;
