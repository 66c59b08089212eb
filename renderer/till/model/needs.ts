/** Which rights the basket lacks, and what is chosen but does not count yet because of that. */
import type { RuleId } from '../../../shared/kernel/ids.ts';
import type { Asset } from '../../../shared/loyalty/asset.ts';
import type { Outcome } from '../../../shared/loyalty/outcome/outcome.ts';
import type { SaleState } from './sale-state.ts';
import {
  type Ask,
  amountOf,
  cardOwner,
  heldOnCard,
  type Need,
  type SpendPart,
  spentBy,
  wholeOf,
} from './spend.ts';

type Told = Pick<SaleState, 'member' | 'outcome' | 'whole' | 'spend'>;

/** What would be spent if all that is the member's might be, and cannot be with what is held here. */
export function missingRights({ member, outcome, whole, spend }: Told): readonly Need[] {
  const now = spentBy(outcome);
  const all = member ? wholeOf(member) : [];
  const ofMember = [...spentBy(whole)].flatMap(([asset, amount]): readonly Need[] =>
    member && amount > (now.get(asset) ?? 0)
      ? [{ owner: member.row.id, asset, amount: Math.min(amount, amountOf(all, asset)) }]
      : [],
  );
  const ofCards = spend.cards
    .filter(({ cardId, wantedMinor }) => heldOnCard(spend, cardId) < wantedMinor)
    .map(
      ({ cardId, wantedMinor }): Need => ({
        owner: cardOwner(cardId),
        asset: 'giftcard',
        amount: wantedMinor,
      }),
    );
  return [...ofMember, ...ofCards];
}

/** Something chosen that is not in the sum. */
export type Unsettled = { readonly ask: Ask } & (
  | { readonly kind: 'points' | 'wallet' }
  | { readonly kind: 'giftCard'; readonly cardId: string }
  | { readonly kind: 'claim'; readonly ruleId: RuleId }
  | { readonly kind: 'coupon'; readonly asset: Asset }
);

/** In the order in which the screen speaks of them. */
export function unsettled(state: SaleState): readonly Unsettled[] {
  const { spend, outcome, member } = state;
  if (!outcome) return [];
  const askFor = (asset: Asset): Ask | undefined =>
    spend.asks.find((ask) => ask.owner === member?.row.id && ask.asset === asset);
  const ofPoints = spend.points > outcome.redemption.points ? askFor('points') : undefined;
  const ofWallet = spend.walletMinor > outcome.redemption.walletMinor ? askFor('wallet') : undefined;
  const cards = spend.cards.flatMap(({ cardId }): readonly Unsettled[] => {
    const ask = spend.asks.find(({ owner }) => owner === cardOwner(cardId));
    return ask ? [{ kind: 'giftCard', cardId, ask }] : [];
  });
  return [
    ...(ofPoints ? [{ kind: 'points', ask: ofPoints } as const] : []),
    ...(ofWallet ? [{ kind: 'wallet', ask: ofWallet } as const] : []),
    ...cards,
    ...unsettledClaims(state, askFor),
    ...unsettledCoupons(state, askFor),
  ];
}

export const unsettledPart = (state: SaleState, part: SpendPart): Unsettled | undefined =>
  unsettled(state).find(({ kind }) => kind === part);

type AskFor = (asset: Asset) => Ask | undefined;

function unsettledClaims({ programme, outcome, whole }: SaleState, askFor: AskFor): readonly Unsettled[] {
  return (programme?.rewards ?? []).flatMap(({ id, cost }): readonly Unsettled[] => {
    const ask = cost && askFor(cost.asset);
    return ask && refuses(outcome, id) && !refuses(whole, id) ? [{ kind: 'claim', ruleId: id, ask }] : [];
  });
}

function unsettledCoupons({ basket }: SaleState, askFor: AskFor): readonly Unsettled[] {
  return (basket.coupons ?? []).flatMap(({ couponId }): readonly Unsettled[] => {
    const asset: Asset = `coupon:${couponId}`;
    const ask = askFor(asset);
    return ask ? [{ kind: 'coupon', asset, ask }] : [];
  });
}

/** Of a reward that was taken, or of goods that it gives free. */
export const refuses = (outcome: Outcome | null, ruleId: RuleId): boolean =>
  (outcome?.refusals ?? []).some(
    (each) => (each.kind === 'claim' || each.kind === 'gift') && each.ruleId === ruleId,
  );
