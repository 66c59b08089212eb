/** The sale as screens and keys see it. One session lives as long as the window. */
import { emptyBasket } from '../../../shared/basket/basket.ts';
import type { SaleDone } from '../../../shared/ipc/sale-draft.ts';
import { failure } from '../../../shared/kernel/failure.ts';
import { asId, type EntryId, type OwnerId, type ProductId } from '../../../shared/kernel/ids.ts';
import type { Minor } from '../../../shared/kernel/units.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { NoticeContent } from '../../ui/notice-content.ts';
import { startNextSale } from './apply-command.ts';
import { mirrorBasket } from './basket-mirror.ts';
import { armQuantity, moveSelection, removeSelected, scan } from './basket-steps.ts';
import type { TillCommand } from './key-intent.ts';
import { armMember, detachMember, watchAttached } from './member-steps.ts';
import { armOffers, chooseGift, moveOffer, toggleOffer } from './offer-steps.ts';
import { confirmPay, DOUBLE_PRESS_MS, openPay, payWith, payWithout } from './pay-steps.ts';
import { createCompiler } from './pricing.ts';
import { followRights, refreshRights } from './rights-steps.ts';
import {
  change,
  changeAndPrice,
  hint,
  newBasketId,
  type SaleContext,
  type SaleDeps,
  tell,
} from './sale-context.ts';
import { dueMinor, type SaleState, saleStart } from './sale-state.ts';
import { cardOwner } from './spend.ts';
import { confirmPart, dropPart, goOnWithout, openPart, takeCard } from './spend-steps.ts';
import { createTaskQueue } from './task-queue.ts';
import { back, clearTyped, enter, eraseChar, typeChar } from './typing.ts';
import { refreshUsage } from './usage-steps.ts';
import { createValue, type Value } from './value.ts';

export type SaleActions = {
  readonly type: (char: string) => void;
  readonly erase: () => void;
  readonly clear: () => void;
  readonly enter: () => void;
  readonly scan: (text: string) => void;
  readonly command: (command: Exclude<TillCommand, 'menu' | 'printer'>) => void;
  readonly select: (n: number) => void;
  readonly detachMember: () => void;
  /** Takes the offer at this place of the list, or gives it up. */
  readonly toggleOffer: (at: number) => void;
  readonly chooseGift: (productId: ProductId) => void;
  readonly payWith: (cashMinor: Minor) => void;
  /** A gift card that was scanned while its number is asked for. */
  readonly takeCard: (cardId: string) => void;
  readonly nextSale: () => void;
  readonly say: (notice: NoticeContent) => void;
};

export type SaleSession = {
  readonly state: Pick<Value<SaleState>, 'get' | 'watch'>;
  readonly actions: SaleActions;
  /** The last sale that was paid since the window opened. */
  readonly lastSale: Pick<Value<SaleDone | null>, 'get' | 'watch'>;
  /** Takes over the basket that main kept. */
  readonly restore: () => Promise<void>;
  /** Resolves when every scan so far is in the basket and main holds it. */
  readonly settled: () => Promise<void>;
  /** Main says that rights of these owners are others now. */
  readonly rightsMoved: (owners: readonly OwnerId[]) => void;
};

export function createSaleSession(deps: SaleDeps): SaleSession {
  const context = createContext(deps);
  let payOpenedAtMs = Number.NEGATIVE_INFINITY;
  const pay = (): void => {
    const { phase, typed, spend } = context.state.get();
    if (phase === 'done') return startNextSale(context);
    if (phase === 'paying' && spend.question) return payWithout(context, deps.nowMs());
    if (phase === 'paying' && spend.editing) return confirmPart(context);
    if (phase === 'open') {
      payOpenedAtMs = deps.nowMs();
      openPay(context);
    } else if (typed !== '' || deps.nowMs() - payOpenedAtMs > DOUBLE_PRESS_MS) {
      confirmPay(context, deps.nowMs());
    }
  };
  const whenOpen = (step: (context: SaleContext) => void): void => {
    if (context.state.get().phase === 'open') step(context);
  };
  const commands: Readonly<Record<Exclude<TillCommand, 'menu' | 'printer'>, () => void>> = {
    member: () => whenOpen(armMember),
    quantity: () => whenOpen(armQuantity),
    offers: () => whenOpen(armOffers),
    remove: () => remove(context),
    points: () => openPart(context, 'points'),
    wallet: () => openPart(context, 'wallet'),
    giftCard: () => openPart(context, 'giftCard'),
    up: () => whenOpen((each) => move(each, -1)),
    down: () => whenOpen((each) => move(each, 1)),
    exact: () => payWith(context, dueMinor(context.state.get()), deps.nowMs()),
    pay,
    back: () => back(context),
  };
  return {
    state: context.state,
    actions: {
      type: (char) => typeChar(context, char),
      erase: () => eraseChar(context),
      clear: () => clearTyped(context),
      enter: () => enter(context, deps.nowMs()),
      scan: (text) => scan(context, text, deps.nowMs()),
      command: (command) => commands[command](),
      select: (n) => change(context, { selectedN: n }),
      detachMember: () => detachMember(context),
      toggleOffer: (at) => toggleOffer(context, at),
      chooseGift: (productId) => chooseGift(context, productId),
      payWith: (cashMinor) => payWith(context, cashMinor, deps.nowMs()),
      takeCard: (cardId) => takeCard(context, cardId),
      nextSale: () => startNextSale(context),
      say: (notice) => change(context, { notice }),
    },
    lastSale: context.lastSale,
    restore: () => restore(context),
    settled: async () => {
      await context.queue.idle();
      await context.mirror.flush();
    },
    rightsMoved: (owners) => rightsMoved(context, owners),
  };
}

function rightsMoved(context: SaleContext, owners: readonly OwnerId[]): void {
  const { member, spend } = context.state.get();
  const known: readonly OwnerId[] = [
    ...(member ? [member.row.id] : []),
    ...spend.cards.map(({ cardId }) => cardOwner(cardId)),
  ];
  for (const owner of owners) if (known.includes(owner)) void refreshRights(context, owner);
}

/** While paying the key takes the part out that is being chosen; what is still asked for leaves with it. */
function remove(context: SaleContext): void {
  const { phase, spend } = context.state.get();
  if (phase === 'open') removeSelected(context);
  else if (phase === 'paying' && spend.editing) dropPart(context, spend.editing.part);
  else if (phase === 'paying') goOnWithout(context);
}

const move = (context: SaleContext, step: 1 | -1): void =>
  context.state.get().armed === 'offers' ? moveOffer(context, step) : moveSelection(context, step);

function createContext(deps: SaleDeps): SaleContext {
  const nobody = emptyBasket(asId(''));
  const context: SaleContext = {
    deps,
    state: createValue(saleStart(nobody)),
    mirror: mirrorBasket(deps.bridge, (failure) => tell(context, failure)),
    queue: createTaskQueue((fault) => broken(context, fault)),
    programmes: createValue<readonly Programme[]>([]),
    compile: createCompiler(),
    lastSale: createValue<SaleDone | null>(null),
    unwatchMember: createValue<() => void>(() => undefined),
    asking: createTaskQueue((fault) => console.error(fault)),
    askedFor: createValue<EntryId | null>(null),
  };
  change(context, { basket: emptyBasket(newBasketId(context)) });
  deps.store.watchProgrammes((programmes) => {
    context.programmes.set(programmes);
    changeAndPrice(context, {});
    refreshUsage(context);
  });
  repriceOnNews(context);
  followRights(context);
  return context;
}

/** Status arrives often; the engine runs only when the date or the programme has moved. */
function repriceOnNews(context: SaleContext): void {
  const { status } = context.deps;
  const basis = (): string => {
    const now = status.get();
    return `${now?.businessDate} ${now?.programmeVersion} ${now?.cashier?.id} ${now?.place?.store.id} ${now?.hq.link === 'online'}`;
  };
  let last = basis();
  status.watch(() => {
    if (basis() === last) return;
    last = basis();
    changeAndPrice(context, {});
    refreshUsage(context);
  });
}

/** A fault of our own: the basket stays, a payment that was under way is open again. */
function broken(context: SaleContext, fault: unknown): void {
  console.error(fault);
  if (context.state.get().phase === 'saving') change(context, { phase: 'paying' });
  change(context, { searching: false });
  tell(context, failure('CALL-FAILED'));
}

async function restore(context: SaleContext): Promise<void> {
  const kept = await context.deps.bridge.call('basket.load', null);
  if (!kept.ok || !kept.value) return;
  const basket = kept.value;
  // What the customer wanted to pay with was this window's alone; main still holds what it asked for.
  await context.deps.bridge.call('rights.abandon', { basketId: basket.id });
  changeAndPrice(context, { basket, newestN: basket.lines.at(-1)?.n ?? null });
  if (basket.memberId !== null) watchAttached(context, basket.memberId);
  if (basket.lines.length > 0) hint(context, 'sale.restored');
}
