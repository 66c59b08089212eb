/** Cases of the kind `basket`: the till takes the actions one by one, our engine says what they come to. */
import { everythingLeft, returnGoods } from '../../../shared/loyalty/returns/return-goods.ts';
import { Differences } from '../differences.ts';
import type { VectorAction, VectorStep } from '../format/basket-schema.ts';
import type { BasketCase } from '../format/case-schema.ts';
import { hundredths } from '../format/numbers.ts';
import { Untranslatable } from '../untranslatable.ts';
import { Accounts } from './accounts.ts';
import { type Evaluated, evaluate } from './evaluate.ts';
import { compareStep } from './expect.ts';
import { cutsOf, moved, rewardOf } from './figures.ts';
import { act, NEW_ORDER, NO_SETTINGS, type Order, type Stand } from './order.ts';
import { couponIdOf } from './programme-names.ts';
import { rulesOf } from './translate.ts';

export function runBasket(raw: BasketCase): readonly string[] {
  const each = withOlderGifts(raw);
  const found = runSteps(each, each.steps);
  const other = each.alternative ? runSteps(each, each.alternative) : [];
  return [...found, ...other.map((text) => `alternative: ${text}`)];
}

/** A free item whose worth the case counts among discounts is one of the units in the basket. */
function withOlderGifts(each: BasketCase): BasketCase {
  const steps = [...each.steps, ...(each.alternative ?? [])];
  const counted = new Set(steps.flatMap(({ expect }) => expect.discounts?.map(({ reward }) => reward) ?? []));
  const programmes = each.programmes.map((programme) => ({
    ...programme,
    rewards: programme.rewards.map((reward) =>
      reward.type === 'free_item' && counted.has(reward.id) && reward.free_mode === undefined
        ? { ...reward, free_mode: 'one_of_the_units' as const }
        : reward,
    ),
  }));
  return { ...each, programmes };
}

type Paid = { readonly evaluated: Evaluated; readonly member: string | null };

function runSteps(each: BasketCase, steps: readonly VectorStep[]): readonly string[] {
  const accounts = new Accounts(each);
  const differences = new Differences();
  let stand: Stand = { order: NEW_ORDER, settings: NO_SETTINGS };
  let paid: Paid | null = null;
  for (const step of steps) {
    const tried: string[] = [];
    for (const action of step.do) {
      stand = withClaimedUnit(each, stand, action, accounts);
      stand = act(each, stand, action);
      if ('code' in action) tried.push(action.code);
      if ('use_card' in action && stand.order.cards.includes(action.use_card)) tried.push(action.use_card);
      if ('scan_unknown' in action) tried.push(action.scan_unknown);
      if ('claim' in action) tried.push(action.claim.reward);
      if ('pay' in action) {
        paid = {
          evaluated: evaluate(each, stand.order, stand.settings, accounts),
          member: stand.order.member,
        };
        post(each, paid, stand.order, accounts);
        stand = { ...stand, order: { ...stand.order, isPaid: true } };
      }
      if ('new_order' in action) paid = null;
      if ('refund_last_order_to' in action) refund(paid, accounts);
    }
    const evaluated =
      stand.order.isPaid && paid ? paid.evaluated : evaluate(each, stand.order, stand.settings, accounts);
    const refused = tried.filter((name) => isRefused(each, evaluated, name));
    compareStep(differences, step.expect, {
      evaluated,
      order: stand.order,
      accounts,
      refused,
      issued: issuedBy(evaluated, stand.order.isPaid),
    });
    stand = { ...stand, order: forgetting(stand.order, refused) };
  }
  return differences.found;
}

/** Asking for a free unit by hand puts that unit into the basket, where it becomes free. */
function withClaimedUnit(each: BasketCase, stand: Stand, action: VectorAction, accounts: Accounts): Stand {
  if (!('claim' in action)) return stand;
  const reward = each.programmes
    .flatMap(({ rewards }) => rewards)
    .find(({ id }) => id === action.claim.reward);
  if (reward?.free_mode !== 'one_of_the_units' || reward.item === undefined) return stand;
  const sku = action.claim.choose ?? reward.item;
  if (stand.order.member !== null) accounts.member(stand.order.member);
  return act(each, stand, { add: { sku, qty: reward.qty ?? 1 } });
}

/** The next order does not know what was refused here. */
const forgetting = (order: Order, refused: readonly string[]): Order => ({
  ...order,
  codes: order.codes.filter((code) => !refused.includes(code)),
  cards: order.cards.filter((code) => !refused.includes(code)),
});

function isRefused(each: BasketCase, { outcome, placed, seen }: Evaluated, name: string): boolean {
  const ids = new Set<string>(
    placed.flatMap((at) => {
      const card = each.cards?.find(({ code }) => code === name);
      if (card) return card.programme === at.programme.id ? [couponIdOf(at)] : [];
      return rulesOf(at.programme).some(({ code }) => code === name) ? [couponIdOf(at, name)] : [];
    }),
  );
  const card = each.cards?.find(({ code }) => code === name);
  const isGiftCard = placed.some(
    ({ programme }) => programme.id === card?.programme && programme.type === 'gift_card',
  );
  if (isGiftCard) return !outcome.redemption.giftCards.some(({ cardId }) => cardId === name);
  const isReward = placed.some(({ programme }) => programme.rewards.some(({ id }) => id === name));
  if (isReward && ids.size === 0)
    return outcome.refusals.some(
      (refusal) => refusal.kind === 'claim' && rewardOf(placed, refusal.ruleId)?.reward.id === name,
    );
  const shown = seen.coupons?.some(({ couponId }) => ids.has(couponId)) === true;
  return !shown || outcome.refusals.some((refusal) => refusal.kind === 'coupon' && ids.has(refusal.couponId));
}

function issuedBy({ outcome, placed, assets }: Evaluated, isPaid: boolean) {
  return outcome.effects.flatMap(({ effect, asset, amount }) => {
    if (effect !== 'EARN') return [];
    const found = placed.find(({ at }) => assets.get(at) === asset);
    if (!found || !(asset.startsWith('coupon:') || asset === 'giftcard')) return [];
    const points = asset === 'giftcard' ? amount : hundredths(amount);
    return [{ programme: found.programme.id, points: isPaid ? points : 0 }];
  });
}

/** Books what the order earned and spent, and counts which programmes gave something. */
function post(each: BasketCase, { evaluated, member }: Paid, order: Order, accounts: Accounts): void {
  if (member !== null) {
    for (const [id, amount] of moved(evaluated, 'EARN')) accounts.change(member, id, amount);
    for (const [id, amount] of moved(evaluated, 'REDEEM')) accounts.change(member, id, -amount);
    accounts.visit(member);
  }
  for (const { cardId, amountMinor } of evaluated.outcome.redemption.giftCards)
    accounts.changeCard(cardId, 0 - amountMinor);
  const cuts = cutsOf(evaluated);
  for (const code of order.cards) {
    const card = each.cards?.find((known) => known.code === code);
    const used = cuts.find(({ programme }) => programme === card?.programme);
    const reward = each.programmes.flatMap(({ rewards }) => rewards).find(({ id }) => id === used?.reward);
    if (used && reward && reward.type !== 'amount_per_point')
      accounts.changeCard(code, -hundredths(reward.cost_points ?? 1));
  }
  for (const id of new Set(cuts.map(({ programme }) => programme))) accounts.use(id, member);
}

/** Everything comes back: balances are restored as the return says. */
function refund(paid: Paid | null, accounts: Accounts): void {
  if (!paid) throw new Untranslatable('a refund without an order');
  const { evaluated, member } = paid;
  const { compiled, seen, outcome, placed, assets } = evaluated;
  const sale = { compiled, seen, outcome };
  const back = returnGoods({ sale, before: [], now: everythingLeft(sale, []) });
  if (!back.ok) throw new Untranslatable(`the return is refused: ${back.failure.kind}`);
  if (member === null) return;
  for (const { effect, asset, amount } of back.value.effects) {
    const found = placed.find(({ at }) => assets.get(at) === asset);
    if (found && asset !== 'giftcard')
      accounts.change(member, found.programme.id, effect === 'REFUND' ? amount : -amount);
  }
}
