/**
 * Keeps main's copy of the open basket up to date: one call at a time, in order, and when baskets come faster than main
 * stores them only the newest is sent.
 */
import type { Basket } from '../../../shared/basket/basket.ts';
import type { PunctaBridge } from '../../../shared/ipc/contract.ts';
import type { Failure } from '../../../shared/kernel/failure.ts';

export type BasketMirror = {
  readonly save: (basket: Basket) => void;
  /** Resolves when main holds the newest basket, or has refused it. */
  readonly flush: () => Promise<void>;
};

export function mirrorBasket(bridge: PunctaBridge, onFailure: (failure: Failure) => void): BasketMirror {
  let newest: Basket | null = null;
  let running: Promise<void> | null = null;

  const send = async (): Promise<void> => {
    while (newest) {
      const basket = newest;
      newest = null;
      const saved = await bridge.call('basket.save', basket);
      if (!saved.ok) onFailure(saved.failure);
    }
    running = null;
  };

  return {
    save: (basket) => {
      newest = basket;
      running ??= send();
    },
    flush: () => running ?? Promise.resolve(),
  };
}
