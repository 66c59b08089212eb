import type { OutcomeEffect } from '../outcome/outcome.ts';
import type { ReturnEffect } from './return.ts';

type Holding = Pick<OutcomeEffect, 'asset' | 'to' | 'cardId'>;
type Sum = { readonly effect: ReturnEffect['effect']; readonly holding: Holding; readonly amount: number };

/** Amounts by effect, asset and holder, in the order in which they first occur. */
export class HolderSums {
  readonly #sums = new Map<string, Sum>();

  add(effect: ReturnEffect['effect'], holding: Holding, amount: number): void {
    const key = [effect, holding.asset, holding.to, holding.cardId].join(' ');
    const before = this.#sums.get(key)?.amount ?? 0;
    this.#sums.set(key, { effect, holding, amount: before + amount });
  }

  /** In every sum the larger of both: what was taken back once stays so (RET-4). */
  raisedTo(other: HolderSums): HolderSums {
    const raised = new HolderSums();
    for (const [key, sum] of [...this.#sums, ...other.#sums]) {
      const amount = Math.max(this.#amount(key), other.#amount(key));
      raised.#sums.set(key, { ...sum, amount });
    }
    return raised;
  }

  /** What is more here than there; refunds first. */
  beyond(other: HolderSums): readonly ReturnEffect[] {
    const effects = [...this.#sums].flatMap(([key, { effect, holding, amount }]) => {
      const more = amount - other.#amount(key);
      const { asset, to, cardId } = holding;
      return more > 0
        ? [{ effect, asset, amount: more, ...(to && { to }), ...(cardId !== undefined && { cardId }) }]
        : [];
    });
    return [
      ...effects.filter(({ effect }) => effect === 'REFUND'),
      ...effects.filter(({ effect }) => effect === 'CLAWBACK'),
    ];
  }

  #amount(key: string): number {
    return this.#sums.get(key)?.amount ?? 0;
  }
}
