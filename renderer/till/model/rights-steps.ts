/**
 * Rights to spend, asked for behind the cashier's back: whatever the basket needs and this till does not hold is asked
 * of HQ once; what comes back changes the sums at once. Nothing here is ever waited for.
 */
import type { RightsView } from '../../../shared/ipc/rights-view.ts';
import type { Failure } from '../../../shared/kernel/failure.ts';
import type { EntryId, OwnerId } from '../../../shared/kernel/ids.ts';
import { minor, points } from '../../../shared/kernel/units.ts';
import { missingRights, unsettled } from './needs.ts';
import { change, changeAndPrice, type SaleContext, tell, trialOf } from './sale-context.ts';
import type { SaleState } from './sale-state.ts';
import {
  type Ask,
  type AskRefusal,
  amountOf,
  cardOwner,
  heldOf,
  type Need,
  NO_SPEND,
  sameNeed,
} from './spend.ts';
import { takeable } from './spend-figures.ts';

/** Follows the sale: another member, an end of the payment, an empty basket, and every right that is missing. */
export function followRights(context: SaleContext): void {
  let before = context.state.get();
  context.state.watch(() => {
    const last = before;
    const now = context.state.get();
    before = now;
    if (now.phase === 'saving' || now.phase === 'done') return;
    if (hasEnded(last, now)) return endSpending(context);
    if (last.member?.row.id !== now.member?.row.id && now.member)
      void refreshRights(context, now.member.row.id);
    settleNeeds(context);
  });
}

/** The dialog was closed, the member is gone, or nothing is left to buy: what was asked for is given back. */
function hasEnded(last: SaleState, now: SaleState): boolean {
  if (last.basket.id !== now.basket.id) return false;
  const closed = last.phase !== 'open' && now.phase === 'open';
  const left = last.basket.memberId !== null && last.basket.memberId !== now.basket.memberId;
  return closed || left || (last.basket.lines.length > 0 && now.basket.lines.length === 0);
}

function endSpending(context: SaleContext): void {
  const { spend, basket } = context.state.get();
  changeAndPrice(context, { spend: { ...NO_SPEND, rights: spend.rights } });
  void giveBack(context, basket.id);
}

/** Rewards and coupons that are still taken ask anew when the old rights are gone. */
export async function giveBack(context: SaleContext, basketId: EntryId): Promise<void> {
  if (context.askedFor.get() !== basketId) return;
  context.askedFor.set(null);
  await context.deps.bridge.call('rights.abandon', { basketId });
  await refreshAll(context);
}

export async function refreshAll(context: SaleContext): Promise<void> {
  const { member, spend } = context.state.get();
  const owners = [...(member ? [member.row.id] : []), ...spend.cards.map(({ cardId }) => cardOwner(cardId))];
  await Promise.all(owners.map((owner) => refreshRights(context, owner)));
}

export async function refreshRights(context: SaleContext, owner: OwnerId): Promise<void> {
  const basketId = context.state.get().basket.id;
  const answer = await context.deps.bridge.call('rights.held', { owner, basketId });
  if (answer.ok && context.state.get().basket.id === basketId) takeRights(context, answer.value);
}

function takeRights(context: SaleContext, view: RightsView): void {
  const { spend, member } = context.state.get();
  const owners: readonly OwnerId[] = [
    ...(member ? [member.row.id] : []),
    ...spend.cards.map(({ cardId }) => cardOwner(cardId)),
  ];
  if (!owners.includes(view.owner)) return;
  changeAndPrice(context, { spend: { ...spend, rights: { ...spend.rights, [view.owner]: view } } });
}

/** Asks whose need is gone are dropped, new needs are asked for, and wishes that nothing can meet any more leave. */
function settleNeeds(context: SaleContext): void {
  if (dropDeadWishes(context)) return;
  const state = context.state.get();
  const missing = missingRights(state);
  const kept = state.spend.asks.filter((ask) => missing.some((need) => sameNeed(ask, need)));
  const fresh = missing
    .filter((need) => !kept.some((ask) => sameNeed(ask, need)))
    .map((need): Ask => ({ ...need, refusal: refusedHere(context, need) }));
  if (fresh.length === 0 && kept.length === state.spend.asks.length) return;
  const asks = [...kept, ...fresh];
  const question = asks.length === 0 ? null : state.spend.question;
  change(context, { spend: { ...state.spend, asks, question } });
  for (const ask of fresh) if (ask.refusal === null) acquire(context, ask);
}

/** Without a connection nobody can be asked; a gift card may still have its right here, which main knows. */
function refusedHere(context: SaleContext, need: Need): AskRefusal | null {
  const { isOnline, spend } = context.state.get();
  if (spend.rights[need.owner]?.isClockSuspect)
    return refusal(context, need, { code: 'REDEEM-CLOCK', largest: 0 });
  if (isOnline || need.asset === 'giftcard') return null;
  return refusal(context, need, {
    code: 'REDEEM-OFFLINE',
    largest: amountOf(heldOf(spend, need.owner), need.asset),
  });
}

function refusal(
  context: SaleContext,
  { asset }: Need,
  { code, largest }: Omit<AskRefusal, 'possible'>,
): AskRefusal {
  const part = asset === 'giftcard' ? 'giftCard' : asset === 'points' || asset === 'wallet' ? asset : null;
  const isClock = code === 'REDEEM-CLOCK';
  const possible =
    part === null || isClock ? 0 : takeable(context.state.get(), part, largest, trialOf(context));
  return { code, largest, possible };
}

/**
 * What neither HQ's balance nor the basket allows any more is not paid: points are chosen again, the wallet pays what
 * is left for it.
 */
function dropDeadWishes(context: SaleContext): boolean {
  const { spend, whole } = context.state.get();
  if (!whole) return false;
  const { redemption, refusals } = whole;
  if (spend.points > redemption.points) {
    changeAndPrice(context, { spend: { ...spend, points: points(0) } });
    tell(context, { code: 'REDEEM-CHANGED', params: { asset: 'points', largest: redemption.largestPoints } });
    return true;
  }
  if (spend.walletMinor > redemption.walletMinor) {
    const tooMuch = refusals.find(({ kind }) => kind === 'wallet');
    const leftMinor = tooMuch?.kind === 'wallet' ? tooMuch.largestMinor : minor(0);
    changeAndPrice(context, { spend: { ...spend, walletMinor: leftMinor } });
    change(context, {
      notice: { kind: 'hint', key: 'spend.walletLess', params: { amountMinor: leftMinor } },
    });
    return true;
  }
  return false;
}

function acquire(context: SaleContext, need: Need): void {
  const basketId = context.state.get().basket.id;
  context.asking.add(async () => {
    if (!isWanted(context, basketId, need)) return;
    context.askedFor.set(basketId);
    const { owner, asset, amount } = need;
    const answer = await context.deps.bridge.call('rights.acquire', { basketId, owner, asset, amount });
    if (context.state.get().basket.id !== basketId)
      return void (await context.deps.bridge.call('rights.abandon', { basketId }));
    if (answer.ok) takeRights(context, answer.value);
    else await refreshRights(context, owner);
    if (isWanted(context, basketId, need)) refuse(context, need, answer.ok ? null : answer.failure);
    else if (context.state.get().spend.asks.length === 0 && !spendsAnything(context))
      await giveBack(context, basketId);
  });
}

const isWanted = ({ state }: SaleContext, basketId: EntryId, need: Need): boolean => {
  const { basket, spend } = state.get();
  return basket.id === basketId && spend.asks.some((ask) => sameNeed(ask, need));
};

const spendsAnything = ({ state }: SaleContext): boolean => {
  const { spend, outcome } = state.get();
  const takes = outcome?.effects.some(({ effect }) => effect === 'REDEEM') ?? false;
  return takes || spend.cards.length > 0 || spend.points > 0 || spend.walletMinor > 0;
};

/** `failure` is null where main gave what was asked for and it still does not suffice. */
function refuse(context: SaleContext, need: Need, failure: Failure | null): void {
  const { spend, phase } = context.state.get();
  const largest = Number(failure?.params?.largest ?? amountOf(heldOf(spend, need.owner), need.asset));
  const code = failure?.code ?? 'REDEEM-CHANGED';
  const refused = refusal(context, need, { code, largest });
  const asks = spend.asks.map((ask) => (sameNeed(ask, need) ? { ...ask, refusal: refused } : ask));
  change(context, { spend: { ...spend, asks } });
  if (phase === 'open') tell(context, { code, params: { asset: need.asset, largest } });
}

/** Asks once more what HQ refused, for instance because another till was giving it back. */
export function askAgain(context: SaleContext): void {
  const { spend } = context.state.get();
  const again = unsettled(context.state.get()).flatMap(({ ask }) => (ask.refusal ? [ask] : []));
  if (again.length === 0) return;
  change(context, { spend: { ...spend, asks: spend.asks.filter((ask) => !again.includes(ask)) } });
}
