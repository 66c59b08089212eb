/** Taking offers and giving them up, and choosing free goods: by the list's numbers, by arrows and Enter, or by touch. */
import type { Product } from '../../../shared/catalog/product.ts';
import { type Failure, failure } from '../../../shared/kernel/failure.ts';
import type { ProductId, RuleId } from '../../../shared/kernel/ids.ts';
import type { Milli } from '../../../shared/kernel/units.ts';
import type { Asset } from '../../../shared/loyalty/asset.ts';
import { readScan } from '../../../shared/scan/read-scan.ts';
import { applyCommand } from './apply-command.ts';
import { extraGoodsOf, isOffered, type OfferRow, offerRows, openRight } from './offer-rows.ts';
import { change, hint, type SaleContext, tell } from './sale-context.ts';
import type { SaleState } from './sale-state.ts';
import { amountOf, heldOf } from './spend.ts';

/** So many products have a key of their own; a rule with more is answered by a scan. */
export const MAX_GIFT_KEYS = 9;

export function armOffers(context: SaleContext): void {
  const state = context.state.get();
  if (offerRows(state).length === 0) return hint(context, 'offers.none');
  change(context, {
    armed: state.armed === 'offers' ? 'scan' : 'offers',
    typed: '',
    offerAt: 0,
    notice: null,
    gift: null,
  });
}

export function moveOffer(context: SaleContext, step: 1 | -1): void {
  const state = context.state.get();
  const last = offerRows(state).length - 1;
  change(context, { offerAt: Math.max(0, Math.min(last, state.offerAt + step)) });
}

/** A number takes the offer of that number, Enter alone the marked one. */
export function takeOffer(context: SaleContext, typed: string): void {
  change(context, { typed: '' });
  const at = typed === '' ? context.state.get().offerAt : Number(typed) - 1;
  toggleOffer(context, at);
}

export function toggleOffer(context: SaleContext, at: number): void {
  const state = context.state.get();
  const row = offerRows(state)[at];
  if (!row) return hint(context, 'offers.noSuch');
  change(context, { offerAt: at, notice: null });
  if (!state.isOnline && openRight(row) === 'ask') return tell(context, needsConnection(state, row));
  switch (row.kind) {
    case 'offer':
      return void applyCommand(
        context,
        row.isTaken
          ? { kind: 'unclaim', ruleId: row.ruleId }
          : { kind: 'claim', claim: { ruleId: row.ruleId } },
      );
    case 'gift':
      return toggleGift(context, row);
    case 'coupon':
      return void applyCommand(
        context,
        row.isTaken
          ? { kind: 'removeCoupon', couponId: row.couponId }
          : { kind: 'addCoupon', coupon: { couponId: row.couponId } },
      );
  }
}

function needsConnection({ member, spend }: SaleState, row: OfferRow): Failure {
  const asset: Asset = row.kind === 'coupon' ? `coupon:${row.couponId}` : (row.cost?.asset ?? 'points');
  const largest = member ? amountOf(heldOf(spend, member.row.id), asset) : 0;
  return failure('REDEEM-OFFLINE', { asset, largest });
}

/** While there is something left to choose it is chosen; after that the same key gives all of it up. */
function toggleGift(context: SaleContext, row: OfferRow & { readonly kind: 'gift' }): void {
  if (row.left === 0) return void applyCommand(context, { kind: 'unclaim', ruleId: row.ruleId });
  const gift = { ruleId: row.ruleId, products: [] };
  change(context, { armed: 'gift', typed: '', gift });
  context.queue.add(async () => {
    const products = await giftProducts(context, row.ruleId);
    if (context.state.get().gift?.ruleId === row.ruleId) change(context, { gift: { ...gift, products } });
  });
}

async function giftProducts(context: SaleContext, ruleId: RuleId): Promise<readonly Product[]> {
  const { outcome, whole } = context.state.get();
  const ids =
    [...(outcome?.offers ?? []), ...(whole?.offers ?? [])].find((offer) => offer.ruleId === ruleId)
      ?.products ?? [];
  if (ids.length > MAX_GIFT_KEYS) return [];
  const found = await Promise.all(ids.map((id) => context.deps.store.productById(id)));
  return found.filter((product) => product !== null);
}

/** A key's number, or the code of the goods themselves. */
export function takeGift(context: SaleContext, typed: string, atMs: number): void {
  const { gift } = context.state.get();
  change(context, { typed: '' });
  if (!gift) return;
  const byKey = gift.products[/^\d{1,2}$/.test(typed) ? Number(typed) - 1 : -1];
  if (byKey) return addGift(context, byKey, gift.ruleId);
  const read = readScan(typed);
  if (!read.ok || read.value.kind !== 'product') return hint(context, 'offers.chooseGoods');
  const { code } = read.value;
  context.queue.add(async () => {
    const product = await context.deps.store.productByCode(code);
    if (product) addGift(context, product, gift.ruleId);
    else hint(context, 'offers.chooseGoods');
    context.deps.watcher.shown('scanToLine', atMs);
  });
}

export function chooseGift(context: SaleContext, productId: ProductId): void {
  const { gift } = context.state.get();
  const product = gift?.products.find(({ id }) => id === productId);
  if (gift && product) addGift(context, product, gift.ruleId);
}

/** The engine says whether these goods are the rule's free goods; a gift that it refuses is not left in the basket. */
function addGift(context: SaleContext, product: Product, ruleId: RuleId): void {
  const { programme, basket: before } = context.state.get();
  if (!programme || !extraGoodsOf(programme, ruleId)) return;
  if (isOffered(programme, ruleId) && !before.claims?.some((claim) => claim.ruleId === ruleId))
    applyCommand(context, { kind: 'claim', claim: { ruleId } });
  if (!applyCommand(context, { kind: 'add', product, giftOf: ruleId })) return;
  const { basket, whole } = context.state.get();
  const line = basket.lines.find((each) => each.productId === product.id && each.giftOf === ruleId);
  const refused = whole?.refusals.some((each) => each.kind === 'gift' && each.n === line?.n);
  if (refused && line) {
    takeBack(context, line.n, before.lines.find(({ n }) => n === line.n)?.quantityMilli);
    return hint(context, 'offers.notThisGood', { name: product.name });
  }
  const rows = offerRows(context.state.get());
  const isMore = rows.some((row) => row.kind === 'gift' && row.ruleId === ruleId && row.left > 0);
  change(context, isMore ? { armed: 'gift' } : { armed: 'scan', gift: null });
}

function takeBack(context: SaleContext, n: number, quantityMilli: Milli | undefined): void {
  if (quantityMilli === undefined) applyCommand(context, { kind: 'remove', n });
  else applyCommand(context, { kind: 'setQuantity', n, quantityMilli });
}
