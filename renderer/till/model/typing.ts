/** Characters and Enter go to whatever is armed: the scan field, the member field, a quantity, or the cash received. */
import { startNextSale } from './apply-command.ts';
import { scan, setQuantity } from './basket-steps.ts';
import { findTypedMember } from './member-steps.ts';
import { takeGift, takeOffer } from './offer-steps.ts';
import { confirmPay, payWithout } from './pay-steps.ts';
import { change, type SaleContext } from './sale-context.ts';
import type { Armed, SaleState } from './sale-state.ts';
import { confirmPart, stepBack } from './spend-steps.ts';
import { MAX_TYPED_CHARS, TIMES } from './typed-text.ts';

/** No amount of cash has so many digits: such a text is a code from a slow scanner. */
const CODE_CHARS = 12;
const MAX_AMOUNT_CHARS = 12;
const AMOUNT_CHAR = /^[\d,.]$/;

export function typeChar(context: SaleContext, char: string): void {
  if (context.state.get().phase === 'done') startNextSale(context);
  const state = context.state.get();
  const { phase, typed, searching } = state;
  if (phase === 'saving' || searching || !fits(typed, char, targetOf(state))) return;
  change(context, { typed: `${typed}${char}`, notice: null, memberFailure: null });
}

type Target = 'amount' | 'giftCard' | Armed;

function targetOf({ phase, armed, spend }: SaleState): Target {
  if (phase !== 'paying') return armed;
  return spend.editing?.part === 'giftCard' ? 'giftCard' : 'amount';
}

function fits(typed: string, char: string, target: Target): boolean {
  if (typed.length >= MAX_TYPED_CHARS) return false;
  if (char === TIMES) return target === 'scan' && /^\d+([.,]\d+)?$/.test(typed);
  if (target === 'amount' || target === 'quantity') {
    if (!AMOUNT_CHAR.test(char) || typed.length > MAX_AMOUNT_CHARS) return false;
    return /\d/.test(char) || (typed !== '' && !/[.,]/.test(typed));
  }
  return true;
}

export function eraseChar(context: SaleContext): void {
  const { typed } = context.state.get();
  change(context, { typed: typed.slice(0, -1) });
}

export function clearTyped(context: SaleContext): void {
  change(context, { typed: '' });
}

export function enter(context: SaleContext, atMs: number): void {
  const { phase, armed, typed } = context.state.get();
  if (phase === 'done') return startNextSale(context);
  if (phase === 'saving') return;
  if (phase === 'paying') {
    const { editing, question } = context.state.get().spend;
    if (question) return payWithout(context, atMs);
    if (editing) return confirmPart(context);
    if (typed.length < CODE_CHARS) return confirmPay(context, atMs);
    change(context, { typed: '' });
    return scan(context, typed, atMs);
  }
  if (armed === 'member') return findTypedMember(context, typed, atMs);
  if (armed === 'offers') return takeOffer(context, typed);
  if (armed === 'gift') return takeGift(context, typed, atMs);
  if (armed === 'quantity')
    return typed === '' ? change(context, { armed: 'scan' }) : setQuantity(context, typed);
  if (typed === '') return;
  change(context, { typed: '' });
  scan(context, typed, atMs);
}

/** One step back: the field first, then what is being chosen or asked for, then the pay screen. */
export function back(context: SaleContext): void {
  const { phase, armed, typed } = context.state.get();
  if (phase === 'done') return startNextSale(context);
  if (phase === 'saving') return;
  if (typed !== '') return change(context, { typed: '', notice: null });
  if (armed === 'gift') return change(context, { armed: 'offers', gift: null });
  if (armed !== 'scan') return change(context, { armed: 'scan', memberFailure: null });
  if (phase === 'paying' && stepBack(context)) return;
  change(context, { phase: 'open', notice: null, selectedN: null });
}
