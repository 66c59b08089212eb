/** Choosing what is paid with points, from the wallet or by gift card, changing it, and going on without it. */
import { MAX_ID_CHARS } from '../../../shared/kernel/limits.ts';
import { minor, points } from '../../../shared/kernel/units.ts';
import { applyCommand } from './apply-command.ts';
import { refuses, type Unsettled, unsettled, unsettledPart } from './needs.ts';
import { askAgain, refreshRights } from './rights-steps.ts';
import { change, changeAndPrice, hint, type SaleContext, tell, trialOf } from './sale-context.ts';
import type { SaleState } from './sale-state.ts';
import { cardOwner, type Spend, type SpendPart } from './spend.ts';
import {
  allowedRange,
  allRights,
  largestWalletMinor,
  leftForCardMinor,
  nearestAllowed,
  pointsRange,
} from './spend-figures.ts';
import { readAmount, readPoints } from './typed-text.ts';

const spendOf = (context: SaleContext): Spend => context.state.get().spend;

const changeSpend = (context: SaleContext, changes: Partial<Spend>): void =>
  changeAndPrice(context, { spend: { ...spendOf(context), ...changes } });

/** The key of a part: takes what is possible after a refusal, else opens the field for its amount. */
export function openPart(context: SaleContext, part: SpendPart): void {
  const state = context.state.get();
  if (state.phase !== 'paying') return;
  if (!isOffered(state, part)) return hint(context, part === 'points' ? 'spend.noPoints' : 'spend.noWallet');
  const refused = unsettledPart(state, part);
  if (refused?.ask.refusal) return takePossible(context, refused);
  const { editing } = state.spend;
  const cash = editing ? editing.cash : state.typed;
  change(context, {
    typed: '',
    notice: null,
    spend: { ...state.spend, editing: { part, proposed: proposal(context, part), cash }, question: null },
  });
}

/** Whether the key of a part is alive. */
export function isOffered({ whole, spend, member }: SaleState, part: SpendPart): boolean {
  if (part === 'giftCard') return true;
  if (part === 'wallet')
    return (
      spend.walletMinor > 0 ||
      (member?.row.balances ?? []).some(
        ({ asset, available, leased }) => asset === 'wallet' && available + leased > 0,
      )
    );
  return spend.points > 0 || (whole?.redemption.largestPoints ?? 0) > 0;
}

function proposal(context: SaleContext, part: SpendPart): number {
  const state = context.state.get();
  const { spend } = state;
  if (part === 'points') return spend.points > 0 ? spend.points : pointsRange(state).suggested;
  if (part === 'giftCard') return 0;
  return spend.walletMinor > 0 ? spend.walletMinor : largestWalletMinor(state, trialOf(context));
}

/** Enter in the field. */
export function confirmPart(context: SaleContext): void {
  const { editing } = spendOf(context);
  if (editing?.part === 'points') wishPoints(context, editing.proposed);
  else if (editing?.part === 'wallet') wishWallet(context, editing.proposed);
  else if (editing) takeCard(context, context.state.get().typed);
}

/** An amount that programme or balance do not allow is not cut in silence: the nearest one is proposed, Enter takes it. */
function wishPoints(context: SaleContext, proposed: number): void {
  const state = context.state.get();
  const scale = state.programme?.point.scale ?? 1;
  const typed = state.typed === '' ? null : readPoints(state.typed, scale);
  if (typed && !typed.ok) return tell(context, typed.failure);
  const amount = typed ? typed.value : proposed;
  const nearest = nearestAllowed(amount, allowedRange(state));
  if (amount === 0 || nearest === amount) return closeWith(context, { points: points(amount) });
  propose(context, nearest);
}

function wishWallet(context: SaleContext, proposed: number): void {
  const state = context.state.get();
  const currency = context.deps.status.get()?.place?.store.currency;
  const typed = state.typed === '' || !currency ? null : readAmount(state.typed, currency);
  if (typed && !typed.ok) return tell(context, typed.failure);
  const amount = typed ? typed.value : proposed;
  const largest = largestWalletMinor(state, trialOf(context), allRights(state));
  if (amount <= largest) return closeWith(context, { walletMinor: minor(amount) });
  propose(context, largest);
}

function propose(context: SaleContext, proposed: number): void {
  const { spend } = context.state.get();
  if (!spend.editing) return;
  change(context, { typed: '', spend: { ...spend, editing: { ...spend.editing, proposed } } });
  hint(context, 'spend.nearest');
}

/** A gift card, typed or scanned. It is asked to pay all that is left. */
export function takeCard(context: SaleContext, text: string): void {
  const cardId = text.trim().toUpperCase();
  if (cardId === '' || cardId.length > MAX_ID_CHARS) return closePart(context);
  const state = context.state.get();
  const cards = state.spend.cards.filter((card) => !isRefusedCard(state, card.cardId));
  if (cards.some((card) => card.cardId === cardId)) {
    change(context, { typed: '' });
    return hint(context, 'spend.cardTwice');
  }
  const wantedMinor = leftForCardMinor(state, trialOf(context));
  if (wantedMinor === 0) {
    closePart(context);
    return hint(context, 'spend.nothingLeft');
  }
  closeWith(context, { cards: [...cards, { cardId, wantedMinor }] });
  void refreshRights(context, cardOwner(cardId));
}

const isRefusedCard = (state: SaleState, cardId: string): boolean =>
  unsettled(state).some(
    (each) => each.kind === 'giftCard' && each.cardId === cardId && each.ask.refusal !== null,
  );

/** Back to the cash, with what had been typed of it. */
export function closePart(context: SaleContext): void {
  const { editing } = spendOf(context);
  if (editing) change(context, { typed: editing.cash, spend: { ...spendOf(context), editing: null } });
}

function closeWith(context: SaleContext, changes: Partial<Spend>): void {
  const { editing } = spendOf(context);
  changeAndPrice(context, {
    typed: editing?.cash ?? '',
    notice: null,
    spend: { ...spendOf(context), ...changes, editing: null, question: null },
  });
}

/** Takes a part out of the payment again; of gift cards the last one. */
export function dropPart(context: SaleContext, part: SpendPart): void {
  const { cards } = spendOf(context);
  if (part === 'points') closeWith(context, { points: points(0) });
  else if (part === 'wallet') closeWith(context, { walletMinor: minor(0) });
  else closeWith(context, { cards: cards.slice(0, -1) });
}

/** After a refusal: as much as may be had, by one key; where that is nothing, HQ is asked once more. */
export function takePossible(context: SaleContext, { kind, ask, ...more }: Unsettled): void {
  if (kind === 'claim' || kind === 'coupon') return askAgain(context);
  const amount = ask.refusal?.possible ?? 0;
  if (kind === 'giftCard') {
    const cardId = 'cardId' in more ? more.cardId : '';
    if (amount === 0) return openCardAgain(context, cardId);
    const cards = spendOf(context).cards.map((card) =>
      card.cardId === cardId ? { cardId, wantedMinor: minor(amount) } : card,
    );
    return changeSpend(context, { cards, question: null });
  }
  if (amount === 0) return askAgain(context);
  changeSpend(context, {
    ...(kind === 'points' ? { points: points(amount) } : { walletMinor: minor(amount) }),
    question: null,
  });
}

/** The number may have been read wrong: the field opens for another. */
function openCardAgain(context: SaleContext, cardId: string): void {
  const { spend, typed } = context.state.get();
  const cards = spend.cards.filter((card) => card.cardId !== cardId);
  changeAndPrice(context, {
    typed: '',
    spend: { ...spend, cards, question: null, editing: { part: 'giftCard', proposed: 0, cash: typed } },
  });
}

/** The sale goes on without everything that is not settled; what counts already stays. */
export function goOnWithout(context: SaleContext): void {
  const open = unsettled(context.state.get());
  const spend = spendOf(context);
  const has = (kind: Unsettled['kind']): boolean => open.some((each) => each.kind === kind);
  const cardIds = open.flatMap((each) => (each.kind === 'giftCard' ? [each.cardId] : []));
  changeSpend(context, {
    ...(has('points') ? { points: points(0) } : {}),
    ...(has('wallet') ? { walletMinor: minor(0) } : {}),
    cards: spend.cards.filter(({ cardId }) => !cardIds.includes(cardId)),
    question: null,
  });
  for (const each of open) giveUp(context, each);
}

function giveUp(context: SaleContext, each: Unsettled): void {
  const { basket, whole } = context.state.get();
  if (each.kind === 'claim' && !refuses(whole, each.ruleId))
    applyCommand(context, { kind: 'unclaim', ruleId: each.ruleId });
  const coupon =
    each.kind === 'coupon' && basket.coupons?.find(({ couponId }) => `coupon:${couponId}` === each.asset);
  if (coupon) applyCommand(context, { kind: 'removeCoupon', couponId: coupon.couponId });
}

/** One step back within the payment; false when there is nothing of it to take back. */
export function stepBack(context: SaleContext): boolean {
  const state = context.state.get();
  const { editing, question } = state.spend;
  if (editing) closePart(context);
  else if (question) change(context, { spend: { ...state.spend, question: null } });
  else if (unsettled(state).length > 0) goOnWithout(context);
  else return false;
  return true;
}
