import { emptyBasket } from '../../../shared/basket/basket.ts';
import type { SaleDone, SaleDraft } from '../../../shared/ipc/sale-draft.ts';
import { assert } from '../../../shared/kernel/assert.ts';
import { type Failure, failure } from '../../../shared/kernel/failure.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import { type Minor, minor } from '../../../shared/kernel/units.ts';
import { startNextSale } from './apply-command.ts';
import { unsettled } from './needs.ts';
import { askedOf } from './pricing.ts';
import { giveBack, refreshAll } from './rights-steps.ts';
import { change, changeAndPrice, hint, newBasketId, type SaleContext, tell } from './sale-context.ts';
import { dueMinor, type SaleState } from './sale-state.ts';
import { NO_SPEND, paymentOf } from './spend.ts';
import { goOnWithout } from './spend-steps.ts';
import { readAmount } from './typed-text.ts';
import { refreshUsage } from './usage-steps.ts';

/** A second press of Pay within this time, with nothing typed between, is the same press: it must not finish the sale. */
export const DOUBLE_PRESS_MS = 400;

export function openPay(context: SaleContext): void {
  const { basket, member, outcome } = context.state.get();
  if (basket.lines.length === 0) return tell(context, failure('BASKET-EMPTY'));
  if (basket.memberId !== null && member === null) return hint(context, 'member.loading');
  if (!outcome) {
    context.deps.store.refresh('programmes');
    return hint(context, 'sale.programmeLoading');
  }
  void refreshAll(context);
  // Hours and days move while a basket lies open: what is paid is computed now.
  changeAndPrice(context, { phase: 'paying', armed: 'scan', typed: '', notice: null });
}

/** Cash as typed; nothing typed means the exact sum. */
export function givenMinor(context: SaleContext): Result<Minor> {
  const state = context.state.get();
  const currency = context.deps.status.get()?.place?.store.currency;
  if (state.typed === '' || !currency) return ok(dueMinor(state));
  return readAmount(state.typed, currency);
}

export function confirmPay(context: SaleContext, startedAtMs: number): void {
  const given = givenMinor(context);
  if (!given.ok) return tell(context, given.failure);
  payWith(context, given.value, startedAtMs);
}

export function payWith(context: SaleContext, cashMinor: Minor, startedAtMs: number): void {
  const state = context.state.get();
  if (state.phase !== 'paying' || state.spend.editing) return;
  const shortMinor = dueMinor(state) - cashMinor;
  if (shortMinor > 0) return tell(context, failure('PAY-SHORT', { shortMinor }));
  if (unsettled(state).length > 0) return ask(context, cashMinor, startedAtMs);
  change(context, { phase: 'saving', notice: null });
  context.queue.add(() => commit(context, cashMinor, startedAtMs));
}

/** What was chosen and has no right yet is left out only if the cashier says so. */
function ask(context: SaleContext, cashMinor: Minor, atMs: number): void {
  const { spend } = context.state.get();
  change(context, { notice: null, spend: { ...spend, editing: null, question: { cashMinor, atMs } } });
}

/** The answer to the question: the sale is paid with the cash that was given when it came up. */
export function payWithout(context: SaleContext, atMs: number): void {
  const { question } = context.state.get().spend;
  if (!question || atMs - question.atMs < DOUBLE_PRESS_MS) return;
  goOnWithout(context);
  payWith(context, question.cashMinor, atMs);
}

async function commit(context: SaleContext, cashMinor: Minor, startedAtMs: number): Promise<void> {
  await context.mirror.flush();
  const state = context.state.get();
  const draft = makeDraft(context, state, cashMinor);
  const answer = await context.deps.bridge.call('sale.commit', draft);
  if (answer.ok) finish(context, { state, done: answer.value, cashMinor, startedAtMs });
  else refused(context, answer.failure);
}

function makeDraft({ deps }: SaleContext, state: SaleState, cashMinor: Minor): SaleDraft {
  const businessDate = deps.status.get()?.businessDate;
  const payment = paymentOf(state.spend);
  assert(state.outcome && state.programme && businessDate, 'a sale that is paid was priced');
  return {
    basketId: state.basket.id,
    ...askedOf(state.basket),
    ...(Object.keys(payment).length > 0 ? { payment } : {}),
    member: state.member?.row ?? null,
    tenders: cashMinor > 0 ? [{ kind: 'cash', amountMinor: cashMinor }] : [],
    programmeVersion: state.programme.version,
    businessDate,
    minute: state.minute,
    shown: { totalMinor: state.outcome.totalMinor, earnedPoints: state.outcome.earnedPoints },
  };
}

type Committed = {
  readonly state: SaleState;
  readonly done: SaleDone;
  readonly cashMinor: Minor;
  readonly startedAtMs: number;
};

function finish(context: SaleContext, { state, done, cashMinor, startedAtMs }: Committed): void {
  context.unwatchMember.get()();
  context.lastSale.set(done);
  changeAndPrice(context, {
    phase: 'done',
    armed: 'scan',
    typed: '',
    basket: emptyBasket(newBasketId(context)),
    selectedN: null,
    newestN: null,
    member: null,
    notice: null,
    spend: NO_SPEND,
    finished: {
      done,
      lines: state.basket.lines,
      outcome: state.outcome,
      givenMinor: minor(cashMinor),
      memberLabel: state.member?.row.label ?? null,
    },
  });
  refreshUsage(context);
  void giveBack(context, state.basket.id);
  context.deps.watcher.shown('payToDone', startedAtMs);
}

/** Nothing was signed. Whatever the reason, the basket is as it was, computed again where figures have moved. */
function refused(context: SaleContext, fault: Failure): void {
  if (fault.code === 'SALE-DONE') {
    startNextSale(context);
  } else if (fault.code === 'SALE-MISMATCH' || fault.code === 'SALE-PROGRAMME') {
    context.deps.store.refresh('programmes');
    changeAndPrice(context, { phase: 'open', armed: 'scan', typed: '' });
    refreshUsage(context);
  } else {
    change(context, { phase: 'paying' });
    void refreshAll(context);
  }
  tell(context, fault);
}
