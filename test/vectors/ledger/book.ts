/** Feeds events to our lots and keeps what they answered, by the case's names. */
import type { BusinessDate } from '../../../shared/kernel/business-date.ts';
import { applyLotEvent } from '../../../shared/loyalty/lots/fold-lots.ts';
import type { LotEvent } from '../../../shared/loyalty/lots/lot-event.ts';
import { type LotState, NO_LOTS } from '../../../shared/loyalty/lots/lot-state.ts';
import type { LotStep } from '../../../shared/loyalty/lots/lot-step.ts';
import type { LotTerms } from '../../../shared/loyalty/lots/lot-terms.ts';

export type Row = {
  readonly ref: string;
  readonly op: string;
  /** What took effect. */
  readonly amount: number;
  readonly isCredit: boolean;
  readonly isRefused: boolean;
};

type Dated = { readonly ref: string; readonly date: BusinessDate };

export class Book {
  state: LotState = NO_LOTS;
  readonly rows: Row[] = [];
  readonly expired: number[] = [];
  readonly #sent: { readonly ref: string; readonly op: string; readonly event: LotEvent }[] = [];

  get length(): number {
    return this.rows.length;
  }

  earn(what: Dated & { amount: number; terms: LotTerms; op?: string }): void {
    const { ref: id, date, amount, terms } = what;
    this.#send(id, what.op ?? 'earn', { kind: 'earn', id, date, amount, terms });
  }

  spend({ ref: id, date, amount, proved }: Dated & { amount: number; proved: boolean }): void {
    this.#send(id, 'spend', { kind: 'spend', id, date, amount, ...(proved ? { proved } : {}) });
  }

  redeem({ ref: id, date, amount }: Dated & { amount: number }): void {
    this.#send(id, 'redeem', { kind: 'spend', id, date, amount });
  }

  refund({ ref: id, date, of, amount }: Dated & { of: string; amount: number }): void {
    this.#send(id, 'refund', { kind: 'refund', id, date, of, amount });
  }

  /** An order's spendings bear its name, alone or before a stroke. */
  undoSpendings(of: string, { ref, date }: Dated): void {
    for (const { id } of this.state.spendings)
      if (id === of || id.startsWith(`${of}/`)) this.undoSpending(id, { ref: `${ref}/${id}`, date });
  }

  undoSpending(of: string, { ref, date }: Dated): void {
    const amount = this.state.spendings.find((spending) => spending.id === of)?.amount ?? 0;
    this.refund({ ref, date, of, amount });
  }

  /** Without an amount all that the earning gave is taken back. */
  clawBack(what: Dated & { of: string; amount: number | null; forgives: boolean }): void {
    const { ref: id, date, of } = what;
    const earned = this.state.earnings.find((earning) => earning.id === of)?.amount ?? 0;
    const shortfall = what.forgives ? 'forgive' : 'receivable';
    this.#send(id, 'clawback', { kind: 'clawback', id, date, of, amount: what.amount ?? earned, shortfall });
  }

  writeOff(date: BusinessDate): void {
    const step = applyLotEvent(this.state, { kind: 'expiry', date });
    this.state = step.state;
    this.expired.push(...step.moves.map((move) => -move.amount));
  }

  /** The same message once more. */
  redeliver(ref: string): void {
    for (const sent of this.#sent.filter((each) => each.ref === ref))
      this.#take(`${ref} again`, sent.op, sent.event);
  }

  /** Something that was asked for before any lot was touched. */
  note(ref: string, isRefused: boolean): void {
    this.rows.push({ ref, op: 'redeem', amount: 0, isCredit: false, isRefused });
  }

  #send(ref: string, op: string, event: LotEvent): void {
    this.#sent.push({ ref, op, event });
    this.#take(ref, op, event);
  }

  #take(ref: string, op: string, event: LotEvent): void {
    const { owed } = this.state;
    const step: LotStep = applyLotEvent(this.state, event);
    this.state = step.state;
    const amount = event.kind === 'clawback' ? takenBy(step, owed) : step.applied;
    const isCredit = event.kind === 'earn' || event.kind === 'refund';
    this.rows.push({ ref, op, amount, isCredit, isRefused: step.fault !== null });
  }
}

/** What a clawback took from lots or left owed; what had ended before was not taken by it. */
const takenBy = ({ moves, state }: LotStep, owedBefore: number): number =>
  moves.reduce((sum, { amount }) => sum - amount, state.owed - owedBefore);
